"""The layouts and the reasons of returns that the product ships with; the bureau checks them against its bank's own sheet."""

from pathlib import Path

import yaml
from django.db import migrations

from subsidies.rules.return_reasons import RETURN_REASONS

SHIPPED = Path(__file__).parent.parent / "bank_layouts.yaml"


def add_layouts(apps, schema_editor):
    layouts = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    apps.get_model("subsidies", "BankLayout").objects.bulk_create(
        apps.get_model("subsidies", "BankLayout")(code=each["code"], label=each["label"], spec=each["spec"]) for each in layouts
    )
    model = apps.get_model("subsidies", "ReturnReason")
    model.objects.bulk_create(
        model(code=each.code, label=each.label, words=list(each.words), remedy=each.remedy, position=position)
        for position, each in enumerate(RETURN_REASONS)
    )


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0008_entitlement_to_ledger")]

    operations = [migrations.RunPython(add_layouts, migrations.RunPython.noop)]
