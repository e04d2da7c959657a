"""What a day's food is worth: 3 yuan from autumn 2011 (国办发〔2011〕54号), 4 from autumn 2014, 5 from autumn 2021."""

from datetime import date
from decimal import Decimal

from django.db import migrations

STANDARDS = (
    (date(2011, 9, 1), Decimal("3.00"), "国办发〔2011〕54号"),
    (date(2014, 9, 1), Decimal("4.00"), ""),
    (date(2021, 9, 1), Decimal("5.00"), ""),
)


def add_standards(apps, schema_editor):
    MealStandard = apps.get_model("subsidies", "MealStandard")
    MealStandard.objects.bulk_create(
        MealStandard(from_on=from_on, amount=amount, document=document) for from_on, amount, document in STANDARDS
    )


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0021_meals")]

    # Backwards the table goes with its rows.
    operations = [migrations.RunPython(add_standards, migrations.RunPython.noop)]
