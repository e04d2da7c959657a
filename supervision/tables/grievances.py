"""Columns of the lists of grievances and of data changes; what was written and by whom stands on the pages only."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn, badge_html
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from subsidies.choices import PaperStatus
from supervision.grievance_choices import ChangedField, GrievanceKind, GrievanceStatus
from supervision.models import DataChange, Grievance


class NumberColumn(LinkColumn):
    """With what makes it stand out."""

    css = "strong tight"

    def html(self, value: Any, record: Grievance) -> str:
        marks = [badge_html("held", now("加急"))] if record.urgent else []
        marks += [badge_html("locked", now("敏感"))] if record.sensitive else []
        return " ".join([super().html(str(record), record), *marks])


class WordColumn(TextColumn):
    css = "tight"

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.labels = dict(choices.choices)

    def html(self, value: str, record: Any) -> str:
        return escaped(self.labels[value])


class DueColumn(DateColumn):
    """Red with its days where it is past and nothing has been answered."""

    def html(self, value: Any, record: Grievance) -> str:
        late = (timezone.localdate() - value).days if record.is_open else 0
        mark = f" {badge_html('overdue', now('逾期%(days)s天') % {'days': late})}" if late > 0 else ""
        return figures.day(value) + mark


class AssignedColumn(TextColumn):
    css = "wrap"

    def html(self, value: Any, record: Grievance) -> str:
        return escaped(f"{value} {record.assigned_to.name}" if record.assigned_to else str(value))


class GrievanceTable(ListTable):
    number = NumberColumn(verbose_name=_("编号"), heading=True, order_by=("year", "number"))
    kind = WordColumn(choices=GrievanceKind, orderable=False)
    status = BadgeColumn(choices=GrievanceStatus)
    unit = TextColumn(accessor="unit__name", verbose_name=_("涉及单位"), css="wrap", orderable=False)
    assigned_unit = AssignedColumn(orderable=False)
    received_at = DateColumn()
    due_on = DueColumn()

    class Meta(ListTable.Meta):
        model = Grievance
        fields = ("number", "kind", "status", "unit", "assigned_unit", "received_at", "due_on")
        order_by = ("-number",)
        caption = _("诉求受理")


class DataChangeTable(ListTable):
    student = LinkColumn(accessor="student__name", verbose_name=_("学生"), heading=True, orderable=False)
    field = WordColumn(choices=ChangedField, orderable=False)
    school = TextColumn(accessor="school__name", verbose_name=_("学校"), css="wrap", order_by=("school__path", "pk"))
    status = BadgeColumn(choices=PaperStatus)
    made_at = DateColumn()
    applied_at = DateColumn()

    class Meta(ListTable.Meta):
        model = DataChange
        fields = ("student", "field", "school", "status", "made_at", "applied_at")
        order_by = ("-made_at",)
        caption = _("信息更正")
