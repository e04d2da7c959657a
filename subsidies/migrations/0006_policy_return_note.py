"""A draft that was sent back says why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subsidies", "0005_case_outcome_in_key"),
    ]

    operations = [
        migrations.AddField(
            model_name="policyversion",
            name="return_note",
            field=models.CharField(blank=True, max_length=200, verbose_name="退回原因"),
        ),
    ]
