"""Columns of the schools beside the visits of their responsible inspectors."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, NumberColumn, TextColumn, badge_html
from aid_portal.list_tables import ListTable
from aid_portal.models import OrgUnit
from supervision.rules.inspectors import owed


class OwedColumn(TextColumn):
    css = "tight"

    def html(self, value: int, record: OrgUnit) -> str:
        if missing := owed(value):
            return badge_html("overdue", str(_("还差%(missing)s次") % {"missing": missing}))
        return badge_html("done", str(_("已满")))


class InspectorTable(ListTable):
    name = TextColumn(verbose_name=_("学校"), heading=True, css="wrap", order_by=("path",))
    town = TextColumn(verbose_name=_("所属"), accessor="parent__name", orderable=False, css="wrap")
    inspector = TextColumn(verbose_name=_("责任督学"), orderable=False)
    duty_since = DateColumn(verbose_name=_("任职自"), orderable=False)
    visits = NumberColumn(verbose_name=_("本学期到校（次）"), orderable=False)
    owed = OwedColumn(verbose_name=_("每学期两次"), accessor="visits", orderable=False)
    last_visit = DateColumn(verbose_name=_("最近一次"), orderable=False)

    class Meta(ListTable.Meta):
        model = OrgUnit
        fields = ("name", "town", "inspector", "duty_since", "visits", "owed", "last_visit")
        order_by = ("name",)
        caption = _("责任督学到校情况")
