"""Statistics: a view of the money that reached children, and the reports that are kept with their rows.

A migration that changes a column the view reads drops it first and makes it again.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Payments that were made and recoveries that were received; `head` counts an entitlement once and takes it back when a
# cancelled one has come back whole. The ORM cannot filter or group the union of two tables.
VIEW = """
CREATE VIEW subsidies_moneyflow AS
SELECT f.id, f.batch_id, e.id AS entitlement_id, coalesce(s.merged_into_id, s.id) AS student_id, e.school_id, e.programme_id,
       e.term_id, e.policy_id, f.channel, r.stage, e.tier, e.categories, e.waiver, r.hukou,
       coalesce((SELECT max(k.town) FROM students_record k WHERE k.id = ANY(d.record_ids)), '') AS home_town,
       f.moved_on, f.amount, f.fen_central, f.fen_province, f.fen_city, f.fen_county,
       (CASE
           WHEN f.id > 0 THEN (NOT EXISTS (
               SELECT FROM subsidies_payment q WHERE q.entitlement_id = e.id AND q.status = 'paid'
               AND (q.settled_on, q.id) < (f.moved_on, f.id)))::int
           WHEN u.undone_on IS NOT NULL THEN -(NOT EXISTS (
               SELECT FROM subsidies_recovery w JOIN subsidies_adjustment a ON a.id = w.adjustment_id
               WHERE a.entitlement_id = e.id AND w.status = 'received' AND (w.received_on, w.id) > (f.moved_on, -f.id)))::int
           ELSE 0 END)::smallint AS head,
       u.undone_on
