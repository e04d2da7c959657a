"""The checklists that the product brings."""

from pathlib import Path

import yaml
from django.db import migrations

SHIPPED = Path(__file__).parent.parent / "checklists.yaml"


def add_checklists(apps, schema_editor):
    lists, items = apps.get_model("supervision", "Checklist"), apps.get_model("supervision", "ChecklistItem")
    for one in yaml.safe_load(SHIPPED.read_text(encoding="utf-8")):
        made = lists.objects.create(theme=one["theme"], title=one["title"])
        items.objects.bulk_create(
            items(checklist=made, position=position, **item) for position, item in enumerate(one["items"], start=1)
        )


class Migration(migrations.Migration):
    dependencies = [("supervision", "0005_assessments")]

    operations = [migrations.RunPython(add_checklists, migrations.RunPython.noop)]
