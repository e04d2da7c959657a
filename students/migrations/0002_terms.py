"""The terms the product ships with and their cut-off days (认定基准日; policy.yaml `terms`), editable afterwards."""

from datetime import date

from django.db import migrations

FIRST_YEAR, LAST_YEAR = 2022, 2025
CUT_OFF = {"S": (3, 31), "A": (9, 30)}


def add_terms(apps, schema_editor):
    term_setting = apps.get_model("students", "TermSetting")
    term_setting.objects.bulk_create(
        term_setting(code=f"{year}{season}", position=year * 2 + (season == "A"), cut_off_on=date(year, *CUT_OFF[season]))
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for season in "SA"
    )


class Migration(migrations.Migration):
    dependencies = [("students", "0001_initial")]

    operations = [migrations.RunPython(add_terms, migrations.RunPython.noop)]
