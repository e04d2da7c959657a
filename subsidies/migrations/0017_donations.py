"""Social donations: donors, agreements, gifts, hand-over lists, receipts, consents, and their own fund source."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import aid_portal.workflow

BEFORE = import_module("subsidies.migrations.0016_reported_programmes").PROGRAMMES
COUNTS = "coalesce(e.entry -> 'uncounted' <> 'true'::jsonb, true) AS counted"
SOCIAL = BEFORE.replace(COUNTS, COUNTS.replace("coalesce", "p.kind = 'state' AND coalesce")).replace(
    "CREATE VIEW", "CREATE OR REPLACE VIEW"
)


class Migration(migrations.Migration):
    dependencies = [
        ("aid_portal", "0001_initial"),
        ("students", "0005_roster_row_indexes"),
        ("subsidies", "0016_reported_programmes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DonationAgreement",
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
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="次序")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                (
                    "stages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("kindergarten", "学前"),
                                ("primary", "小学"),
                                ("junior", "初中"),
                                ("senior", "普高"),
                                ("vocational", "中职"),
                            ],
                            max_length=12,
                        ),
                        default=list,
                        size=None,
                        verbose_name="学段",
                    ),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None, verbose_name="困难类型"
                    ),
                ),
                ("home_taught", models.BooleanField(default=False, verbose_name="只限送教上门学生")),
                (
                    "amount_each",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="每人金额（元）"),
                ),
                ("places", models.PositiveIntegerField(blank=True, null=True, verbose_name="名额")),
                ("first_day", models.DateField(verbose_name="开始日期")),
                ("last_day", models.DateField(verbose_name="结束日期")),
                ("agreed_on", models.DateField(verbose_name="捐赠人同意日期")),
                ("paper", models.CharField(max_length=120, verbose_name="协议或同意书")),
            ],
            options={
                "verbose_name": "捐赠协议",
                "verbose_name_plural": "捐赠协议",
                "ordering": ("programme", "-number"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__isnull", True), ("first_day__lte", models.F("last_day")), _connector="OR"),
                        name="donationagreement_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("purpose", ""), _negated=True), models.Q(("paper", ""), _negated=True)),
                        name="donationagreement_names_purpose_and_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount_each", None), ("amount_each__gt", 0), _connector="OR"),
                            models.Q(("places", None), ("places__gt", 0), _connector="OR"),
                        ),
                        name="donationagreement_gives_something",
                    ),
                ],
            },
            bases=(aid_portal.workflow.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name="DonationAward",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("class_name", models.CharField(blank=True, max_length=40, verbose_name="班级")),
                ("quantity", models.PositiveIntegerField(null=True, verbose_name="数量")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12, null=True, verbose_name="金额（元）")),
            ],
            options={
                "verbose_name": "捐赠发放明细",
                "verbose_name_plural": "捐赠发放明细",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("quantity__gt", 0)),
                            models.Q(("amount__gt", 0), ("quantity", None)),
                            _connector="OR",
                        ),
                        name="donation_award_is_a_number_or_an_amount",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DonationReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=12, verbose_name="票据代码")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("number", models.PositiveBigIntegerField(verbose_name="票据号码")),
                ("issued_on", models.DateField(verbose_name="开票日期")),
                ("payer", models.CharField(max_length=80, verbose_name="交款人")),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="交款人统一社会信用代码")),
                ("item", models.CharField(max_length=120, verbose_name="项目名称")),
                ("unit", models.CharField(max_length=10, verbose_name="单位")),
                ("quantity", models.PositiveIntegerField(verbose_name="数量")),
                ("standard", models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="标准（元）")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True, verbose_name="金额（元）")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                (
                    "status",
                    models.CharField(
                        choices=[("issued", "已开具"), ("voided", "已作废")], default="issued", max_length=8, verbose_name="状态"
                    ),
                ),
                (
                    "issued_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间"),
                ),
                ("voided_at", models.DateTimeField(null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
            ],
            options={
                "verbose_name": "捐赠票据",
                "verbose_name_plural": "捐赠票据",
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("code", "year", "number"), name="donation_receipt_number_is_used_once")
                ],
            },
            bases=(aid_portal.workflow.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name="Donor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="捐赠人")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "个人"),
                            ("company", "企业"),
                            ("foundation", "基金会、慈善组织"),
                            ("body", "机关、群团组织"),
                        ],
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                ("credit_code", models.CharField(blank=True, max_length=18, verbose_name="统一社会信用代码")),
            ],
            options={
                "verbose_name": "捐赠人",
                "verbose_name_plural": "捐赠人",
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("credit_code", ""), _negated=True),
                        fields=("credit_code",),
                        name="donor_credit_code_is_of_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credit_code", ""),
                            models.Q(
                                ("credit_code__regex", "^[0-9A-HJ-NPQRTUWXY]{18}$"), models.Q(("kind", "person"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="donor_credit_code_is_of_an_organisation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Gift",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("cash", "现金"), ("goods", "实物"), ("service", "服务、设施")],
                        max_length=8,
                        verbose_name="形式",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("received_on", models.DateField(verbose_name="捐赠日期")),
                (
                    "amount",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="金额或价值（元）"),
                ),
                ("item", models.CharField(blank=True, max_length=60, verbose_name="品名")),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                ("quantity", models.PositiveIntegerField(blank=True, null=True, verbose_name="数量")),
                (
                    "unit_value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="单价（元）"),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="估价依据")),
                ("direct", models.BooleanField(default=False, verbose_name="捐赠人直接发放")),
                ("handed_quantity", models.PositiveIntegerField(default=0, verbose_name="已发放数量")),
                ("handed_fen", models.BigIntegerField(default=0, verbose_name="已发放金额（分）")),
            ],
            options={
                "verbose_name": "捐赠",
                "verbose_name_plural": "捐赠",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__isnull", False),
                                ("item", ""),
                                ("kind", "cash"),
                                ("quantity", None),
                                ("unit", ""),
                                ("unit_value", None),
                            ),
                            models.Q(
                                models.Q(("kind", "cash"), _negated=True),
                                ("quantity__isnull", False),
                                models.Q(("item", ""), _negated=True),
                                models.Q(("unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="gift_of_cash_is_an_amount_and_one_of_goods_a_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                            models.Q(("quantity", None), ("quantity__gt", 0), _connector="OR"),
                        ),
                        name="gift_is_not_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "cash"),
                            models.Q(("amount", None), ("unit_value", None)),
                            models.Q(
                                (
                                    "amount",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("quantity"), "*", models.F("unit_value")
                                    ),
                                ),
                                ("amount__isnull", False),
                                ("unit_value__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="gift_value_is_quantity_times_unit_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "cash"), ("amount", None), models.Q(("basis", ""), _negated=True), _connector="OR"
                        ),
                        name="gift_value_has_its_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_fen__gte", 0),
                            models.Q(
                                models.Q(
                                    (
                                        "handed_fen__lte",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("amount"), "*", models.Value(100)
                                        ),
                                    ),
                                    ("handed_quantity", 0),
                                    ("kind", "cash"),
                                ),
                                models.Q(
                                    models.Q(("kind", "cash"), _negated=True),
                                    ("handed_fen", 0),
                                    (
                                        "handed_quantity__lte",
                                        django.db.models.functions.comparison.Coalesce(models.F("quantity"), 0),
                                    ),
                                ),
                                _connector="OR",
                            ),
                        ),
                        name="gift_is_handed_on_once",
                    ),
                ],
            },
            bases=(aid_portal.workflow.Stateful, models.Model),
        ),
        migrations.CreateModel(
            name="GuardianConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("may_name", models.BooleanField(default=False, verbose_name="姓名")),
                ("may_photo", models.BooleanField(default=False, verbose_name="照片")),
                ("may_story", models.BooleanField(default=False, verbose_name="事迹")),
                ("given_on", models.DateField(verbose_name="同意日期")),
                ("paper", models.CharField(max_length=120, verbose_name="同意书")),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="登记时间")),
                ("withdrawn_on", models.DateField(null=True, verbose_name="撤回日期")),
            ],
            options={
                "verbose_name": "监护人同意",
                "verbose_name_plural": "监护人同意",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("may_name", True), ("may_photo", True), ("may_story", True), _connector="OR"),
                            models.Q(("paper", ""), _negated=True),
                        ),
                        name="guardian_consent_allows_something_on_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True), ("given_on__lte", models.F("withdrawn_on")), _connector="OR"
                        ),
                        name="guardian_consent_is_withdrawn_after_it_was_given",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
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
                ("handed_on", models.DateField(verbose_name="发放日期")),
                ("signed_by", models.CharField(max_length=40, verbose_name="签收人")),
            ],
            options={
                "verbose_name": "发放清单",
                "verbose_name_plural": "发放清单",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("signed_by", ""), _negated=True), name="handover_is_signed")
                ],
            },
            bases=(aid_portal.workflow.Stateful, models.Model),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="entitlement",
            name="approved_is_final",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="payment",
            name="is_frozen",
        ),
        migrations.RemoveConstraint(
            model_name="adjustment",
            name="adjustment_is_charged_to_its_sources",
        ),
        migrations.RemoveConstraint(
            model_name="entitlement",
            name="entitlement_is_charged_to_its_sources",
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_is_charged_to_its_sources",
        ),
        migrations.AddField(
            model_name="adjustment",
            name="fen_donor",
            field=models.BigIntegerField(default=0, verbose_name="社会捐赠（分）"),
        ),
        migrations.AddField(
            model_name="entitlement",
            name="fen_donor",
            field=models.BigIntegerField(default=0, verbose_name="社会捐赠（分）"),
        ),
        migrations.AddField(
            model_name="payment",
            name="fen_donor",
            field=models.BigIntegerField(default=0, verbose_name="社会捐赠（分）"),
        ),
        migrations.AddField(
            model_name="programme",
            name="kind",
            field=models.CharField(
                choices=[("state", "国家和地方资助"), ("social", "社会资助")], default="state", max_length=6, verbose_name="类别"
            ),
        ),
        migrations.AlterField(
            model_name="budgetline",
            name="source",
            field=models.CharField(
                choices=[("central", "中央"), ("province", "省级"), ("city", "市级"), ("county", "县级"), ("donor", "社会捐赠")],
                max_length=10,
                verbose_name="资金来源",
            ),
        ),
        migrations.AlterField(
            model_name="fundingdocument",
            name="source",
            field=models.CharField(
                choices=[("central", "中央"), ("province", "省级"), ("city", "市级"), ("county", "县级"), ("donor", "社会捐赠")],
                max_length=10,
                verbose_name="资金来源",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entitlement",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."status" = \'approved\' AND (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."categories" IS DISTINCT FROM (NEW."categories") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."enrolment_id" IS DISTINCT FROM (NEW."enrolment_id") OR OLD."evidence_id" IS DISTINCT FROM (NEW."evidence_id") OR OLD."exclusive_group" IS DISTINCT FROM (NEW."exclusive_group") OR OLD."fen_central" IS DISTINCT FROM (NEW."fen_central") OR OLD."fen_city" IS DISTINCT FROM (NEW."fen_city") OR OLD."fen_county" IS DISTINCT FROM (NEW."fen_county") OR OLD."fen_donor" IS DISTINCT FROM (NEW."fen_donor") OR OLD."fen_province" IS DISTINCT FROM (NEW."fen_province") OR OLD."full_amount" IS DISTINCT FROM (NEW."full_amount") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."list_id" IS DISTINCT FROM (NEW."list_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."proration" IS DISTINCT FROM (NEW."proration") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."school_id" IS DISTINCT FROM (NEW."school_id") OR OLD."term_id" IS DISTINCT FROM (NEW."term_id") OR OLD."tier" IS DISTINCT FROM (NEW."tier") OR OLD."trace" IS DISTINCT FROM (NEW."trace") OR OLD."waiver" IS DISTINCT FROM (NEW."waiver")))',
                    func="RAISE EXCEPTION 'entitlement_is_final_once_approved';",
                    hash="fa801bf2b24826d433ad9d16fcb6094232ac9510",
                    operation="UPDATE",
                    pgid="pgtrigger_approved_is_final_fb8e4",
                    table="subsidies_entitlement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="is_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."account_index" IS DISTINCT FROM (NEW."account_index") OR OLD."adjustment_id" IS DISTINCT FROM (NEW."adjustment_id") OR OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."batch_id" IS DISTINCT FROM (NEW."batch_id") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."entitlement_id" IS DISTINCT FROM (NEW."entitlement_id") OR OLD."fen_central" IS DISTINCT FROM (NEW."fen_central") OR OLD."fen_city" IS DISTINCT FROM (NEW."fen_city") OR OLD."fen_county" IS DISTINCT FROM (NEW."fen_county") OR OLD."fen_donor" IS DISTINCT FROM (NEW."fen_donor") OR OLD."fen_province" IS DISTINCT FROM (NEW."fen_province") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."payee" IS DISTINCT FROM (NEW."payee") OR OLD."payee_name" IS DISTINCT FROM (NEW."payee_name") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."rate" IS DISTINCT FROM (NEW."rate") OR OLD."reissue_of_id" IS DISTINCT FROM (NEW."reissue_of_id") OR OLD."school_id" IS DISTINCT FROM (NEW."school_id") OR OLD."sealed" IS DISTINCT FROM (NEW."sealed") OR OLD."sequence" IS DISTINCT FROM (NEW."sequence") OR OLD."student_id" IS DISTINCT FROM (NEW."student_id") OR OLD."tier" IS DISTINCT FROM (NEW."tier"))',
                    func="RAISE EXCEPTION 'payment_is_frozen';",
                    hash="51742767fd3465cd88b325e1c0a0390fffb3b6c9",
                    operation="UPDATE",
                    pgid="pgtrigger_is_frozen_e8ca0",
                    table="subsidies_payment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    django.db.models.lookups.Exact(
                        django.db.models.expressions.CombinedExpression(models.F("amount"), "*", models.Value(100)),
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("fen_central"), "+", models.F("fen_province")
                                    ),
                                    "+",
                                    models.F("fen_city"),
                                ),
                                "+",
                                models.F("fen_county"),
                            ),
                            "+",
                            models.F("fen_donor"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="adjustment_is_charged_to_its_sources",
            ),
        ),
        migrations.AddConstraint(
            model_name="entitlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    django.db.models.lookups.Exact(
                        django.db.models.expressions.CombinedExpression(models.F("amount"), "*", models.Value(100)),
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("fen_central"), "+", models.F("fen_province")
                                    ),
                                    "+",
                                    models.F("fen_city"),
                                ),
                                "+",
                                models.F("fen_county"),
                            ),
                            "+",
                            models.F("fen_donor"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="entitlement_is_charged_to_its_sources",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", False), _negated=True),
                    django.db.models.lookups.Exact(
                        django.db.models.expressions.CombinedExpression(models.F("amount"), "*", models.Value(100)),
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("fen_central"), "+", models.F("fen_province")
                                    ),
                                    "+",
                                    models.F("fen_city"),
                                ),
                                "+",
                                models.F("fen_county"),
                            ),
                            "+",
                            models.F("fen_donor"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="payment_is_charged_to_its_sources",
            ),
        ),
        migrations.AddField(
            model_name="donationagreement",
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
            model_name="donationagreement",
            name="evidence",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="aid_portal.storedfile",
                verbose_name="扫描件",
            ),
        ),
        migrations.AddField(
            model_name="donationagreement",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="经办人"
            ),
        ),
        migrations.AddField(
            model_name="donationagreement",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agreements",
                to="subsidies.programme",
                verbose_name="资助项目",
            ),
        ),
        migrations.AddField(
            model_name="donationagreement",
            name="schools",
            field=models.ManyToManyField(blank=True, related_name="+", to="aid_portal.orgunit", verbose_name="学校"),
        ),
        migrations.AddField(
            model_name="donationaward",
            name="student",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="donation_awards",
                to="students.student",
                verbose_name="学生",
            ),
        ),
        migrations.AddField(
            model_name="donationreceipt",
            name="issued_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="开票人"
            ),
        ),
        migrations.AddField(
            model_name="donationreceipt",
            name="voided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="作废人",
            ),
        ),
        migrations.AddField(
            model_name="donationagreement",
            name="donors",
            field=models.ManyToManyField(related_name="agreements", to="subsidies.donor", verbose_name="捐赠人"),
        ),
        migrations.AddField(
            model_name="gift",
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
            model_name="gift",
            name="donor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="gifts", to="subsidies.donor", verbose_name="捐赠人"
            ),
        ),
        migrations.AddField(
            model_name="gift",
            name="evidence",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="aid_portal.storedfile",
                verbose_name="凭证",
            ),
        ),
        migrations.AddField(
            model_name="gift",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="经办人"
            ),
        ),
        migrations.AddField(
            model_name="gift",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gifts",
                to="subsidies.programme",
                verbose_name="资助项目",
            ),
        ),
        migrations.AddField(
            model_name="donationreceipt",
            name="gift",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="subsidies.gift", verbose_name="捐赠"
            ),
        ),
        migrations.AddField(
            model_name="guardianconsent",
            name="evidence",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="aid_portal.storedfile",
                verbose_name="扫描件",
            ),
        ),
        migrations.AddField(
            model_name="guardianconsent",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="登记人"
            ),
        ),
        migrations.AddField(
            model_name="guardianconsent",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="aid_portal.orgunit", verbose_name="学校"
            ),
        ),
        migrations.AddField(
            model_name="guardianconsent",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="guardian_consents",
                to="students.student",
                verbose_name="学生",
            ),
        ),
        migrations.AddField(
            model_name="guardianconsent",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤回登记人",
            ),
        ),
        migrations.AddField(
            model_name="handover",
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
            model_name="handover",
            name="evidence",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="aid_portal.storedfile",
                verbose_name="签收表",
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="gift",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="hand_overs", to="subsidies.gift", verbose_name="捐赠"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="经办人"
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="school",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hand_overs",
                to="aid_portal.orgunit",
                verbose_name="学校",
            ),
        ),
        migrations.AddField(
            model_name="donationaward",
            name="hand_over",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="awards",
                to="subsidies.handover",
                verbose_name="发放清单",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    models.Q(("decided_by__isnull", False), models.Q(("made_by", models.F("decided_by")), _negated=True)),
                    _connector="OR",
                ),
                name="donationagreement_approver_is_not_maker",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("status", "proposed")),
                    models.Q(
                        models.Q(("status", "proposed"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="donationagreement_decided_iff_stamped",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationagreement",
            constraint=models.UniqueConstraint(fields=("programme", "number"), name="donationagreement_once_a_number"),
        ),
        migrations.AddConstraint(
            model_name="donationagreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "proposed")),
                fields=("programme",),
                name="donationagreement_one_waits_per_programme",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donationagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    RAISE EXCEPTION 'donation_agreement_is_never_deleted';\nEND IF;\nIF OLD.status <> 'proposed' AND to_jsonb(NEW) <> to_jsonb(OLD) THEN\n    RAISE EXCEPTION 'donation_agreement_is_final_once_decided';\nEND IF;\nRETURN NEW;\n",
                    hash="48eb3faf05b0a8cd975c12ae9b16b562fe4246e9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_decided_is_final_b4932",
                    table="subsidies_donationagreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donationagreement",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_social_programme",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NOT EXISTS (SELECT FROM subsidies_programme p WHERE p.id = NEW.programme_id AND p.kind = 'social') THEN\n    RAISE EXCEPTION 'donation_agreement_is_of_a_social_programme';\nEND IF;\nRETURN NEW;\n",
                    hash="79c85f5101849b83db64ad118002e47894b4ea04",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_a_social_programme_6ff82",
                    table="subsidies_donationagreement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    models.Q(("decided_by__isnull", False), models.Q(("made_by", models.F("decided_by")), _negated=True)),
                    _connector="OR",
                ),
                name="gift_approver_is_not_maker",
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("status", "proposed")),
                    models.Q(
                        models.Q(("status", "proposed"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="gift_decided_iff_stamped",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="gift",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    RAISE EXCEPTION 'gift_is_never_deleted';\nEND IF;\nIF (NEW.handed_quantity <> OLD.handed_quantity OR NEW.handed_fen <> OLD.handed_fen) AND pg_trigger_depth() < 2 THEN\n    RAISE EXCEPTION 'gift_is_handed_on_by_approved_lists_only';\nEND IF;\nIF OLD.status <> 'proposed' AND to_jsonb(NEW) - 'handed_quantity' - 'handed_fen'\n                             <> to_jsonb(OLD) - 'handed_quantity' - 'handed_fen' THEN\n    RAISE EXCEPTION 'gift_is_final_once_decided';\nEND IF;\nRETURN NEW;\n",
                    hash="8427b8053d9f99f401475f01751280152761c4a3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_decided_is_final_37f56",
                    table="subsidies_gift",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="donationreceipt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "issued")), fields=("gift",), name="donation_receipt_one_stands_for_a_gift"
            ),
        ),
        migrations.AddConstraint(
            model_name="donationreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("voided_at__isnull", True), ("voided_by__isnull", True)),
                    models.Q(("voided_at__isnull", False), ("voided_by__isnull", False)),
                    _connector="OR",
                ),
                name="donation_receipt_voiding_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="donationreceipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "issued"), ("void_reason", ""), ("voided_by", None)),
                    models.Q(("status", "voided"), ("voided_by__isnull", False), models.Q(("void_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="donation_receipt_is_void_with_person_and_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donationreceipt",
            trigger=pgtrigger.compiler.Trigger(
                name="issued_in_order",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nPERFORM pg_advisory_xact_lock(hashtext('donation_receipt.' || NEW.code));\nIF NOT EXISTS (SELECT FROM subsidies_gift g WHERE g.id = NEW.gift_id AND g.status = 'approved' AND NOT g.direct) THEN\n    RAISE EXCEPTION 'donation_receipt_is_for_what_the_bureau_received';\nEND IF;\nIF NEW.number <> (SELECT max(r.number) + 1 FROM subsidies_donationreceipt r WHERE r.code = NEW.code AND r.year = NEW.year) THEN\n    RAISE EXCEPTION 'donation_receipt_numbers_have_no_gap';\nEND IF;\nRETURN NEW;\n",
                    hash="f8abfc9f85648775005d73366bff9c9004f7d592",
                    operation="INSERT",
                    pgid="pgtrigger_issued_in_order_4b361",
                    table="subsidies_donationreceipt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donationreceipt",
            trigger=pgtrigger.compiler.Trigger(
                name="issued_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    RAISE EXCEPTION 'donation_receipt_is_never_deleted';\nEND IF;\nIF OLD.status <> 'issued' OR to_jsonb(NEW) - '{status,voided_by_id,voided_at,void_reason}'::text[]\n                          <> to_jsonb(OLD) - '{status,voided_by_id,voided_at,void_reason}'::text[] THEN\n    RAISE EXCEPTION 'donation_receipt_is_final_once_issued';\nEND IF;\nRETURN NEW;\n",
                    hash="92263a5cf288d78d45e8ad7ca5c603ffdcbf8053",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_issued_is_final_5523e",
                    table="subsidies_donationreceipt",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianconsent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_on", None)), fields=("student",), name="guardian_consent_one_stands"
            ),
        ),
        migrations.AddConstraint(
            model_name="guardianconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_by__isnull", True), ("withdrawn_on__isnull", True)),
                    models.Q(("withdrawn_by__isnull", False), ("withdrawn_on__isnull", False)),
                    _connector="OR",
                ),
                name="guardian_consent_withdrawal_has_its_person",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guardianconsent",
            trigger=pgtrigger.compiler.Trigger(
                name="given_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    RAISE EXCEPTION 'guardian_consent_is_never_deleted';\nEND IF;\nIF OLD.withdrawn_on IS NOT NULL OR to_jsonb(NEW) - '{withdrawn_on,withdrawn_by_id,student_id}'::text[]\n                                <> to_jsonb(OLD) - '{withdrawn_on,withdrawn_by_id,student_id}'::text[] THEN\n    RAISE EXCEPTION 'guardian_consent_is_only_withdrawn';\nEND IF;\nRETURN NEW;\n",
                    hash="743c49df40ececd559835d4e06b62c4aca1fa74e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_given_is_final_a995e",
                    table="subsidies_guardianconsent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), _negated=True),
                    models.Q(("decided_by__isnull", False), models.Q(("made_by", models.F("decided_by")), _negated=True)),
                    _connector="OR",
                ),
                name="handover_approver_is_not_maker",
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("status", "proposed")),
                    models.Q(
                        models.Q(("status", "proposed"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="handover_decided_iff_stamped",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handover",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_is_final",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF TG_OP = 'DELETE' THEN\n    RAISE EXCEPTION 'hand_over_is_never_deleted';\nEND IF;\nIF OLD.status <> 'proposed' AND to_jsonb(NEW) <> to_jsonb(OLD) THEN\n    RAISE EXCEPTION 'hand_over_is_final_once_decided';\nEND IF;\nRETURN NEW;\n",
                    hash="aa1f9c455447294b0616c67b06668721169e9cb6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_decided_is_final_65858",
                    table="subsidies_handover",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="handover",
            trigger=pgtrigger.compiler.Trigger(
                name="leaves_the_gift",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF NEW.status = 'approved' AND (TG_OP = 'INSERT' OR OLD.status <> 'approved') THEN\n    IF EXISTS (SELECT FROM subsidies_gift g WHERE g.id = NEW.gift_id\n               AND (g.status <> 'approved' OR (g.kind = 'cash' AND NOT g.direct))) THEN\n        RAISE EXCEPTION 'hand_over_is_of_goods_or_of_what_the_donor_gives_out';\n    END IF;\n    UPDATE subsidies_gift g SET handed_quantity = g.handed_quantity + a.quantity, handed_fen = g.handed_fen + a.fen\n    FROM (SELECT coalesce(sum(quantity), 0) AS quantity, coalesce(sum(amount) * 100, 0)::bigint AS fen\n          FROM subsidies_donationaward WHERE hand_over_id = NEW.id) a\n    WHERE g.id = NEW.gift_id;\nEND IF;\nRETURN NULL;\n",
                    hash="f309b3a296984cb4539150aac5d1c40ee2d0c8fc",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_leaves_the_gift_d70ce",
                    table="subsidies_handover",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="donationaward",
            constraint=models.UniqueConstraint(
                condition=models.Q(("student__isnull", False)),
                fields=("hand_over", "student"),
                name="donation_award_once_a_child_and_list",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="donationaward",
            trigger=pgtrigger.compiler.Trigger(
                name="as_proposed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\nIF EXISTS (SELECT FROM subsidies_handover h WHERE h.id = coalesce(NEW.hand_over_id, OLD.hand_over_id)\n           AND h.status <> 'proposed') THEN\n    RAISE EXCEPTION 'donation_award_is_final_once_decided';\nEND IF;\nRETURN coalesce(NEW, OLD);\n",
                    hash="883dba8eed0d4ea9acf061058577a2d23a21e7bf",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_as_proposed_db5b2",
                    table="subsidies_donationaward",
                    when="BEFORE",
                ),
            ),
        ),
        # Social gifts are reported apart: the one place that says what the statistics count leaves them out.
        migrations.RunSQL(SOCIAL, BEFORE.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")),
    ]
