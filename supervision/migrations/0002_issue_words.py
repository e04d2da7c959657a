"""The agency words of the bureau's notices; the bureau may add its own."""

from django.db import migrations

WORDS = (
    ("扶教体督", "督查整改", ["aid", "dropout", "meal_money", "publicity", "records", "other"]),
    ("扶教体食", "食品安全整改", ["food"]),
)


def add_words(apps, schema_editor):
    for word, label, themes in WORDS:
        apps.get_model("supervision", "IssueWord").objects.get_or_create(word=word, defaults={"label": label, "themes": themes})


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_inspections")]

    operations = [migrations.RunPython(add_words, migrations.RunPython.noop)]
