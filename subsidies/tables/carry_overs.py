"""Columns of balances carried into a later year."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, MoneyColumn, TextColumn
from aid_portal.list_tables import ListTable
from subsidies.choices import PaperStatus
from subsidies.models import CarryOver


class CarryOverTable(ListTable):
    source = LinkColumn(accessor="source__label", order_by=("source__position", "pk"), heading=True, css="wrap")
    year = TextColumn()
    target = TextColumn(accessor="target__label", order_by=("target__position", "pk"), css="wrap")
    into_year = TextColumn()
    amount = MoneyColumn()
    paper = TextColumn(orderable=False, css="wrap")
    status = BadgeColumn(choices=PaperStatus)

    class Meta(ListTable.Meta):
        model = CarryOver
        fields = ("source", "year", "target", "into_year", "amount", "paper", "status")
        order_by = ("-year",)
        caption = _("结余结转")
