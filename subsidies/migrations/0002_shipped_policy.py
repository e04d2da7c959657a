"""The policy the product ships with becomes version 1 in force, and its programmes get their lasting rows."""

import json
from pathlib import Path

import yaml
from django.db import migrations

SHIPPED = Path(__file__).parent.parent / "policy.yaml"


def add_policy(apps, schema_editor):
    document = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    document.pop("terms", None)
    sources = document.pop("sources", {})
    for programme in document["programmes"]:
        for rate in [*programme["rates"], *programme["shares"]]:
            rate["source"] = "；".join(sources.get(code, code) for code in rate["source"].split())
    # amounts as text: a float would not carry fen exactly
    document = json.loads(json.dumps(document, default=str))
    apps.get_model("subsidies", "PolicyVersion").objects.create(
        number=1, document=document, status="approved", note="随系统提供的政策参数"
    )
    model = apps.get_model("subsidies", "Programme")
    model.objects.bulk_create(
        model(code=each["code"], label=each["label"], position=position) for position, each in enumerate(document["programmes"])
    )


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_initial")]

    operations = [migrations.RunPython(add_policy, migrations.RunPython.noop)]
