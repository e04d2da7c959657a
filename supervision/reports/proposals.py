"""What a draft begins with: facts taken from the visits, problems from the findings, habits from the drafter's last notice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import OrgUnit, User
from supervision.choices import DeadlineKind, Severity, Theme
from supervision.models import NoticeStandard, Problem, RectificationNotice, VisitFinding
from supervision.rules import notice_drafts

HABITS = ("contact", "phone", "report_to", "copies")


@dataclass(frozen=True, slots=True)
class ProposedProblem:
    """One problem as the drafter words it."""

    fact: str
    basis: str
    demand: str
    severity: str = Severity.MINOR
    evidence: str = ""
    immediate: bool = False
    responsible_unit: str = ""
    responsible_person: str = ""
    finding: VisitFinding | None = None


def open_findings(user: User, unit: OrgUnit) -> list[VisitFinding]:
    """Of visits that stand, not in any notice; the newest visit first."""
    found = VisitFinding.objects.visible_to(user).standing().filter(visit__unit=unit, problem=None).for_list()
    return list(found.order_by("-visit__visited_on", "-visit_id", "position"))


def facts_for(findings: Sequence[VisitFinding], by: User) -> dict[str, object]:
    """The theme is that of the first finding: a notice has one word, and the word follows from the theme."""
    theme = Theme(findings[0].theme) if findings else Theme.AID
    standard = NoticeStandard.objects.on(timezone.localdate())
    days = notice_drafts.days_for((finding.severity for finding in findings), standard.days)
    visits = {finding.visit_id: finding.visit for finding in findings}.values()
    visited = sorted({visit.visited_on for visit in visits})
    return {
        "theme": theme,
        "title": notice_drafts.title_for(str(theme.label)),
        "inspected": _("、").join(figures.long_day(day) for day in visited),
        "inspectors": _("、").join(dict.fromkeys(visit.inspectors for visit in visits)),
        "matters": str(theme.label),
        "demands": notice_drafts.DEMANDS,
        "deadline_kind": DeadlineKind.WORKING,
        "deadline_days": days,
        "plan_days": notice_drafts.plan_days_for(standard.plan_days, days),
        **_habits(by),
    }


def proposed(finding: VisitFinding) -> ProposedProblem:
    item = finding.item
    return ProposedProblem(
        fact=finding.fact,
        basis=finding.basis or (item.basis if item else ""),
        demand=notice_drafts.demand_for(item.standard if item else "", item.evidence if item else ""),
        severity=finding.severity,
        immediate=finding.immediate,
        finding=finding,
    )


def as_proposed(problem: Problem) -> ProposedProblem:
    return ProposedProblem(**{each.name: getattr(problem, each.name) for each in fields(ProposedProblem)})


def _habits(by: User) -> Mapping[str, str]:
    last = RectificationNotice.objects.filter(drafted_by=by).order_by("-pk").first()
    if last:
        return {name: getattr(last, name) for name in HABITS}
    return {"contact": by.name, "phone": "", "report_to": notice_drafts.REPORT_TO, "copies": ""}
