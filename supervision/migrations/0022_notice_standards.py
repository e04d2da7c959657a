"""The days of notices become data: what the product ships with (待核定) is what was issued so far was timed by."""

import datetime

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import aid_portal.workflow

SHIPPED = {
    "starts_on": datetime.date(2000, 1, 1), "critical_days": 5, "major_days": 10, "minor_days": 15, "plan_days": 3,
    "before_days": 3, "remind_after": 1, "urge_after": 4, "criticise_after": 8, "talk_after": 15, "deduct_after": 30,
}  # fmt: skip


def ship(apps, schema_editor):
    apps.get_model("supervision", "NoticeStandard").objects.create(**SHIPPED, status="approved")


def give_to_the_issued(apps, schema_editor):
    standard = apps.get_model("supervision", "NoticeStandard").objects.get()
    apps.get_model("supervision", "RectificationNotice").objects.exclude(issued_on=None).update(standard=standard)
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("aid_portal", "0008_intake_of_a_class"),
        ("supervision", "0021_plans"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeStandard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("proposed", "待批准"), ("approved", "已批准"), ("refused", "未批准")],
                        default="proposed",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="经办时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                ("decision_note", models.CharField(blank=True, max_length=200, verbose_name="批准意见")),
                ("starts_on", models.DateField(verbose_name="执行日期")),
                ("critical_days", models.PositiveSmallIntegerField(verbose_name="严重问题整改期限")),
                ("major_days", models.PositiveSmallIntegerField(verbose_name="较重问题整改期限")),
                ("minor_days", models.PositiveSmallIntegerField(verbose_name="一般问题整改期限")),
                ("plan_days", models.PositiveSmallIntegerField(verbose_name="整改方案期限")),
                ("before_days", models.PositiveSmallIntegerField(verbose_name="到期前几天提醒")),
                ("remind_after", models.PositiveSmallIntegerField(verbose_name="逾期几天提醒")),
                ("urge_after", models.PositiveSmallIntegerField(verbose_name="逾期几天督办")),
                ("criticise_after", models.PositiveSmallIntegerField(verbose_name="逾期几天通报")),
                ("talk_after", models.PositiveSmallIntegerField(verbose_name="逾期几天约谈")),
                ("deduct_after", models.PositiveSmallIntegerField(verbose_name="逾期几天考核扣分")),
                ("source", models.CharField(blank=True, max_length=120, verbose_name="依据文件")),
            ],
            options={
                "verbose_name": "整改期限和督办标准",
                "verbose_name_plural": "整改期限和督办标准",
                "ordering": ("-starts_on", "-pk"),
            },
            bases=(aid_portal.workflow.Stateful, models.Model),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="rectificationnotice",
            name="numbered_once",
        ),
        migrations.AddField(
            model_name="noticestandard",
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
            model_name="noticestandard",
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
            model_name="noticestandard",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supervision.noticestandard",
                verbose_name="被取代于",
            ),
        ),
        migrations.AddField(
            model_name="rectificationnotice",
            name="standard",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supervision.noticestandard",
                verbose_name="期限和督办标准",
            ),
        ),
        # Backwards the table goes with its row.
        migrations.RunPython(ship, migrations.RunPython.noop),
        migrations.RunPython(give_to_the_issued, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="rectificationnotice",
            trigger=pgtrigger.compiler.Trigger(
                name="numbered_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    IF OLD.number IS NOT NULL THEN\n        RAISE EXCEPTION 'notice_with_a_number_is_never_deleted';\n    END IF;\n    RETURN OLD;\nEND IF;\nIF OLD.number IS NULL AND NEW.number IS NOT NULL AND NEW.number <> greatest(\n    (SELECT coalesce(max(n.number), 0) FROM supervision_rectificationnotice n\n      WHERE n.word_id = NEW.word_id AND n.year = NEW.year),\n    (SELECT coalesce(max(y.last_on_paper), 0) FROM supervision_wordyear y WHERE y.word_id = NEW.word_id AND y.year = NEW.year)\n) + 1 THEN\n    RAISE EXCEPTION 'notice_number_follows_the_last_one';\nEND IF;\nIF OLD.number IS NOT NULL AND\n   (NEW.word_id, NEW.year, NEW.number, NEW.unit_id, NEW.title, NEW.matters, NEW.demands, NEW.issued_on, NEW.deadline_kind,\n    NEW.deadline_days, NEW.plan_days, NEW.plan_due_on, NEW.standard_id, NEW.drafted_by_id, NEW.issued_by_id) IS DISTINCT FROM\n   (OLD.word_id, OLD.year, OLD.number, OLD.unit_id, OLD.title, OLD.matters, OLD.demands, OLD.issued_on, OLD.deadline_kind,\n    OLD.deadline_days, OLD.plan_days, OLD.plan_due_on, OLD.standard_id, OLD.drafted_by_id, OLD.issued_by_id) THEN\n    RAISE EXCEPTION 'notice_is_final_once_issued';\nEND IF;\nRETURN NEW;\n",
                    hash="adbd40a5ab90d6ff181a7c3cc7466d3835a26421",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_numbered_once_d4b88",
                    table="supervision_rectificationnotice",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rectificationnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issued_on__isnull", True), ("standard__isnull", True)),
                    models.Q(("issued_on__isnull", False), ("standard__isnull", False)),
                    _connector="OR",
                ),
                name="rectificationnotice_issued_under_a_standard",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticestandard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_by", None), ("status", "approved")),
                fields=("starts_on",),
                name="notice_standard_one_in_force_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticestandard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "proposed")), fields=("starts_on",), name="notice_standard_one_waits_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="noticestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("made_by__isnull", False),
                    models.Q(("decided_by", None), ("starts_on__in", (datetime.date(2000, 1, 1),))),
                    _connector="OR",
                ),
                name="notice_standard_without_maker_is_shipped",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    ("made_by", None),
                    models.Q(("decided_by__isnull", False), models.Q(("made_by", models.F("decided_by")), _negated=True)),
                    _connector="OR",
                ),
                name="notice_standard_approver_is_not_maker",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticestandard",
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
                name="notice_standard_decided_iff_stamped",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(("made_by", None), models.Q(("source", ""), _negated=True), _connector="OR"),
                name="notice_standard_has_a_document_or_is_shipped",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("critical_days__gte", 1),
                    ("major_days__gte", models.F("critical_days")),
                    ("minor_days__gte", models.F("major_days")),
                ),
                name="notice_standard_gives_the_graver_no_more_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticestandard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("criticise_after__gt", models.F("urge_after")),
                    ("deduct_after__gt", models.F("talk_after")),
                    ("remind_after__gte", 1),
                    ("talk_after__gt", models.F("criticise_after")),
                    ("urge_after__gt", models.F("remind_after")),
                ),
                name="notice_standard_steps_follow_one_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticestandard",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    RAISE EXCEPTION 'notice_standard_is_never_deleted';\nEND IF;\nIF OLD.status <> 'proposed' AND to_jsonb(NEW) - 'replaced_by_id' <> to_jsonb(OLD) - 'replaced_by_id' THEN\n    RAISE EXCEPTION 'notice_standard_is_final_once_decided';\nEND IF;\nRETURN NEW;\n",
                    hash="b786021ea4b9b1d163e3b15e0f8a1465548c57c6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_decided_is_final_cc9a8",
                    table="supervision_noticestandard",
                    when="BEFORE",
                ),
            ),
        ),
    ]
