"""The deadlines that the desk begins with; none stands in a document yet, so each says that it is to be settled."""

from django.db import migrations

TO_BE_SETTLED = "待核定（参照《信访工作条例》的办理时限）"
DAYS = {"complaint": 15, "appeal": 15, "data_change": 10, "objection": 5, "tip_off": 30, "question": 5}


def add_deadlines(apps, schema_editor):
    deadlines = apps.get_model("supervision", "GrievanceDeadline")
    deadlines.objects.bulk_create(deadlines(kind=kind, days=days, source=TO_BE_SETTLED) for kind, days in DAYS.items())


class Migration(migrations.Migration):
    dependencies = [("supervision", "0011_grievances")]

    operations = [migrations.RunPython(add_deadlines, migrations.RunPython.noop)]
