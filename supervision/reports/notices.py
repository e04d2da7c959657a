"""Sums of notices, gaps in their numbers, and the board of what is overdue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from aid_portal.errors import Refused
from aid_portal.working_days import WorkCalendar
from supervision.choices import OWED, RECTIFYING, NoticeStatus, StepStatus
from supervision.models import IssueWord, RectificationNotice, Step, WordYear
from supervision.models.notices import NoticeQuerySet
from supervision.reports.clocks import clocks_of
from supervision.rules.deadlines import Clock, standing, steps_on

LOOK_AHEAD = 60


@dataclass(frozen=True, slots=True)
class NoticeSums:
    """Problems are those of numbered notices that are not void."""

    numbered: int
    rectifying: int
    overdue: int
    closed: int
    voided: int
    problem_count: int
    closed_count: int


def notice_sums(notices: QuerySet[RectificationNotice], day: date) -> NoticeSums:
    keys = notices.order_by().values("pk")
    found = RectificationNotice.objects.filter(pk__in=keys)
    counted = found.aggregate(
        numbered=Count("pk", filter=Q(number__isnull=False)),
        rectifying=Count("pk", filter=Q(status__in=RECTIFYING)),
        closed=Count("pk", filter=Q(status=NoticeStatus.CLOSED)),
        voided=Count("pk", filter=Q(status=NoticeStatus.VOIDED)),
    )
    standing_ones = found.numbered().exclude(status=NoticeStatus.VOIDED)
    problems = standing_ones.aggregate(
        problem_count=Count("problems"), closed_count=Count("problems", filter=Q(problems__closed_at__isnull=False))
    )
    return NoticeSums(**counted, **problems, overdue=found.overdue_on(day).count())


@dataclass(frozen=True, slots=True)
class Sequence:
    """The numbers of a word in a year. `missing` stays empty as long as the database keeps its promise."""

    word: IssueWord
    year: int
    paper: int
    last: int
    voided: list[RectificationNotice]
    missing: list[int]


def sequences() -> list[Sequence]:
    """The newest year first; also years of which only the last number on paper is known."""
    paper = {(each.word_id, each.year): each.last_on_paper for each in WordYear.objects.order_by("pk")}
    given: dict[tuple[int, int], list[RectificationNotice]] = {}
    for notice in RectificationNotice.objects.numbered().select_related("word").order_by("number"):
        given.setdefault((notice.word_id, notice.year), []).append(notice)
    words = {word.pk: word for word in IssueWord.objects.order_by("pk")}
    keys = sorted({*paper, *given}, key=lambda key: (-key[1], key[0]))
    return [_sequence(words[word], year, paper.get((word, year), 0), given.get((word, year), [])) for word, year in keys]


def _sequence(word: IssueWord, year: int, paper: int, notices: list[RectificationNotice]) -> Sequence:
    numbers = {notice.number for notice in notices}
    last = max(numbers, default=paper)
    missing = [number for number in range(paper + 1, last + 1) if number not in numbers]
    voided = [notice for notice in notices if notice.status == NoticeStatus.VOIDED]
    return Sequence(word, year, paper, last, voided, missing)


@dataclass(frozen=True, slots=True)
class Lapse:
    """One deadline that has passed: how far it has come and what follows when."""

    due_on: date
    days: int
    plan: bool
    problems: int
    reached: Step | None
    waiting: Step | None
    following: tuple[str, date] | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """A notice with each of its deadlines that has passed, the earliest first."""

    notice: RectificationNotice
    lapses: list[Lapse]


def overdue_board(notices: NoticeQuerySet, day: date) -> list[Overdue]:
    """The longest overdue first, each notice once."""
    late = notices.overdue_on(day).for_list().with_clocks().order_by("pk")
    first = min((notice.issued_on for notice in late), default=day)
    calendar = WorkCalendar.of(range(first.year, day.year + 2))
    found = [Overdue(notice, list(_lapses(notice, day, calendar))) for notice in late]
    return sorted(found, key=lambda each: (-each.lapses[0].days, each.notice.pk))


def _lapses(notice: RectificationNotice, day: date, calendar: WorkCalendar) -> Iterator[Lapse]:
    for clock in clocks_of(notice):
        if clock.stopped_on or clock.due_on >= day:
            continue
        steps = sorted((step for step in notice.steps.all() if step.due_on == clock.due_on), key=lambda step: step.pk)
        sent = [step for step in steps if step.status == StepStatus.SENT]
        waiting = next((step for step in steps if step.status == StepStatus.PREPARED), None)
        owed = sum(problem.due_on == clock.due_on and problem.status in OWED for problem in notice.problems.all())
        following = None if waiting else _following(clock, day, calendar)
        days = standing(clock, day).days
        yield Lapse(clock.due_on, days, clock.plan, owed, sent[-1] if sent else None, waiting, following)


def _following(clock: Clock, day: date, calendar: WorkCalendar) -> tuple[str, date] | None:
    """None after the last step, and where the table of holidays ends."""
    try:
        for later in (day + timedelta(number) for number in range(LOOK_AHEAD)):
            for _clock, rung in steps_on(later, [clock], calendar.is_working):
                return rung.kind, later
    except Refused:
        return None
    return None
