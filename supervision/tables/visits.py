"""Columns of the lists of visits and of what they found."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn, badge_html
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from supervision.choices import Severity, Theme
from supervision.models import Visit, VisitFinding


class UnitColumn(LinkColumn):
    """A void visit is marked."""

    def html(self, value: Any, record: Visit) -> str:
        mark = f" {badge_html('voided', str(_('已作废')))}" if record.voided_at else ""
        return super().html(value, record) + mark


class VisitTable(ListTable):
    unit = UnitColumn(accessor="unit__name", order_by=("unit__path",), heading=True, css="wrap")
    visited_on = DateColumn()
    campaign = TextColumn(accessor="campaign__name", orderable=False, css="wrap")
    team = TextColumn(orderable=False)
    inspectors = TextColumn(orderable=False, css="wrap")
    recorded_by = TextColumn(accessor="recorded_by__name", orderable=False)

    class Meta(ListTable.Meta):
        model = Visit
        fields = ("unit", "visited_on", "campaign", "team", "inspectors", "recorded_by")
        order_by = ("-visited_on",)
        caption = _("督查记录")


class NoticeColumn(TextColumn):
    css = "tight"

    def html(self, value: Any, record: VisitFinding) -> str:
        return f'<a href="{escaped(value.get_absolute_url())}">{escaped(value.document_number or value.get_status_display())}</a>'


class VisitFindingTable(ListTable):
    fact = LinkColumn(heading=True, css="wrap", orderable=False, url=lambda record: record.visit.get_absolute_url())
    unit = TextColumn(verbose_name=_("单位"), accessor="visit__unit__name", order_by=("visit__unit__path",), css="wrap")
    theme = BadgeColumn(choices=Theme)
    severity = BadgeColumn(choices=Severity)
    visited_on = DateColumn(verbose_name=_("督查日期"), accessor="visit__visited_on", order_by=("visit__visited_on",))
    notice = NoticeColumn(verbose_name=_("整改通知书"), orderable=False)

    class Meta(ListTable.Meta):
        model = VisitFinding
        fields = ("fact", "unit", "theme", "severity", "visited_on", "notice")
        order_by = ("-visited_on",)
        caption = _("督查发现的问题")
