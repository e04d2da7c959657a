"""Payments one by one, with the account that each went to."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.choices import SchoolStage
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_card
from aid_portal.permissions import Permission
from subsidies.actions.frozen_rows import open_payment
from subsidies.choices import Channel, Payee, PaymentStatus
from subsidies.filters.payments import PaymentFilter
from subsidies.models import Payment, Programme, ReturnReason
from subsidies.reports.payments import payment_sums


def _payments(query: ExportQuery) -> QuerySet:
    """The list's filter says which term; the console has no filter and takes what its term was sent or paid."""
    scope = Payment.objects.visible_to(query.user) if query.user else Payment.objects.filter(batch__term=query.term)
    return scope.order_by("batch", "sequence")


def _payment_rows(payments: QuerySet) -> Generator[tuple]:
    for payment in payments.for_list().iterator(chunk_size=2000):
        sealed, enrolment = open_payment(payment), payment.entitlement.enrolment
        yield (
            payment.reference, payment.school.code, payment.school.name, enrolment.name, enrolment.stage, payment.programme.code,
            payment.batch.term_id, payment.batch.channel, payment.payee, payment.payee_name, sealed.get("account", ""),
            sealed.get("bank_name", ""), payment.amount, payment.status, payment.settled_on, payment.bank_serial,
            payment.reason_code,
        )  # fmt: skip


def _totals(payments: QuerySet) -> list[tuple[str, str]]:
    found = payment_sums(payments)
    words = {"times": figures.count(found.times), "children": figures.count(found.children)}
    money = {"amount": figures.yuan(found.amount), "paid": figures.yuan(found.paid), "returned": figures.yuan(found.returned)}
    return [
        (now("人次"), now("%(times)s人次，%(children)s人；重发不增加人次") % words),
        (now("金额"), now("合计%(amount)s元，其中已到账%(paid)s元、退票%(returned)s元") % money),
    ]


def _programmes() -> QuerySet:
    return Programme.objects.values_list("code", "label")


def _reasons() -> QuerySet:
    return ReturnReason.objects.values_list("code", "label")


register_export(
    ExportSpec(
        name="payments",
        label=_("发放明细"),
        permission=Permission.PAYMENT_VIEW,
        columns=(
            ExportColumn("reference", _("明细编号"), width=20),
            ExportColumn("school_code", _("学校标识码")),
            ExportColumn("school", _("学校"), width=24),
            ExportColumn("name", _("姓名"), width=10),
            ExportColumn("stage", _("学段"), width=8, words=labels(lambda: SchoolStage.choices)),
            ExportColumn("programme", _("资助项目"), width=26, words=labels(_programmes)),
            ExportColumn("term", _("学期"), width=8),
            ExportColumn("channel", _("发放渠道"), words=labels(lambda: Channel.choices)),
            ExportColumn("payee", _("收款人"), width=10, words=labels(lambda: Payee.choices)),
            ExportColumn("payee_name", _("户名"), width=10),
            ExportColumn("account", _("账号"), mask=mask_card, width=24),
            ExportColumn("bank", _("开户行"), width=20),
            ExportColumn("amount", _("金额（元）"), "money", width=12),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: PaymentStatus.choices)),
            ExportColumn("settled_on", _("结果日期"), "date", width=12),
            ExportColumn("bank_serial", _("银行流水号"), width=20),
            ExportColumn("reason", _("退票原因"), width=20, words=labels(_reasons)),
        ),
        queryset=_payments,
        rows=_payment_rows,
        filterset_class=PaymentFilter,
        page="subsidies:payment-list",
        note=_("一行是发放批次里的一笔；退票后重发的另起一行，指同一人次。"),
        totals=_totals,
    )
)
