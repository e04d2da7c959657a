"""Grievances one by one, by number: kind, road and days; nothing of what was written and by whom."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from supervision.filters.grievances import GrievanceFilter
from supervision.grievance_choices import GrievanceKind, GrievanceSource, GrievanceStatus
from supervision.models import Grievance


def _grievances(query: ExportQuery) -> QuerySet:
    """The console gets the numbers without tip-offs: whoever may see those has a login."""
    scope = Grievance.objects.visible_to(query.user) if query.user else Grievance.objects.filter(sensitive=False)
    if query.year:
        scope = scope.filter(year=query.year)
    return scope.order_by("year", "number")


def _rows(grievances: QuerySet) -> Generator[tuple]:
    for each in grievances.select_related("unit", "assigned_unit").defer("sealed").iterator(chunk_size=2000):
        days = (figures.day(each.received_at), each.due_on, each.ended_on)
        units = (each.unit.name if each.unit else "", each.assigned_unit.name if each.assigned_unit else "")
        yield (str(each), each.kind, each.source, *units, each.status, *days, each.rounds, each.satisfaction)


register_export(
    ExportSpec(
        name="grievances",
        label=_("诉求台账"),
        permission=Permission.GRIEVANCE_VIEW,
        columns=(
            ExportColumn("number", _("编号"), width=22),
            ExportColumn("kind", _("类别"), width=12, words=labels(lambda: GrievanceKind.choices)),
            ExportColumn("source", _("来源"), width=10, words=labels(lambda: GrievanceSource.choices)),
            ExportColumn("unit", _("涉及单位"), width=28),
            ExportColumn("assigned_unit", _("承办单位"), width=28),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: GrievanceStatus.choices)),
            ExportColumn("received_on", _("收到日期"), width=12),
            ExportColumn("due_on", _("办理期限"), "date", width=12),
            ExportColumn("ended_on", _("办结日期"), "date", width=12),
            ExportColumn("rounds", _("办理次数"), "count", width=10),
            ExportColumn("satisfaction", _("满意度"), "count", width=10),
        ),
        queryset=_grievances,
        rows=_rows,
        note=_("一行是一件诉求。不含诉求人、联系方式和内容；举报等敏感诉求只有有权限的人能导出。"),
        filterset_class=GrievanceFilter,
        page="supervision:grievance-list",
        of_a_term=False,
    )
)
