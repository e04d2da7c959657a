"""A case is one per outcome as well: a draft may be edited between two dry runs, and each keeps what the law said then."""

from django.db import migrations, models

FIELDS = (
    *("policy", "term", "programme", "stage", "grade", "boarding", "hukou", "agriculture", "categories", "determined"),
    "outcome",
)


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0004_run_changes")]

    operations = [
        migrations.RemoveConstraint(model_name="decisioncase", name="decision_case_once"),
        migrations.AddConstraint(
            model_name="decisioncase",
            constraint=models.UniqueConstraint(name="decision_case_once", fields=FIELDS),
        ),
    ]
