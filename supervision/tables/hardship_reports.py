"""Columns of the list of reports of sudden hardship."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn, TimeColumn
from aid_portal.list_tables import ListTable
from aid_portal.looks import Look, register_looks
from supervision.models import HardshipReport
from supervision.warning_choices import ReportStatus

register_looks({"reported": Look("info", "send")})


class HardshipReportTable(ListTable):
    name = LinkColumn(verbose_name=_("学生"), accessor="student__name", order_by=("student__name", "pk"), heading=True)
    event = TextColumn(accessor="get_event_display", order_by=("event", "pk"), verbose_name=_("突发情况"))
    happened_on = DateColumn()
    unit = TextColumn(accessor="unit__name", order_by=("unit__path", "pk"), verbose_name=_("报告单位"))
    reported_by = TextColumn(accessor="reported_by__name", orderable=False, verbose_name=_("报告人"))
    reported_at = TimeColumn()
    status = BadgeColumn(choices=ReportStatus)

    class Meta(ListTable.Meta):
        model = HardshipReport
        fields = ("name", "event", "happened_on", "unit", "reported_by", "reported_at", "status")
        order_by = ("-reported_at",)
        caption = _("突发困难报告")
