"""Columns of the list of reports of absence."""

from functools import cached_property

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from aid_portal.columns import DateColumn, LinkColumn, TextColumn, badge_html
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from supervision.dropout_choices import AbsenceCause
from supervision.models import AbsenceReport
from supervision.reports.absences import Clock


class CauseColumn(TextColumn):
    css = "tight"

    def html(self, value: str, record: AbsenceReport) -> str:
        return escaped(AbsenceCause(value).label)


class AbsenceTable(ListTable):
    """The calendar is read once a page."""

    name = LinkColumn(heading=True)
    state = TextColumn(verbose_name=_("状态"), accessor="pk", orderable=False)
    days = TextColumn(verbose_name=_("已缺上学日"), accessor="pk", order_by=("-first_day",))
    first_day = DateColumn()
    cause = CauseColumn(orderable=False)
    school = TextColumn(accessor="school__name", order_by=("school__path",), css="wrap narrow")
    seat = TextColumn(orderable=False)
    contacted_on = DateColumn()
    back_on = DateColumn()

    class Meta(ListTable.Meta):
        model = AbsenceReport
        fields = ("name", "state", "days", "first_day", "cause", "school", "seat", "contacted_on", "back_on")
        order_by = ("-first_day",)
        caption = _("缺勤报告")

    @cached_property
    def clock(self) -> Clock:
        return Clock(timezone.localdate())

    def render_state(self, record: AbsenceReport) -> SafeString:
        state = self.clock.state(record)
        return mark_safe(badge_html(state, str(state.label)))  # noqa: S308 escapes the label

    def render_days(self, record: AbsenceReport) -> str:
        return str(self.clock.missed(record))
