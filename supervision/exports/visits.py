"""Visits, a row a visit, and what they found, a row a finding with the notice that has taken it up."""

from collections.abc import Generator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from supervision.choices import Severity, Theme
from supervision.filters.visits import VisitFilter, VisitFindingFilter
from supervision.models import Visit, VisitFinding

VISIT = (
    *("visited_on", "unit__code", "unit__name", "campaign__name", "team__number", "inspectors", "people_met", "signed_by"),
    *("findings_count", "summary", "recorded_by__name", "void_reason"),
)


def _visits(query: ExportQuery) -> QuerySet:
    scope = query.seen(Visit)
    if query.year:
        scope = scope.filter(visited_on__year=query.year)
    return scope.order_by("visited_on", "unit__path", "pk")


def _visit_rows(visits: QuerySet) -> Generator[tuple]:
    yield from visits.annotate(findings_count=Count("findings")).values_list(*VISIT).iterator(chunk_size=2000)


def _visit_totals(visits: QuerySet) -> list[tuple[str, str]]:
    found = visits.order_by().aggregate(all=Count("pk"), void=Count("pk", filter=Q(voided_at__isnull=False)))
    words = {name: figures.count(number) for name, number in found.items()}
    return [(now("督查"), now("%(all)s次，其中作废%(void)s次") % words)]


def _findings(query: ExportQuery) -> QuerySet:
    """Of visits that stand."""
    scope = query.seen(VisitFinding)
    if query.year:
        scope = scope.filter(visit__visited_on__year=query.year)
    return scope.standing().order_by("visit__visited_on", "visit__unit__path", "visit", "position", "pk")


def _finding_rows(findings: QuerySet) -> Generator[tuple]:
    for found in findings.select_related("visit__unit", "visit__campaign", "item", "problem__notice__word").iterator(2000):
        visit, notice, item = found.visit, found.notice, found.item.text if found.item else ""
        told = notice.document_number or notice.get_status_display() if notice else ""
        about = (visit.visited_on, visit.unit.code, visit.unit.name, visit.campaign.name, item)
        yield (*about, found.theme, found.severity, found.immediate, found.fact, found.basis, told)


register_export(
    ExportSpec(
        name="visits",
        label=_("督查记录"),
        permission=Permission.INSPECTION_VIEW,
        columns=(
            ExportColumn("visited_on", _("督查日期"), "date", width=12),
            ExportColumn("unit_code", _("单位代码"), width=12),
            ExportColumn("unit", _("单位"), width=30),
            ExportColumn("campaign", _("督查行动"), width=26),
            ExportColumn("team", _("督查组"), "count", width=8),
            ExportColumn("inspectors", _("督查人员"), width=20),
            ExportColumn("people_met", _("接待人员"), width=20),
            ExportColumn("signed_by", _("单位签字人"), width=12),
            ExportColumn("findings", _("发现问题（个）"), "count", width=12),
            ExportColumn("summary", _("总体情况"), width=40),
            ExportColumn("recorded_by", _("记录人"), width=12),
            ExportColumn("void_reason", _("作废原因"), width=20),
        ),
        queryset=_visits,
        rows=_visit_rows,
        totals=_visit_totals,
        note=_("一行是一次到校督查；作废的也列出，并写明原因。"),
        filterset_class=VisitFilter,
        page="supervision:visit-list",
        of_a_term=False,
    )
)
register_export(
    ExportSpec(
        name="visit_findings",
        label=_("督查发现的问题"),
        permission=Permission.INSPECTION_VIEW,
        columns=(
            ExportColumn("visited_on", _("督查日期"), "date", width=12),
            ExportColumn("unit_code", _("单位代码"), width=12),
            ExportColumn("unit", _("单位"), width=30),
            ExportColumn("campaign", _("督查行动"), width=26),
            ExportColumn("item", _("检查内容"), width=30),
            ExportColumn("theme", _("督查事项"), width=14, words=labels(lambda: Theme.choices)),
            ExportColumn("severity", _("问题程度"), width=10, words=labels(lambda: Severity.choices)),
            ExportColumn("immediate", _("立行立改"), "yes_no", width=10),
            ExportColumn("fact", _("事实"), width=40),
            ExportColumn("basis", _("依据"), width=30),
            ExportColumn("notice", _("整改通知书"), width=22),
        ),
        queryset=_findings,
        rows=_finding_rows,
        note=_("一行是一个问题；作废的督查记录里的不列。还没有写进通知书的，最后一栏空着。"),
        filterset_class=VisitFindingFilter,
        page="supervision:finding-list",
        of_a_term=False,
    )
)
