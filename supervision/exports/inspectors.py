"""Every school beside the visits of its responsible inspector in a term."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, register_export
from aid_portal.permissions import Permission
from aid_portal.terms import Term, term_of
from supervision.filters.inspectors import InspectorFilter
from supervision.reports.inspectors import inspected_schools, short, with_visits
from supervision.rules.inspectors import owed

NAMES = ("code", "name", "parent__name", "inspector", "duty_since", "visits", "last_visit")


def schools_of(query: ExportQuery) -> QuerySet:
    term = Term.parse(query.term) if query.term else term_of(timezone.localdate())
    return with_visits(inspected_schools(query.user), term).order_by("path", "pk")


def _rows(schools: QuerySet) -> Generator[tuple]:
    for *told, visits, last in schools.values_list(*NAMES).iterator(chunk_size=2000):
        yield *told, visits, owed(visits), last


def _totals(schools: QuerySet) -> list[tuple[str, str]]:
    words = {"all": figures.count(schools.count()), "short": figures.count(short(schools).count())}
    return [(now("学校"), now("%(all)s所，其中不足两次%(short)s所") % words)]


register_export(
    ExportSpec(
        name="inspectors",
        label=_("责任督学到校情况"),
        permission=Permission.INSPECTION_VIEW,
        columns=(
            ExportColumn("code", _("学校代码"), width=12),
            ExportColumn("school", _("学校"), width=30),
            ExportColumn("parent", _("所属"), width=20),
            ExportColumn("inspector", _("责任督学"), width=12),
            ExportColumn("since", _("任职自"), "date", width=12),
            ExportColumn("visits", _("到校（次）"), "count", width=10),
            ExportColumn("owed", _("还差（次）"), "count", width=10),
            ExportColumn("last_visit", _("最近一次"), "date", width=12),
        ),
        queryset=schools_of,
        rows=_rows,
        totals=_totals,
        note=_("一行是一所学校。责任督学每学期到每所学校不少于两次；同一天的几次记录算一次，作废的不算。"),
        filterset_class=InspectorFilter,
        page="supervision:inspector-list",
    )
)
