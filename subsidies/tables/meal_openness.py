"""Columns of notices, open days and meetings."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, LinkColumn, NumberColumn, TextColumn
from aid_portal.list_tables import ListTable
from subsidies.models import MealEvent


class EventTable(ListTable):
    title = LinkColumn(heading=True, css="wrap")
    kind = TextColumn(accessor="get_kind_display", order_by=("kind",), verbose_name=_("类型"))
    day = DateColumn()
    school = TextColumn(accessor="school__name", verbose_name=_("学校"), order_by=("school__path",), css="wrap")
    people = NumberColumn()

    class Meta(ListTable.Meta):
        model = MealEvent
        fields = ("title", "kind", "day", "school", "people")
        order_by = ("-day",)
        caption = _("公示、开放日、膳食委员会会议")
