"""Columns of what left the stores and what was counted there."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, TextColumn
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from subsidies.models import StoreMove
from subsidies.rules.meal_store import plain


class QuantityColumn(TextColumn):
    css = "num"

    def html(self, value: Decimal | None, record: StoreMove) -> str:
        return "" if value is None else escaped(f"{plain(value)} {record.unit}")


class StoreMoveTable(ListTable):
    item = TextColumn(heading=True, css="wrap")
    spec = TextColumn(orderable=False, css="wrap")
    day = DateColumn()
    school = TextColumn(accessor="school__name", verbose_name=_("学校"), order_by=("school__path",), css="wrap")
    kind = TextColumn(accessor="get_kind_display", order_by=("kind",), verbose_name=_("类型"))
    change = QuantityColumn(orderable=False)
    counted = QuantityColumn(orderable=False)
    person = TextColumn(orderable=False)
    note = TextColumn(orderable=False, css="wrap")

    class Meta(ListTable.Meta):
        model = StoreMove
        fields = ("item", "spec", "day", "school", "kind", "change", "counted", "person", "note")
        order_by = ("-day",)
        caption = _("出库与盘点")
