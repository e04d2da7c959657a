"""When something is due, how it stands on a day, and what follows a deadline, step by step (domain.md 8.4).

Nothing here knows a calendar: whether people work on a day is asked of `is_working` (aid_portal/working_days.py).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, pairwise

from aid_portal.errors import Refused
from supervision.choices import REMINDERS, StepKind

IsWorking = Callable[[date], bool]
SOON_DAYS = 3
# Holidays with their bridging weekends have been nine days long.
LONGEST_REST = timedelta(14)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder; `after` is counted in days of the calendar from the deadline, before it below nought."""

    kind: str
    after: int


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline of a notice or of a problem.

    `stopped_on`: the unit owes nothing since that day: everything is replied to, closed or void; a reply sent back sets the
    clock going again. `taken`: when each step of this very deadline was taken; those of a deadline before an extension are
    not among them. `plan`: of the plan, which is only reminded of, since what is graver follows the report. `ladder`: what
    follows it, in the order of days.
    """

    key: object
    issued_on: date
    due_on: date
    stopped_on: date | None = None
    taken: Mapping[str, date] = field(default_factory=dict)
    plan: bool = False
    ladder: tuple[Rung, ...] = ()

    @property
    def soon_days(self) -> int:
        """From how many days ahead on it is near: those of the first reminder."""
        return max((-rung.after for rung in self.ladder), default=SOON_DAYS)


class State(StrEnum):
    AHEAD = "ahead"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"


WORDS = {
    State.AHEAD: "还有{days}天到期",
    State.SOON: "还有{days}天到期",
    State.TODAY: "今天到期",
    State.OVERDUE: "已逾期{days}天",
    State.IN_TIME: "按期办理",
    State.LATE: "逾期{days}天办理",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """`days` of the calendar until the deadline, or beyond it; `plan` where it is that of the plan."""

    state: State
    days: int
    plan: bool = False

    @property
    def words(self) -> str:
        return ("方案" if self.plan else "") + WORDS[self.state].format(days=self.days)


def due_on(start: date, days: int, *, immediate: bool, add_days: Callable[[date, int], date]) -> date:
    """The deadline of what was demanded on `start`: the same day where it must be put right at once (立行立改).

    `add_days` counts the kind of days that the notice states. A deadline in days of the calendar that falls on a holiday stays
    there (待核定: the Civil Code, article 203, would move it to the next working day).
    """
    return start if immediate else add_days(start, days)


def standing(clock: Clock, day: date) -> Standing:
    late = ((clock.stopped_on or day) - clock.due_on).days
    if clock.stopped_on:
        return Standing(State.LATE if late > 0 else State.IN_TIME, max(late, 0), clock.plan)
    if late >= 0:
        return Standing(State.OVERDUE if late else State.TODAY, late, clock.plan)
    return Standing(State.SOON if -late <= clock.soon_days else State.AHEAD, -late, clock.plan)


def refuse_extension(clock: Clock, *, until: date, day: date) -> None:
    """More time is approved while the deadline lasts, its own day included, and only to a later day."""
    if clock.stopped_on:
        raise Refused("整改已经报送或销号，不需要延期。", code="nothing_owed")
    if day > clock.due_on:
        raise Refused(f"整改期限{clock.due_on:%Y-%m-%d}已过，不能再批准延期；请按逾期办理。", code="too_late")
    if until <= clock.due_on:
        raise Refused(f"延期后的期限应晚于原期限{clock.due_on:%Y-%m-%d}，请重新选择日期。", code="not_later")


def refuse_ladder(ladder: Iterable[Rung]) -> None:
    """Each step leaves time to act upon the one before it."""
    for before, after in pairwise(ladder):
        if before.after >= after.after:
            words = StepKind(before.kind).label, StepKind(after.kind).label
            raise Refused("“{}”要早于“{}”，请核对天数。".format(*words), code="steps_out_of_order")


def steps_on(day: date, clocks: Iterable[Clock], is_working: IsWorking) -> list[tuple[Clock, Rung]]:
    """What is to be taken on `day`, at most one step a clock. A day of rest takes none: a reminder comes before it instead,
    a step after it.

    Days on which nothing ran are made up for. A reminder before the deadline holds until the deadline, and the later one says
    what an earlier one would have said; steps after it are never left out, and one that comes late puts off those that follow
    by as much, so that a unit keeps its time to act.
    """
    if not is_working(day):
        return []
    found = ((clock, _step(day, clock, is_working, _rungs(clock))) for clock in clocks if not _stopped(clock, day))
    return [(clock, rung) for clock, rung in found if rung]


def _rungs(clock: Clock) -> tuple[Rung, ...]:
    return tuple(rung for rung in clock.ladder if rung.kind in REMINDERS) if clock.plan else clock.ladder


def _stopped(clock: Clock, day: date) -> bool:
    return clock.stopped_on is not None and clock.stopped_on <= day


def _step(day: date, clock: Clock, is_working: IsWorking, ladder: tuple[Rung, ...]) -> Rung | None:
    if day <= clock.due_on:
        come = [rung for rung in ladder if rung.after <= 0 and _comes_between(clock, rung, day, is_working)]
        return next((rung for rung in come[-1:] if rung.kind not in clock.taken), None)
    return _escalation(day, clock, is_working, ladder)


def _comes_between(clock: Clock, rung: Rung, day: date, is_working: IsWorking) -> bool:
    """Its day came after the day of issue, which needs no reminder, and has come by `day`."""
    planned = clock.due_on + timedelta(rung.after)
    return _has_come(planned, day, is_working) and not _has_come(planned, clock.issued_on, is_working)


def _has_come(planned: date, day: date, is_working: IsWorking) -> bool:
    """Also where only days of rest lie between; days far ahead, whose year may have no table yet, are not asked for."""
    if planned - day > LONGEST_REST:
        return False
    return not any(map(is_working, _days(day, planned)))


def _escalation(day: date, clock: Clock, is_working: IsWorking, ladder: tuple[Rung, ...]) -> Rung | None:
    put_off = timedelta(0)
    for rung in ladder:
        if rung.after <= 0:
            continue
        planned = clock.due_on + timedelta(rung.after) + put_off
        taken = clock.taken.get(rung.kind)
        if taken is None:
            return rung if planned <= day else None
        first = next(filter(is_working, (planned + timedelta(number) for number in count())))
        put_off += max(taken - first, timedelta(0))
    return None


def _days(after: date, until: date) -> Iterator[date]:
    return (after + timedelta(number) for number in range(1, (until - after).days + 1))
