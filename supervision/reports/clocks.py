"""How notices stand on a day: a clock for each deadline of a notice, read from its problems, replies and steps."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.utils import timezone

from supervision.choices import RECTIFYING, NoticeStatus, StepStatus
from supervision.models import Problem, RectificationNotice, Step
from supervision.rules.deadlines import Clock, Standing, State, standing

RUNNING = (NoticeStatus.ISSUED, NoticeStatus.DELIVERED, NoticeStatus.CLOSED)
GRAVITY = (State.IN_TIME, State.LATE, State.AHEAD, State.SOON, State.TODAY, State.OVERDUE)


def clocks_of(notice: RectificationNotice) -> list[Clock]:
    """One a deadline, since 立行立改 has an earlier one; none before issue and when void. Of `with_clocks()` it costs none."""
    if notice.status not in RUNNING:
        return []
    by_deadline = groupby(sorted(notice.problems.all(), key=attrgetter("due_on")), key=attrgetter("due_on"))
    return [*_of_plan(notice), *(_clock(notice, due_on, list(problems)) for due_on, problems in by_deadline)]


def standing_of(notice: RectificationNotice, day: date) -> Standing | None:
    """The gravest of its deadlines speaks for the notice."""
    found = [standing(clock, day) for clock in clocks_of(notice)]
    return max(found, key=_gravity, default=None)


def standing_of_problem(problem: Problem, notice: RectificationNotice, day: date) -> Standing | None:
    return standing(_clock(notice, problem.due_on, [problem]), day) if notice.status in RUNNING else None


def clock_of_notice(notice: RectificationNotice) -> Clock:
    """By the deadline of the notice itself: stopped only when nothing at all is owed."""
    return _clock(notice, notice.due_on, list(notice.problems.all()))


def running(notice: RectificationNotice) -> list[Clock]:
    """Deadlines of which a further step may follow: nothing waits for a person to send it."""
    waiting = {step.due_on for step in notice.steps.all() if step.status == StepStatus.PREPARED}
    return [clock for clock in clocks_of(notice) if clock.stopped_on is None and clock.due_on not in waiting]


def _of_plan(notice: RectificationNotice) -> list[Clock]:
    """While it is owed: once it was sent, the deadlines of the problems speak."""
    left = any(problem.owed and not problem.immediate for problem in notice.problems.all())
    if notice.status not in RECTIFYING or not notice.owes_plan or not left:
        return []
    return [replace(_begun(notice, notice.plan_due_on), plan=True)]


def _clock(notice: RectificationNotice, due_on: date, problems: list[Problem]) -> Clock:
    return replace(_begun(notice, due_on), stopped_on=_stopped_on(problems))


def _begun(notice: RectificationNotice, due_on: date) -> Clock:
    """By the ladder that the notice was issued under."""
    taken = {step.kind: _taken_on(step) for step in notice.steps.all() if step.due_on == due_on}
    return Clock(notice.pk, notice.issued_on, due_on, taken=taken, ladder=notice.standard.ladder)


def _stopped_on(problems: Iterable[Problem]) -> date | None:
    """The day of the last reply, where every problem has one that stands."""
    if any(problem.owed for problem in problems):
        return None
    return max(timezone.localdate(reply.made_at) for problem in problems for reply in problem.replies.all())


def _taken_on(step: Step) -> date:
    return timezone.localdate(step.sent_at) if step.sent_at else step.day


def _gravity(found: Standing) -> tuple[int, int]:
    ahead = found.state in (State.AHEAD, State.SOON)
    return GRAVITY.index(found.state), -found.days if ahead else found.days
