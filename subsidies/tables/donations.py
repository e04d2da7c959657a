"""Columns of donors, social programmes, gifts, receipts and hand-over lists."""

from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn, badge_html
from aid_portal.links import rows
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from subsidies.choices import PaperStatus
from subsidies.donation_choices import ReceiptStatus
from subsidies.models import DonationAgreement, DonationReceipt, Donor, Gift, HandOver

AGREEMENT_STATES = [*PaperStatus.choices, ("approved", _("现行")), ("superseded", _("已被取代"))]


class DonorTable(ListTable):
    name = LinkColumn(heading=True, css="wrap")
    kind = TextColumn(accessor="get_kind_display", order_by=("kind",), verbose_name=_("类别"))
    credit_code = TextColumn(css="mono")
    gifts_count = NumberColumn(verbose_name=_("捐赠（笔）"))
    cash = MoneyColumn(verbose_name=_("现金（元）"))
    in_kind = MoneyColumn(verbose_name=_("实物和服务价值（元）"))

    class Meta(ListTable.Meta):
        model = Donor
        fields = ("name", "kind", "credit_code", "gifts_count", "cash", "in_kind")
        order_by = ("name",)
        caption = _("捐赠人")


class StateColumn(TextColumn):
    """The state, and whether a change of it waits for another person."""

    css = "tight"

    def html(self, value: str, record: DonationAgreement) -> str:
        badge = badge_html(value, str(dict(AGREEMENT_STATES)[value]))
        return badge + (" " + badge_html("proposed", now("变更待批准")) if record.waits else "")


class DonationTable(ListTable):
    programme = LinkColumn(accessor="programme__label", order_by=("programme__position", "pk"), heading=True, css="wrap")
    donors = TextColumn(verbose_name=_("捐赠人"), accessor="sources", orderable=False, css="wrap")
    state = StateColumn(verbose_name=_("状态"), orderable=False)
    cash = MoneyColumn(verbose_name=_("现金"))
    in_kind = MoneyColumn(verbose_name=_("实物价值"))
    spent = MoneyColumn(verbose_name=_("已发放"))
    balance = MoneyColumn(verbose_name=_("现金结余"))
    children = NumberColumn(verbose_name=_("受助学生"))

    class Meta(ListTable.Meta):
        model = DonationAgreement
        fields = ("programme", "donors", "state", "cash", "in_kind", "spent", "balance", "children")
        order_by = ("programme",)
        caption = _("社会资助项目")


def what(gift: Gift) -> str:
    """What kind of thing it is, and of goods which and how many."""
    if gift.is_cash:
        return str(gift.get_kind_display())
    words = {"item": gift.item, "quantity": figures.count(gift.quantity), "unit": gift.unit}
    return now("%(item)s %(quantity)s%(unit)s") % words


def left_over(gift: Gift) -> str:
    """What is left of it to give out, in its own measure; pooled cash is accounted for by programme."""
    if gift.left is None or gift.status != PaperStatus.APPROVED:
        return ""
    if gift.is_cash:
        return now("%(amount)s元") % {"amount": figures.yuan(gift.left)}
    return now("%(quantity)s%(unit)s") % {"quantity": figures.count(int(gift.left)), "unit": gift.unit}


class WhatColumn(TextColumn):
    css = "wrap"

    def html(self, value: Any, record: Gift) -> str:
        direct = f' <span class="muted">{escaped(now("捐赠人直接发放"))}</span>' if record.direct else ""
        return escaped(what(record)) + direct


class LeftColumn(TextColumn):
    css = "num"

    def html(self, value: Any, record: Gift) -> str:
        return escaped(left_over(record) or figures.DASH)


class ReceiptColumn(TextColumn):
    """The number of the receipt, that one is due, or that there is none to issue."""

    css = "tight"

    def html(self, value: Any, record: Gift) -> str:
        if record.receipt is not None:
            return f'<span class="mono">{record.receipt:010d}</span>'
        return badge_html("pending", now("未开")) if record.may_have_receipt else figures.DASH


class GiftTable(ListTable):
    programme = LinkColumn(accessor="programme__label", order_by=("programme__position", "pk"), heading=True, css="wrap")
    donor = TextColumn(accessor="donor__name", order_by=("donor__name",), css="wrap")
    kind = WhatColumn(order_by=("kind", "item"))
    amount = MoneyColumn(verbose_name=_("金额或价值"))
    received_on = DateColumn()
    status = BadgeColumn(choices=PaperStatus)
    left = LeftColumn(verbose_name=_("未发放"), accessor="pk", orderable=False)
    receipt = ReceiptColumn(verbose_name=_("票据"), accessor="pk", orderable=False)

    class Meta(ListTable.Meta):
        model = Gift
        fields = ("programme", "kind", "amount", "status", "left", "receipt", "received_on", "donor")
        order_by = ("-received_on",)
        caption = _("捐赠")


class DonationReceiptTable(ListTable):
    number = LinkColumn(accessor="printed_number", order_by=("number",), heading=True, css="mono")
    code = TextColumn(css="mono")
    issued_on = DateColumn()
    payer = TextColumn(css="wrap")
    item = TextColumn(css="wrap", orderable=False)
    quantity = NumberColumn()
    unit = TextColumn(orderable=False, css="tight")
    amount = MoneyColumn()
    status = BadgeColumn(choices=ReceiptStatus)

    class Meta(ListTable.Meta):
        model = DonationReceipt
        fields = ("number", "code", "issued_on", "payer", "item", "quantity", "unit", "amount", "status")
        order_by = ("-number",)
        caption = _("捐赠票据")


class ItemColumn(TextColumn):
    css = "wrap"

    def html(self, value: Gift, record: HandOver) -> str:
        return escaped(value.item or value.get_kind_display())


def portion_of(hand_over: HandOver) -> str:
    """The sum of a list in its own measure; rows that subsidies.reports.donation_rows.with_portions has looked at."""
    if hand_over.gift.is_cash:
        return now("%(amount)s元") % {"amount": figures.yuan(hand_over.amount)}
    return now("%(quantity)s%(unit)s") % {"quantity": figures.count(hand_over.quantity or 0), "unit": hand_over.gift.unit}


class PortionColumn(TextColumn):
    css = "num"

    def html(self, value: Any, record: HandOver) -> str:
        return escaped(portion_of(record))


class HandOverTable(ListTable):
    school = LinkColumn(accessor="school__name", order_by=("school_id",), heading=True, css="wrap")
    programme = LinkColumn(
        verbose_name=_("资助项目"), accessor="gift__programme__label", order_by=("gift__programme__position", "pk"), css="wrap",
        url=lambda record: rows("subsidies:gift-detail", record.gift_id),
    )  # fmt: skip
    what = ItemColumn(verbose_name=_("品名"), accessor="gift", orderable=False)
    portion = PortionColumn(verbose_name=_("合计"), accessor="pk", orderable=False)
    children = NumberColumn(verbose_name=_("学生（人）"))
    handed_on = DateColumn()
    signed_by = TextColumn(orderable=False)
    status = BadgeColumn(choices=PaperStatus)

    class Meta(ListTable.Meta):
        model = HandOver
        fields = ("school", "programme", "what", "portion", "children", "handed_on", "signed_by", "status")
        order_by = ("-handed_on",)
        caption = _("发放清单")
