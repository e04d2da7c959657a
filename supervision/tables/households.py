"""Columns of the list of households."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import LinkColumn, NumberColumn, TextColumn
from aid_portal.list_tables import ListTable
from supervision.models import Household


class HouseholdTable(ListTable):
    household_number = LinkColumn(heading=True, css="mono")
    head = TextColumn(accessor="shown_head", verbose_name=_("户主"), orderable=False)
    town = TextColumn(verbose_name=_("镇街"), order_by=("town", "village", "household_number"))
    village = TextColumn(orderable=False, css="tight")
    children = NumberColumn(
        accessor="child_count", verbose_name=_("孩子"), order_by=("child_count",), initial_sort_descending=True
    )
    pupils = NumberColumn(accessor="pupil_count", verbose_name=_("县内在校"), orderable=False)
    elsewhere = NumberColumn(accessor="elsewhere_count", verbose_name=_("县外就读"), orderable=False)
    unaided = NumberColumn(accessor="unaided_count", verbose_name=_("未列入资助"), orderable=False)

    class Meta(ListTable.Meta):
        model = Household
        fields = ("household_number", "head", "town", "village", "children", "pupils", "elsewhere", "unaided")
        order_by = ("town",)
        caption = _("监测户")
