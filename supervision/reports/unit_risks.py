"""Each unit's risk score of a day with its reasons; the weight that it has in a draw."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.models import OrgUnit
from subsidies.models import AuditHit
from supervision.choices import OUTSIDE, NoticeStatus, Theme
from supervision.models import Campaign, Problem, Visit, VisitFinding
from supervision.rules.risks import Facts, Finding, Risk, risk_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be drawn: `group` is the town whose bounds it counts towards."""

    unit: OrgUnit
    group: str
    weight: int
    reasons: list[str]


def population(units: QuerySet[OrgUnit], *, types: Iterable[str] = (), but: Campaign | None = None) -> list[Candidate]:
    """Those of `units`, of these school types only, that are not in the campaign yet."""
    units = units.filter(school_type__in=list(types)) if types else units
    if but is not None:
        units = units.exclude(pk__in=but.units.values("unit"))
    found = list(units.select_related("parent__parent").order_by("path"))
    risks = risks_of(found, timezone.localdate())
    return [Candidate(unit, group_of(unit), risks[unit.pk].score, words_of(risks[unit.pk])) for unit in found]


def words_of(risk: Risk) -> list[str]:
    return [_("%(reason)s %(points)s分") % {"reason": each.sentence, "points": each.points} for each in risk.reasons]


def group_of(unit: OrgUnit) -> str:
    """The town or direct unit above a school, above a teaching point that of its school."""
    above = unit.parent
    while above is not None and above.is_school:
        above = above.parent
    return above.name if unit.is_school and above else unit.get_kind_display()


def risks_of(units: Iterable[OrgUnit], day: date) -> dict[int, Risk]:
    """By unit; five queries whatever their number."""
    keys = [unit.pk for unit in units]
    findings, hits, visits = _findings(keys), _audit_hits(keys), _last_visits(keys)
    return {key: risk_of(Facts(findings[key], hits.get(key, 0), visits.get(key)), day) for key in keys}


def _findings(keys: list[int]) -> dict[int, list[Finding]]:
    """What visits found, with what became of it, and what notices hold besides."""
    told: dict[int, list[Finding]] = defaultdict(list)
    seen = VisitFinding.objects.standing().filter(visit__unit__in=keys).select_related("visit", "item", "problem__notice")
    for each in seen.order_by("pk"):
        told[each.visit.unit_id].append(_finding(each))
    others = Problem.objects.filter(finding=None, notice__unit__in=keys, notice__status__in=OUTSIDE)
    for problem in others.exclude(notice__status=NoticeStatus.VOIDED).select_related("notice").order_by("pk"):
        food, found_on = problem.notice.theme == Theme.FOOD, problem.notice.issued_on
        told[problem.notice.unit_id].append(Finding("", problem.severity, food, found_on, problem.due_on, _closed(problem)))
    return told


def _finding(each: VisitFinding) -> Finding:
    """Not taken up by a notice, it was settled on the spot as far as the portal knows."""
    problem, found_on = getattr(each, "problem", None), each.visit.visited_on
    text = each.item.text if each.item else ""
    due_on, closed_on = (problem.due_on, _closed(problem)) if problem else (None, found_on)
    return Finding(text, each.severity, each.theme == Theme.FOOD, found_on, due_on, closed_on)


def _closed(problem: Problem) -> date | None:
    return timezone.localdate(problem.closed_at) if problem.closed_at else None


def _audit_hits(keys: list[int]) -> dict[int, int]:
    standing = AuditHit.objects.standing().filter(school__in=keys)
    return dict(standing.order_by().values_list("school").annotate(number=Count("pk")))


def _last_visits(keys: list[int]) -> dict[int, date]:
    visits = Visit.objects.standing().filter(unit__in=keys)
    return dict(visits.order_by().values_list("unit").annotate(day=Max("visited_on")))
