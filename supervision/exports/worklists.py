"""The three lists (三张清单): what each unit has done of each line."""

from collections.abc import Generator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from supervision.choices import WorkKind, WorkStatus
from supervision.filters.campaigns import WorkEntryFilter
from supervision.models import WorkEntry

NAMES = (
    *("item__campaign__name", "item__kind", "item__position", "item__text", "item__standard", "item__owner", "item__due_on"),
    *("unit__code", "unit__name", "owner", "status", "done_at__date", "done_by__name", "file", "note"),
)
FILE = NAMES.index("file")


def _entries(query: ExportQuery) -> QuerySet:
    scope = query.seen(WorkEntry)
    if query.year:
        scope = scope.filter(item__campaign__starts_on__year=query.year)
    return scope.order_by("item__campaign", "item__kind", "item__position", "unit__path", "pk")


def _rows(entries: QuerySet) -> Generator[tuple]:
    for told in entries.values_list(*NAMES).iterator(chunk_size=2000):
        yield (*told[:FILE], bool(told[FILE]), *told[FILE + 1 :])


def _totals(entries: QuerySet) -> list[tuple[str, str]]:
    found = entries.order_by().aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(status=WorkStatus.WAITING)))
    words = {name: figures.count(number) for name, number in found.items()}
    return [(now("条目"), now("%(all)s条，其中未完成%(waiting)s条") % words)]


register_export(
    ExportSpec(
        name="worklists",
        label=_("三张清单落实情况"),
        permission=Permission.NOTICE_VIEW,
        columns=(
            ExportColumn("campaign", _("督查行动"), width=26),
            ExportColumn("kind", _("清单"), width=12, words=labels(lambda: WorkKind.choices)),
            ExportColumn("position", _("序号"), "count", width=6),
            ExportColumn("text", _("内容"), width=36),
            ExportColumn("standard", _("要求"), width=30),
            ExportColumn("asked_of", _("责任岗位"), width=14),
            ExportColumn("due_on", _("完成期限"), "date", width=12),
            ExportColumn("unit_code", _("单位代码"), width=12),
            ExportColumn("unit", _("单位"), width=30),
            ExportColumn("owner", _("责任人"), width=12),
            ExportColumn("status", _("状态"), width=10, words=labels(lambda: WorkStatus.choices)),
            ExportColumn("done_on", _("填报日期"), "date", width=12),
            ExportColumn("done_by", _("填报人"), width=12),
            ExportColumn("file", _("佐证材料"), "yes_no", width=10),
            ExportColumn("note", _("说明"), width=30),
        ),
        queryset=_entries,
        rows=_rows,
        totals=_totals,
        note=_("一行是一个单位对清单里一条的落实情况；不适用的也列出，并写明原因。"),
        filterset_class=WorkEntryFilter,
        page="supervision:work-entry-list",
        of_a_term=False,
    )
)