FROM (
    SELECT p.id, p.entitlement_id, p.batch_id, b.channel, p.settled_on AS moved_on, p.amount, p.fen_central, p.fen_province,
           p.fen_city, p.fen_county
    FROM subsidies_payment p JOIN subsidies_batch b ON b.id = p.batch_id
    WHERE p.status = 'paid'
    UNION ALL
    SELECT -w.id, a.entitlement_id, b.id, b.channel, w.received_on, -w.amount, a.fen_central, a.fen_province, a.fen_city,
           a.fen_county
    FROM subsidies_recovery w JOIN subsidies_adjustment a ON a.id = w.adjustment_id
    JOIN LATERAL (SELECT b.id, b.channel FROM subsidies_payment p JOIN subsidies_batch b ON b.id = p.batch_id
                  WHERE p.entitlement_id = a.entitlement_id AND p.status = 'paid' ORDER BY p.settled_on, p.id LIMIT 1) b ON true
    WHERE w.status = 'received'
) f
JOIN subsidies_entitlement e ON e.id = f.entitlement_id
JOIN students_student s ON s.id = e.student_id
JOIN students_enrolment r ON r.id = e.enrolment_id
LEFT JOIN subsidies_decision d ON d.id = e.decision_id
LEFT JOIN LATERAL (
    SELECT max(w.received_on) AS undone_on
    FROM subsidies_recovery w JOIN subsidies_adjustment a ON a.id = w.adjustment_id
    WHERE e.status = 'cancelled' AND a.entitlement_id = e.id AND w.status = 'received'
    HAVING sum(w.amount) >= (SELECT sum(p.amount) FROM subsidies_payment p WHERE p.entitlement_id = e.id AND p.status = 'paid')
) u ON true;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("aid_portal", "0001_initial"),
        ("students", "0005_roster_row_indexes"),
        ("subsidies", "0009_bank_layouts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(VIEW, "DROP VIEW subsidies_moneyflow"),
        migrations.CreateModel(
            name="MoneyFlow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fen_central", models.BigIntegerField(default=0, verbose_name="中央（分）")),
                ("fen_province", models.BigIntegerField(default=0, verbose_name="省级（分）")),
                ("fen_city", models.BigIntegerField(default=0, verbose_name="市级（分）")),
                ("fen_county", models.BigIntegerField(default=0, verbose_name="县级（分）")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("bank_card", "学生本人银行卡"),
                            ("guardian_card", "监护人银行卡"),
                            ("meal_card", "饭卡充值"),
                            ("school_income", "拨付学校（减免）"),
                        ],
                        max_length=14,
                        verbose_name="发放渠道",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("kindergarten", "学前"),
                            ("primary", "小学"),
                            ("junior", "初中"),
                            ("senior", "普高"),
                            ("vocational", "中职"),
                        ],
                        max_length=12,
                        verbose_name="学段",
                    ),
                ),
                ("tier", models.CharField(blank=True, max_length=12, verbose_name="档次")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None, verbose_name="困难类型"
                    ),
                ),
                ("waiver", models.BooleanField(verbose_name="减免")),
                (
                    "hukou",
                    models.CharField(
                        blank=True,
                        choices=[("rural", "农村（含县镇）"), ("urban", "城市")],
                        max_length=5,
                        verbose_name="户口性质",
                    ),
                ),
                ("home_town", models.CharField(blank=True, max_length=40, verbose_name="户籍乡镇")),
                ("moved_on", models.DateField(verbose_name="日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）")),
                ("head", models.SmallIntegerField(verbose_name="人次")),
                ("undone_on", models.DateField(null=True, verbose_name="全部收回日期")),
            ],
            options={
                "verbose_name": "到账和收回",
                "verbose_name_plural": "到账和收回",
                "db_table": "subsidies_moneyflow",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="StatisticsReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("annual", "年度统计表"),
                            ("town", "按镇街"),
                            ("school", "按学校"),
                            ("category", "按困难类型"),
                            ("source", "按资金来源"),
                            ("channel", "按发放渠道"),
                            ("home", "按户籍"),
                        ],
                        max_length=12,
                        verbose_name="报表",
                    ),
                ),
                ("parameters", models.JSONField(verbose_name="统计范围")),
                ("data_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="数据时间")),
                ("rows", models.JSONField(verbose_name="各行")),
                ("totals", models.JSONField(verbose_name="合计")),
                ("row_count", models.PositiveIntegerField(verbose_name="明细行数")),
                ("digest", models.BinaryField(max_length=32, verbose_name="摘要")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="用途")),
                (
                    "frozen_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="固定时间"),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="固定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "固定报表",
                "verbose_name_plural": "固定报表",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="FrozenFlow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fen_central", models.BigIntegerField(default=0, verbose_name="中央（分）")),
                ("fen_province", models.BigIntegerField(default=0, verbose_name="省级（分）")),
                ("fen_city", models.BigIntegerField(default=0, verbose_name="市级（分）")),
                ("fen_county", models.BigIntegerField(default=0, verbose_name="县级（分）")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("bank_card", "学生本人银行卡"),
                            ("guardian_card", "监护人银行卡"),
                            ("meal_card", "饭卡充值"),
                            ("school_income", "拨付学校（减免）"),
                        ],
                        max_length=14,
                        verbose_name="发放渠道",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("kindergarten", "学前"),
                            ("primary", "小学"),
                            ("junior", "初中"),
                            ("senior", "普高"),
                            ("vocational", "中职"),
                        ],
                        max_length=12,
                        verbose_name="学段",
                    ),
                ),
                ("tier", models.CharField(blank=True, max_length=12, verbose_name="档次")),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None, verbose_name="困难类型"
                    ),
                ),
                ("waiver", models.BooleanField(verbose_name="减免")),
                (
                    "hukou",
                    models.CharField(
                        blank=True,
                        choices=[("rural", "农村（含县镇）"), ("urban", "城市")],
                        max_length=5,
                        verbose_name="户口性质",
                    ),
                ),
                ("home_town", models.CharField(blank=True, max_length=40, verbose_name="户籍乡镇")),
                ("moved_on", models.DateField(verbose_name="日期")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="金额（元）")),
                ("head", models.SmallIntegerField(verbose_name="人次")),
                ("undone_on", models.DateField(null=True, verbose_name="全部收回日期")),
                ("flow", models.BigIntegerField(verbose_name="明细")),
                ("category", models.CharField(blank=True, max_length=16, verbose_name="困难类型（主）")),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="subsidies.batch",
                        verbose_name="发放批次",
                    ),
                ),
                (
                    "entitlement",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="subsidies.entitlement",
                        verbose_name="享受资助",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="subsidies.programme",
                        verbose_name="资助项目",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="aid_portal.orgunit",
                        verbose_name="学校",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="students.student",
                        verbose_name="学生",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="students.termsetting",
                        verbose_name="学期",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flows",
                        to="subsidies.statisticsreport",
                        verbose_name="固定报表",
                    ),
                ),
            ],
            options={
                "verbose_name": "固定报表明细",
                "verbose_name_plural": "固定报表明细",
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("report", "flow"), name="frozen_flow_once_per_report")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statisticsreport",
            trigger=pgtrigger.compiler.Trigger(
                name="immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dcaeafc2faee609b5f5be3aa334175510760a9ab",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_immutable_ab3bb",
                    table="subsidies_statisticsreport",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frozenflow",
            trigger=pgtrigger.compiler.Trigger(
                name="immutable",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0402e09e3be72b41442af8632b54a1ff9b4a1577",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_immutable_6c2ba",
                    table="subsidies_frozenflow",
                    when="BEFORE",
                ),
            ),
        ),
    ]
