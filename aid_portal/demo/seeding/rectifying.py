"""One visit and what follows: findings, notice, plan, reply, review, re-inspection, closing."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _

from aid_portal.choices import OrgKind, Role
from aid_portal.demo.inspections import COPIES, MEASURES, PHONE, RESULTS, SEEN
from aid_portal.demo.seeding.people import APPROVER, CLERK, SECOND_REVIEWER, named
from aid_portal.models import OrgUnit, RoleAssignment, User
from supervision.actions import notice_drafts, notices, plans, replies, visits
from supervision.actions.plans import Planned
from supervision.actions.visits import Found, Seen
from supervision.choices import OUTSIDE, Answer, NoticeStatus, Theme
from supervision.models import Campaign, ChecklistItem, Plan, Problem, RectificationNotice, Visit, VisitFinding
from supervision.reports.plans import planned_problems
from supervision.reports.proposals import ProposedProblem, facts_for, proposed

INSPECTOR = "han"
ISSUED_AFTER, ANSWERED_AFTER = timedelta(5), timedelta(7)
LATE, SENT_BACK = 9, 4  # every ninth answers after its deadline, every fourth has to answer twice


def visit(campaign: Campaign, unit: OrgUnit, day: date, *, wrong: int, serial: int) -> RectificationNotice | None:
    """`wrong` problems, and for them a notice that goes its whole way; every item is looked at."""
    made = recorded(campaign, unit, day, wrong, serial)
    findings = list(made.findings.order_by("position").select_related("item__checklist", "visit"))
    if not findings or campaign.notices.filter(unit=unit).exists():
        return None
    notice = issue(unit, findings, _weekday(day + ISSUED_AFTER))
    planned(notice, notice.delivered_on)
    for problem in notice.problems.order_by("position"):
        _put_right(problem, notice, serial)
    return notice


def draft(
    unit: OrgUnit, findings: list[VisitFinding], besides: Sequence[ProposedProblem] = (), **facts: object
) -> RectificationNotice:
    han = named(INSPECTOR)
    habits = {"phone": PHONE, "copies": COPIES, "responsible_person": _("主要负责人")}
    problems = [*(proposed(each) for each in findings), *besides]
    return notice_drafts.draft(unit=unit, facts=facts_for(findings, han) | habits | facts, problems=problems, by=han)


def issue(unit: OrgUnit, findings: list[VisitFinding], day: date, **facts: object) -> RectificationNotice:
    submitted = notice_drafts.submit(notice=draft(unit, findings, **facts), by=named(INSPECTOR))
    signed = notices.issue(notice=submitted, on=day, by=named(APPROVER))
    return notices.confirm(notice=signed, on=day + timedelta(1), by=officer_of(unit))


def plan(notice: RectificationNotice, day: date, measure: str = "") -> Plan | None:
    """None where none is asked for, since everything is to be put right at once."""
    if not notice.owes_plan:
        return None
    words = {"measure": measure or MEASURES[notice.pk % len(MEASURES)], "person": _("主要负责人")}
    lines = [Planned(problem, due_on=notice.due_on, **words) for problem in planned_problems(notice)]
    key = uuid5(NAMESPACE_URL, f"{notice.pk}/plan/{notice.plans.count()}")
    return plans.send(notice=notice, key=key, lines=lines, on=day, by=officer_of(notice.unit))


def planned(notice: RectificationNotice, day: date) -> None:
    """Sent and let pass on the same day."""
    if sent := plan(notice, day):
        plans.accept(plan=sent, on=day, by=named(INSPECTOR))


def officer_of(unit: OrgUnit) -> User:
    """Who answers for the unit in the portal; where nobody has an account, the county's clerk enters it from paper."""
    above = unit.parent if unit.kind == OrgKind.SCHOOL and unit.parent.is_school else unit
    roles = [Role.SCHOOL_OFFICER, Role.CENTRAL_OFFICER]
    held = RoleAssignment.objects.filter(unit__in=[unit, above], role__in=roles).select_related("user").order_by("pk").first()
    return held.user if held else named(CLERK)


def told() -> str:
    issued = [status for status in OUTSIDE if status != NoticeStatus.VOIDED]
    numbers = RectificationNotice.objects.filter(status__in=issued, year=2022)
    food = numbers.filter(theme=Theme.FOOD).count()
    return _("督查整改通知书%(others)s份，食品安全整改通知书%(food)s份") % {"others": numbers.count() - food, "food": food}


def recorded(campaign: Campaign, unit: OrgUnit, day: date, wrong: int, serial: int) -> Visit:
    """Every item is looked at; `wrong` of them have a problem, others from one `serial` to the next."""
    items = list(ChecklistItem.objects.filter(checklist__campaigns=campaign, retired_on=None).order_by("checklist", "position"))
    known = [item for item in items if item.text in SEEN]
    bad = [known[(serial * 2 + step) % len(known)] for step in range(wrong)]
    seen = [Seen(item, Answer.PROBLEM if item in bad else Answer.OK) for item in items]
    facts = {
        "visited_on": day, "inspectors": named(INSPECTOR).name, "people_met": _("主要负责人、资助专干"), "summary": "",
        "signed_by": _("主要负责人"),
    }  # fmt: skip
    key = uuid5(NAMESPACE_URL, f"{campaign.pk}/{unit.code}")  # a repeated seed finds its own visit
    found = [Found(SEEN[item.text], item) for item in bad]
    return visits.record(key=key, campaign=campaign, unit=unit, facts=facts, seen=seen, found=found, by=named(INSPECTOR))


def _put_right(problem: Problem, notice: RectificationNotice, serial: int) -> None:
    """Sent back once here and there, late now and then, closed in the end by somebody else."""
    day = notice.due_on + timedelta(3) if serial % LATE == LATE - 1 else min(notice.issued_on + ANSWERED_AFTER, notice.due_on)
    if serial % SENT_BACK == SENT_BACK - 1:
        _answer(problem, day - timedelta(2), RESULTS[0])
        replies.send_back(problem=problem, note=_("请补充佐证，说明完成时间。"), on=day - timedelta(1), by=named(INSPECTOR))
    _answer(problem, day, RESULTS[serial % len(RESULTS)])
    replies.accept(problem=problem, on=day + timedelta(1), by=named(INSPECTOR))
    note, looked_on = _("现场查看，整改属实。"), day + timedelta(2)
    replies.reinspect(problem=problem, passed=True, note=note, on=looked_on, by=named(SECOND_REVIEWER))


def _answer(problem: Problem, day: date, result: str) -> None:
    key = uuid5(NAMESPACE_URL, f"{problem.pk}/{problem.replies.count()}")
    words = {"measure": MEASURES[problem.pk % len(MEASURES)], "result": result, "person": _("主要负责人")}
    replies.send(problem=problem, key=key, **words, done_on=day, on=day, by=officer_of(problem.notice.unit))


def _weekday(day: date) -> date:
    """An office signs nothing on Saturday and Sunday."""
    return day + timedelta(7 - day.weekday()) if day.weekday() > 4 else day
