"""Columns of purchases, suppliers and price lists."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import DateColumn, LinkColumn, MoneyColumn, NumberColumn, TextColumn, badge_html
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from subsidies.models import MealPurchase, PriceInquiry, Supplier


class QuantityColumn(TextColumn):
    css = "num"

    def html(self, value: Decimal, record: MealPurchase) -> str:
        return escaped(f"{value.normalize():f} {record.unit}")


class DifferenceColumn(TextColumn):
    """Above the county's price with its mark."""

    css = "num"

    def html(self, value: Decimal, record: MealPurchase) -> str:
        mark = " " + badge_html("warning", now("高于询价")) if record.is_over_price else ""
        return figures.yuan(value) + mark


class PurchaseTable(ListTable):
    item = LinkColumn(heading=True, css="wrap")
    day = DateColumn()
    school = TextColumn(accessor="school__name", verbose_name=_("学校"), order_by=("school__path",), css="wrap")
    quantity = QuantityColumn(orderable=False)
    price = MoneyColumn(verbose_name=_("单价"))
    inquired = MoneyColumn(verbose_name=_("统一询价"), orderable=False)
    difference = DifferenceColumn(verbose_name=_("差价"), orderable=False)
    amount = MoneyColumn(verbose_name=_("金额"))
    supplier = TextColumn(accessor="supplier__name", verbose_name=_("供应商"), orderable=False, css="wrap")

    class Meta(ListTable.Meta):
        model = MealPurchase
        fields = ("item", "day", "school", "quantity", "price", "inquired", "difference", "amount", "supplier")
        order_by = ("-day",)
        caption = _("食材采购")


class LicenceColumn(DateColumn):
    """Until when, and that it is over."""

    def html(self, value: date, record: Any) -> str:
        over = value < timezone.localdate() and getattr(record, "closed_on", None) is None
        return figures.day(value) + (" " + badge_html("invalid", now("已过期")) if over else "")


class SupplierTable(ListTable):
    name = LinkColumn(heading=True, css="wrap")
    credit_code = TextColumn(css="mono")
    licence = TextColumn(css="mono")
    licence_until = LicenceColumn()
    phone = TextColumn()

    class Meta(ListTable.Meta):
        model = Supplier
        fields = ("name", "credit_code", "licence", "licence_until", "phone")
        order_by = ("name",)
        caption = _("供应商")


class InquiryTable(ListTable):
    document = LinkColumn(heading=True, css="wrap")
    from_on = DateColumn()
    items = NumberColumn(verbose_name=_("品名数"), orderable=False)
    made_by = TextColumn(accessor="made_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = PriceInquiry
        fields = ("document", "from_on", "items", "made_by")
        order_by = ("-from_on",)
        caption = _("统一询价")
