"""Columns of the list of monitored children."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.listing import ListTable
from subsidies.choices import Place
from subsidies.models import Whereabouts


class WhereaboutsTable(ListTable):
    code = BadgeColumn(choices=Place)
    name = LinkColumn(verbose_name=_("姓名"), accessor="record__name", order_by=("record__name",), heading=True)
    birth_date = DateColumn(verbose_name=_("出生日期"), accessor="record__birth_date", order_by=("record__birth_date",))
    person_number = TextColumn(
        verbose_name=_("人编号"), accessor="record__person_number", order_by=("record__person_number",), css="mono"
    )
    town = TextColumn(verbose_name=_("镇街"), accessor="record__town", order_by=("record__town",))
    village = TextColumn(verbose_name=_("村"), accessor="record__village", order_by=("record__village",))
    schooling = TextColumn(verbose_name=_("名单所载在校情况"), accessor="record__schooling", orderable=False)
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id",))

    class Meta(ListTable.Meta):
        model = Whereabouts
        fields = ("code", "name", "birth_date", "person_number", "town", "village", "schooling", "school")
        order_by = ("code",)
        caption = _("监测对象去向")
