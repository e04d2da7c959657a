"""What a run read and left, so that the next one knows whether anything has changed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subsidies", "0006_policy_return_note"),
    ]

    operations = [
        migrations.AddField(
            model_name="eligibilityrun",
            name="inputs_seen",
            field=models.JSONField(default=dict, verbose_name="所读数据的状态"),
        ),
        migrations.AddField(
            model_name="eligibilityrun",
            name="results_left",
            field=models.JSONField(default=dict, verbose_name="所留结果的状态"),
        ),
        migrations.AddField(
            model_name="eligibilityrun",
            name="same_as",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="subsidies.eligibilityrun",
                verbose_name="沿用的比对",
            ),
        ),
    ]
