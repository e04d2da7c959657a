"""高等教育入学资助 gets its lasting row where the portal was installed before it; the next policy version says what it grants."""

from django.db import migrations


def add_programme(apps, schema_editor):
    programmes = apps.get_model("subsidies", "Programme").objects
    programmes.get_or_create(code="HE_ENTRY", defaults={"label": "高等教育入学资助", "position": programmes.count()})


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0013_first_payment_counts")]

    operations = [migrations.RunPython(add_programme, migrations.RunPython.noop)]
