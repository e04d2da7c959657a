"""What the registers of receipts and of hand-over lists give away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.donation_choices import ReceiptStatus
from subsidies.exports.donation_lists import seen
from subsidies.filters.donations import HandOverFilter, ReceiptFilter
from subsidies.models import DonationReceipt, HandOver
from subsidies.reports.donation_rows import with_portions


def _receipts(query: ExportQuery) -> QuerySet:
    return seen(DonationReceipt, query).for_list().order_by("code", "year", "number")


def _receipt_rows(receipts: QuerySet) -> Generator[tuple]:
    for each in receipts:
        yield (
            each.year, each.code, each.printed_number, each.issued_on, each.payer, each.credit_code, each.item, each.unit,
            each.quantity, each.standard, each.amount, each.gift.programme.label, each.status, each.void_reason, each.note,
        )  # fmt: skip


register_export(
    ExportSpec(
        name="donation_receipts",
        label=_("捐赠票据"),
        permission=Permission.DONATION_VIEW,
        columns=(
            ExportColumn("year", _("年度"), width=8),
            ExportColumn("code", _("票据代码"), width=14),
            ExportColumn("number", _("票据号码"), width=14),
            ExportColumn("issued_on", _("开票日期"), "date", width=12),
            ExportColumn("payer", _("交款人"), width=40),
            ExportColumn("credit_code", _("交款人统一社会信用代码"), width=22),
            ExportColumn("item", _("项目名称"), width=34),
            ExportColumn("unit", _("单位"), width=8),
            ExportColumn("quantity", _("数量"), "count", width=10),
            ExportColumn("standard", _("标准（元）"), "money", width=14),
            ExportColumn("amount", _("金额（元）"), "money", width=16),
            ExportColumn("programme", _("资助项目"), width=26),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: ReceiptStatus.choices)),
            ExportColumn("void_reason", _("作废原因"), width=24),
            ExportColumn("note", _("备注"), width=24),
        ),
        queryset=_receipts,
        rows=_receipt_rows,
        filterset_class=ReceiptFilter,
        page="subsidies:donation-receipt-list",
        of_a_term=False,
        note=_("一行是一张公益事业捐赠票据，内容是开票时的；作废的号码也在。"),
    )
)


def _hand_overs(query: ExportQuery) -> QuerySet:
    scope = with_portions(seen(HandOver, query, "gift__year").for_list())
    return scope.order_by("gift__year", "handed_on", "pk")


def _hand_over_rows(hand_overs: QuerySet) -> Generator[tuple]:
    for each in hand_overs:
        gift = each.gift
        yield (
            gift.year, gift.programme.label, gift.donor.name, gift.item or gift.get_kind_display(), each.school.code,
            each.school.name, each.quantity, gift.unit, each.amount, each.children, each.handed_on, each.signed_by, each.status,
            each.made_by.name, each.decided_by.name if each.decided_by else "",
        )  # fmt: skip


register_export(
    ExportSpec(
        name="hand_overs",
        label=_("捐赠发放清单"),
        permission=Permission.DONATION_VIEW,
        columns=(
            ExportColumn("year", _("年度"), width=8),
            ExportColumn("programme", _("资助项目"), width=26),
            ExportColumn("donor", _("捐赠人"), width=40),
            ExportColumn("item", _("品名"), width=20),
            ExportColumn("school_code", _("学校标识码"), width=13),
            ExportColumn("school", _("学校"), width=26),
            ExportColumn("quantity", _("数量"), "count", width=10),
            ExportColumn("unit", _("单位"), width=8),
            ExportColumn("amount", _("金额（元）"), "money", width=16),
            ExportColumn("children", _("学生（人）"), "count", width=10),
            ExportColumn("handed_on", _("发放日期"), "date", width=12),
            ExportColumn("signed_by", _("签收人"), width=12),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: PaperStatus.choices)),
            ExportColumn("made_by", _("登记人"), width=12),
            ExportColumn("decided_by", _("批准人"), width=12),
        ),
        queryset=_hand_overs,
        rows=_hand_over_rows,
        filterset_class=HandOverFilter,
        page="subsidies:hand-over-list",
        of_a_term=False,
        note=_("一行是一所学校的一份签收清单；学生是清单上有名字的人数，学校和班级集体领取的为0。"),
    )
)
