"""A meal standard passes two persons: what the product ships with is in force, what one had set alone waits for a second."""

import datetime

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

SHIPPED = (datetime.date(2011, 9, 1), datetime.date(2014, 9, 1), datetime.date(2021, 9, 1))


def approve_shipped(apps, schema_editor):
    apps.get_model("subsidies", "MealStandard").objects.filter(made_by=None).update(status="approved")


def ask_a_second_person(apps, schema_editor):
    """Who had set it is known from the record."""
    MealStandard = apps.get_model("subsidies", "MealStandard")
    events = apps.get_model("aid_portal", "AuditEvent").objects.filter(event="subsidies.meals.standard_set")
    for standard in MealStandard.objects.exclude(from_on__in=SHIPPED):
        event = events.filter(target_key=f"subsidies.mealstandard:{standard.pk}").latest("at")
        standard.made_by = apps.get_model("aid_portal", "User").objects.get(username=event.actor_id_text)
        standard.save(update_fields=["made_by"])
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("subsidies", "0033_closed_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="mealstandard",
            options={
                "ordering": ("-from_on", "-pk"),
                "verbose_name": "营养膳食补助标准",
                "verbose_name_plural": "营养膳食补助标准",
            },
        ),
        migrations.AddField(
            model_name="mealstandard",
            name="decided_at",
            field=models.DateTimeField(null=True, verbose_name="批准时间"),
        ),
        migrations.AddField(
            model_name="mealstandard",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="批准人",
            ),
        ),
        migrations.AddField(
            model_name="mealstandard",
            name="decision_note",
            field=models.CharField(blank=True, max_length=200, verbose_name="批准意见"),
        ),
        migrations.AddField(
            model_name="mealstandard",
            name="made_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="经办时间"),
        ),
        migrations.AddField(
            model_name="mealstandard",
            name="made_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="拟定人",
            ),
        ),
        migrations.AddField(
            model_name="mealstandard",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="subsidies.mealstandard",
                verbose_name="被取代于",
            ),
        ),
        migrations.AddField(
            model_name="mealstandard",
            name="status",
            field=models.CharField(
                choices=[("proposed", "待批准"), ("approved", "已批准"), ("refused", "未批准")],
                default="proposed",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="mealstandard",
            name="from_on",
            field=models.DateField(verbose_name="执行日期"),
        ),
        migrations.RunPython(ask_a_second_person, migrations.RunPython.noop),
        migrations.RunPython(approve_shipped, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="mealstandard",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    RAISE EXCEPTION 'meal_standard_is_never_deleted';\nEND IF;\nIF OLD.status <> 'proposed' AND to_jsonb(NEW) - 'replaced_by_id' <> to_jsonb(OLD) - 'replaced_by_id' THEN\n    RAISE EXCEPTION 'meal_standard_is_final_once_decided';\nEND IF;\nRETURN NEW;\n",
                    hash="594646cf696f4f6ca5f4200ade3fadfd6ccc334c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_decided_is_final_d9a49",
                    table="subsidies_mealstandard",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mealstandard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_by", None), ("status", "approved")),
                fields=("from_on",),
                name="meal_standard_one_in_force_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="mealstandard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "proposed")), fields=("from_on",), name="meal_standard_one_waits_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="mealstandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("made_by__isnull", False),
                    models.Q(
                        ("decided_by", None),
                        ("from_on__in", (datetime.date(2011, 9, 1), datetime.date(2014, 9, 1), datetime.date(2021, 9, 1))),
                    ),
                    _connector="OR",
                ),
                name="meal_standard_without_maker_is_shipped",
            ),
        ),
        migrations.AddConstraint(
            model_name="mealstandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    ("made_by", None),
                    models.Q(("decided_by__isnull", False), models.Q(("made_by", models.F("decided_by")), _negated=True)),
                    _connector="OR",
                ),
                name="meal_standard_approver_is_not_maker",
            ),
        ),
        migrations.AddConstraint(
            model_name="mealstandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("made_by", None),
                    models.Q(("decided_at", None), ("decided_by", None), ("status", "proposed")),
                    models.Q(
                        models.Q(("status", "proposed"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="meal_standard_decided_iff_stamped",
            ),
        ),
    ]
