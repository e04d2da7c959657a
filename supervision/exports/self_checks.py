"""The ledger of problems that units found themselves, a row a problem."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from supervision.choices import SelfCheckStatus, Severity, Theme
from supervision.filters.self_checks import SelfCheckFilter
from supervision.models import SelfCheck

NAMES = (
    *("found_on", "unit__code", "unit__name", "theme", "severity", "fact", "measure", "person", "due_on", "status", "result"),
    *("done_on", "closed_by__name", "closed_at__date", "note"),
)


def _problems(query: ExportQuery) -> QuerySet:
    scope = query.seen(SelfCheck)
    if query.year:
        scope = scope.filter(found_on__year=query.year)
    return scope.order_by("found_on", "unit__path", "pk")


def _rows(problems: QuerySet) -> Generator[tuple]:
    yield from problems.values_list(*NAMES).iterator(chunk_size=2000)


register_export(
    ExportSpec(
        name="self_checks",
        label=_("自查问题台账"),
        permission=Permission.NOTICE_VIEW,
        columns=(
            ExportColumn("found_on", _("发现日期"), "date", width=12),
            ExportColumn("unit_code", _("单位代码"), width=12),
            ExportColumn("unit", _("单位"), width=30),
            ExportColumn("theme", _("事项"), width=14, words=labels(lambda: Theme.choices)),
            ExportColumn("severity", _("问题程度"), width=10, words=labels(lambda: Severity.choices)),
            ExportColumn("fact", _("存在问题"), width=40),
            ExportColumn("measure", _("整改措施"), width=40),
            ExportColumn("person", _("责任人"), width=12),
            ExportColumn("due_on", _("整改期限"), "date", width=12),
            ExportColumn("status", _("状态"), width=12, words=labels(lambda: SelfCheckStatus.choices)),
            ExportColumn("result", _("整改结果"), width=40),
            ExportColumn("done_on", _("完成日期"), "date", width=12),
            ExportColumn("closed_by", _("核实人"), width=12),
            ExportColumn("closed_on", _("销号日期"), "date", width=12),
            ExportColumn("note", _("意见"), width=30),
        ),
        queryset=_problems,
        rows=_rows,
        note=_("一行是单位自己查出的一个问题，期限由单位自定；督查发现的问题在整改通知书里，不在本表。"),
        filterset_class=SelfCheckFilter,
        page="supervision:self-check-list",
        of_a_term=False,
    )
)
