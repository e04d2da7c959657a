"""Columns of the list of self-found problems."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn, badge_html, stacked
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from supervision.choices import SelfCheckStatus, Severity, Theme
from supervision.models import SelfCheck


class DueColumn(DateColumn):
    """A day that has passed without an answer is marked."""

    def html(self, value: Any, record: SelfCheck) -> str:
        late = record.is_owed and value < timezone.localdate()
        return super().html(value, record) + (f" {badge_html('overdue', str(_('逾期')))}" if late else "")


class UnitColumn(TextColumn):
    """The unit and, below it, who is responsible there."""

    def html(self, value: Any, record: SelfCheck) -> str:
        return stacked(super().html(value, record), escaped(record.person))


class SelfCheckTable(ListTable):
    fact = LinkColumn(heading=True, css="wrap", orderable=False)
    unit = UnitColumn(accessor="unit__name", verbose_name=_("单位、责任人"), order_by=("unit__path",))
    theme = BadgeColumn(choices=Theme)
    severity = BadgeColumn(choices=Severity)
    found_on = DateColumn()
    due_on = DueColumn()
    status = BadgeColumn(choices=SelfCheckStatus)

    class Meta(ListTable.Meta):
        model = SelfCheck
        fields = ("fact", "unit", "theme", "severity", "found_on", "due_on", "status")
        order_by = ("-found_on",)
        caption = _("自查问题")
