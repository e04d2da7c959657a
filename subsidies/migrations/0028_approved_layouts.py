"""A layout passes two persons: what the product ships with is in force, what one person had put in force waits for a second."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

REPLACED = "两人制启用前已由新版本取代"


def approve_shipped(apps, schema_editor):
    apps.get_model("subsidies", "BankLayout").objects.filter(made_by=None).update(status="approved", retired=False)


def ask_a_second_person(apps, schema_editor):
    """The version that was in use waits; those it had replaced count as taken back by their makers."""
    own = apps.get_model("subsidies", "BankLayout").objects.exclude(made_by=None)
    taken_back = {"decided_by": models.F("made_by"), "decided_at": models.F("made_at"), "decision_note": REPLACED}
    own.filter(retired=True).update(status="refused", retired=False, **taken_back)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("subsidies", "0027_county_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="banklayout",
            name="is_kept",
        ),
        migrations.RemoveConstraint(
            model_name="banklayout",
            name="bank_layout_one_current_per_code",
        ),
        migrations.AddField(
            model_name="banklayout",
            name="decided_at",
            field=models.DateTimeField(null=True, verbose_name="批准时间"),
        ),
        migrations.AddField(
            model_name="banklayout",
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
            model_name="banklayout",
            name="decision_note",
            field=models.CharField(blank=True, max_length=200, verbose_name="批准意见"),
        ),
        migrations.AddField(
            model_name="banklayout",
            name="status",
            field=models.CharField(
                choices=[("proposed", "待批准"), ("approved", "已批准"), ("refused", "未批准")],
                default="proposed",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="banklayout",
            name="made_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="经办时间"),
        ),
        migrations.RunPython(approve_shipped, migrations.RunPython.noop),
        migrations.RunPython(ask_a_second_person, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="bankfile",
            trigger=pgtrigger.compiler.Trigger(
                name="layout_is_approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM subsidies_banklayout l WHERE l.id = NEW.layout_id AND l.status = 'approved') THEN\n    RAISE EXCEPTION 'bank_layout_in_use_is_approved';\nEND IF;\nRETURN NEW;\n",
                    hash="40ded6854b2c86b758a1f9dfff474183a82c3ff1",
                    operation="INSERT",
                    pgid="pgtrigger_layout_is_approved_a9aec",
                    table="subsidies_bankfile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="banklayout",
            trigger=pgtrigger.compiler.Trigger(
                name="is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' OR to_jsonb(NEW) - ARRAY['status', 'decided_by_id', 'decided_at', 'decision_note', 'retired']\n        <> to_jsonb(OLD) - ARRAY['status', 'decided_by_id', 'decided_at', 'decision_note', 'retired'] THEN\n    RAISE EXCEPTION 'bank_layout_is_kept_as_it_was';\nEND IF;\nIF OLD.status <> 'proposed' AND to_jsonb(NEW) - 'retired' <> to_jsonb(OLD) - 'retired' THEN\n    RAISE EXCEPTION 'bank_layout_is_final_once_decided';\nEND IF;\nRETURN NEW;\n",
                    hash="501675dc6709bb03a382f24df155738faa77617e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_is_kept_7671d",
                    table="subsidies_banklayout",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bankreturn",
            trigger=pgtrigger.compiler.Trigger(
                name="layout_is_approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM subsidies_banklayout l WHERE l.id = NEW.layout_id AND l.status = 'approved') THEN\n    RAISE EXCEPTION 'bank_layout_in_use_is_approved';\nEND IF;\nRETURN NEW;\n",
                    hash="80b58f184ee25ff2e01974ac92b76986eb147117",
                    operation="INSERT",
                    pgid="pgtrigger_layout_is_approved_21432",
                    table="subsidies_bankreturn",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="banklayout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired", False), ("status", "approved")),
                fields=("code",),
                name="bank_layout_one_current_per_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="banklayout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "proposed")), fields=("code",), name="bank_layout_one_waits_per_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="banklayout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("made_by__isnull", False),
                    models.Q(
                        ("code__in", ("rural_bank_txt", "social_card_xlsx", "generic_csv")), ("decided_by", None), ("version", 1)
                    ),
                    _connector="OR",
                ),
                name="bank_layout_without_maker_is_shipped",
            ),
        ),
        migrations.AddConstraint(
            model_name="banklayout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    ("made_by", None),
                    models.Q(("decided_by__isnull", False), models.Q(("made_by", models.F("decided_by")), _negated=True)),
                    _connector="OR",
                ),
                name="bank_layout_approver_is_not_maker",
            ),
        ),
        migrations.AddConstraint(
            model_name="banklayout",
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
                name="bank_layout_decided_iff_stamped",
            ),
        ),
    ]
