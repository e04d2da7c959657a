"""Columns of the calendar."""

from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn
from aid_portal.listing import ListTable
from aid_portal.models import Holiday

WEEKDAYS = (_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日"))


class WeekdayColumn(TextColumn):
    def html(self, value, record) -> str:
        return super().html(WEEKDAYS[value.weekday()], record)


class DayColumn(LinkColumn):
    def html(self, value, record) -> str:
        return super().html(figures.day(value), record)


class HolidayTable(ListTable):
    day = DayColumn(verbose_name=_("日期"), heading=True, css="date")
    weekday = WeekdayColumn(verbose_name=_("星期"), accessor="day", orderable=False, css="tight")
    is_working = BadgeColumn(verbose_name=_("安排"), choices=[("True", _("调休上班")), ("False", _("放假"))])
    name = TextColumn(verbose_name=_("名称"))

    class Meta(ListTable.Meta):
        model = Holiday
        fields = ("day", "weekday", "is_working", "name")
        order_by = ("-day",)
        caption = _("节假日和调休上班日")
