"""Notices made through their actions, on the days of scenario 38 unless others are named."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.core.files.base import ContentFile

from aid_portal.models import OrgUnit, User
from supervision.actions import notice_drafts, notices, plans, replies
from supervision.actions.plans import Planned
from supervision.models import Plan, Problem, RectificationNotice, Reply, VisitFinding
from supervision.reports.plans import planned_problems
from supervision.reports.proposals import ProposedProblem, facts_for, proposed
from tests.factories import supervision as make

REPLIED = date(2022, 5, 10)


def facts(**said: object) -> dict[str, object]:
    return {
        **facts_for([], make.han()), "inspected": "2022年4月20日", "inspectors": "韩立群、周明", "deadline_days": 10,
        "plan_days": None, "responsible_person": "王校长", "phone": "0917-5211234", **said,
    }  # fmt: skip


def a_problem(fact: str = "资助名单未公示。", **said: object) -> ProposedProblem:
    return ProposedProblem(fact=fact, basis="《学生资助工作规定》第八条", demand="立即补行公示。", **said)


def drafted(
    unit: OrgUnit | None = None,
    problems: Sequence[ProposedProblem] | None = None,
    findings: Sequence[VisitFinding] = (),
    by: User | None = None,
    **said: object,
) -> RectificationNotice:
    problems = problems or [proposed(each) for each in findings] or [a_problem()]
    return notice_drafts.draft(unit=unit or make.the_school(), facts=facts(**said), problems=problems, by=by or make.han())


def submitted(*args: object, **said: object) -> RectificationNotice:
    return notice_drafts.submit(notice=drafted(*args, **said), by=make.han())


def issued(*args: object, on: date = make.ISSUED, **said: object) -> RectificationNotice:
    return notices.issue(notice=submitted(*args, **said), on=on, by=make.lin())


def delivered(*args: object, on: date = make.ISSUED, **said: object) -> RectificationNotice:
    notice = issued(*args, on=on, **said)
    return notices.confirm(notice=notice, on=on, by=make.an_officer(notice.unit))


def plan_sent(notice: RectificationNotice, on: date = make.ISSUED, by: User | None = None, **said: object) -> Plan:
    """A line for every problem that asks for one."""
    words = {"measure": "补行公示并存档。", "person": "王校长", "due_on": notice.due_on} | said
    lines = [Planned(problem, **words) for problem in planned_problems(notice)]
    return plans.send(notice=notice, key=uuid4(), lines=lines, on=on, by=by or make.an_officer(notice.unit))


def replied(problem: Problem, on: date = REPLIED, **said: object) -> Reply:
    words = {"measure": "补行公示。", "result": "已公示五个工作日，无异议。", "person": "王校长", "done_on": on, "key": uuid4()}
    by = said.pop("by", None) or make.an_officer(problem.notice.unit)
    return replies.send(problem=problem, **words | said, on=on, by=by)


def accepted(problem: Problem, on: date = REPLIED) -> Problem:
    replied(problem, on)
    return replies.accept(problem=problem, on=on, by=make.han())


def closed(problem: Problem, on: date = REPLIED) -> Problem:
    accepted(problem, on)
    replies.reinspect(problem=problem, passed=True, note="已整改到位。", on=on, by=make.han())
    return Problem.objects.get(pk=problem.pk)


def a_paper() -> ContentFile:
    return ContentFile(b"%PDF-1.7 ...", name="整改报告.pdf")
