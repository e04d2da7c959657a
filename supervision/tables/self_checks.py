"""Columns of the list of self-found problems."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn, badge_html
from aid_portal.list_tables import ListTable
from supervision.choices import SelfCheckStatus, Severity, Theme
from supervision.models import SelfCheck


class DueColumn(DateColumn):
    """A day that has passed without an answer is marked."""

    def html(self, value: Any, record: SelfCheck) -> str:
        late = record.is_owed and value < timezone.localdate()
        return super().html(value, record) + (f" {badge_html('overdue', str(_('逾期')))}" if late else "")


class SelfCheckTable(ListTable):
    fact = LinkColumn(heading=True, css="wrap", orderable=False)
    unit = TextColumn(accessor="unit__name", verbose_name=_("单位"), order_by=("unit__path",), css="wrap")
    theme = BadgeColumn(choices=Theme)
    severity = BadgeColumn(choices=Severity)
    found_on = DateColumn()
    due_on = DueColumn()
    person = TextColumn(orderable=False)
    status = BadgeColumn(choices=SelfCheckStatus)

    class Meta(ListTable.Meta):
        model = SelfCheck
        fields = ("fact", "unit", "theme", "severity", "found_on", "due_on", "person", "status")
        order_by = ("-found_on",)
        caption = _("自查问题")
