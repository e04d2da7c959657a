"""When something is due, and what follows, simulated over a calendar year with its weekends and public holidays."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import chinese_calendar
import pytest

from aid_portal.errors import Refused
from aid_portal.working_days import WorkCalendar
from supervision.rules import deadlines
from supervision.rules.deadlines import SOON_DAYS, Rung, due_on, refuse_extension, refuse_ladder, standing, steps_on

LISTED_2022 = {
    **{day: False for day in chinese_calendar.constants.holidays if day.year == 2022},
    **{day: True for day in chinese_calendar.constants.workdays if day.year == 2022},
}
CALENDAR = WorkCalendar(LISTED_2022)
is_working = CALENDAR.is_working
LADDER = (
    Rung("before", -3), Rung("due", 0), Rung("remind", 1), Rung("urge", 4), Rung("criticise", 8), Rung("talk", 15),
    Rung("deduct", 30),
)  # fmt: skip
Clock = partial(deadlines.Clock, ladder=LADDER)


def on(month: int, day: int) -> date:
    return date(2022, month, day)


class County:
    """Clocks that a simulation runs, as the nightly task would; what happens on a day happens after its run."""

    def __init__(self, *clocks: deadlines.Clock) -> None:
        self.clocks = {clock.key: clock for clock in clocks}
        self.sent: list[tuple[str, str, str]] = []

    def run(self, day: date) -> None:
        for clock, rung in steps_on(day, self.clocks.values(), is_working):
            self.clocks[clock.key] = replace(clock, taken={**clock.taken, rung.kind: day})
            self.sent.append((f"{day:%m-%d}", str(clock.key), rung.kind))

    def stops(self, key: str, day: date) -> None:
        self.clocks[key] = replace(self.clocks[key], stopped_on=day)

    def goes_on(self, key: str) -> None:
        self.clocks[key] = replace(self.clocks[key], stopped_on=None)

    def is_extended(self, key: str, day: date, until: date) -> None:
        refuse_extension(self.clocks[key], until=until, day=day)
        self.clocks[key] = replace(self.clocks[key], due_on=until, taken={})

    def sent_to(self, key: str) -> list[tuple[str, str]]:
        return [(day, kind) for day, who, kind in self.sent if who == key]


def days_of_2022() -> Iterator[date]:
    return (on(1, 1) + timedelta(number) for number in range(365))


@pytest.fixture(scope="module")
def county() -> County:
    """A year with ten notices; the task runs twice a day, and not at all from 16 to 20 November."""
    county = County(
        Clock("ignored", on(3, 7), CALENDAR.add_working_days(on(3, 7), 10)),
        Clock("at once", on(4, 11), on(4, 11)),
        Clock("answered", on(5, 5), CALENDAR.add_working_days(on(5, 5), 10)),
        Clock("extended", on(6, 6), CALENDAR.add_working_days(on(6, 6), 10)),
        Clock("over national day", on(9, 26), on(9, 26) + timedelta(10)),
        Clock("short", on(10, 17), on(10, 19)),
        Clock("escalated in the gap", on(11, 1), CALENDAR.add_working_days(on(11, 1), 10)),
        Clock("due in the gap", on(11, 7), on(11, 18)),
        Clock("void", on(12, 1), on(12, 8), stopped_on=on(12, 2)),
        Clock("of the next year", on(12, 12), date(2023, 3, 1)),
    )
    happens: dict[date, Callable[[], None]] = {
        on(4, 12): partial(county.stops, "at once", on(4, 12)),
        on(5, 12): partial(county.stops, "answered", on(5, 12)),
        on(6, 17): partial(county.is_extended, "extended", on(6, 17), on(7, 4)),
        on(7, 4): partial(county.stops, "extended", on(7, 4)),
        on(10, 10): partial(county.stops, "over national day", on(10, 10)),
        on(10, 20): partial(county.stops, "short", on(10, 20)),
        on(11, 22): partial(county.stops, "due in the gap", on(11, 22)),
        on(12, 5): partial(county.stops, "escalated in the gap", on(12, 5)),
        on(12, 12): partial(county.goes_on, "escalated in the gap"),  # the reply was sent back
    }
    for day in days_of_2022():
        if not on(11, 16) <= day <= on(11, 20):
            county.run(day)
            county.run(day)
        happens.get(day, lambda: None)()
    return county


def test_a_year_sends_exactly_these_and_nothing_else(county: County) -> None:
    assert county.sent == [
        ("03-18", "ignored", "before"),
        ("03-21", "ignored", "due"),
        ("03-22", "ignored", "remind"),
        ("03-25", "ignored", "urge"),
        ("03-29", "ignored", "criticise"),
        ("04-06", "ignored", "talk"),
        ("04-12", "at once", "remind"),
        ("04-20", "ignored", "deduct"),
        ("06-17", "extended", "before"),
        ("07-01", "extended", "before"),
        ("07-04", "extended", "due"),
        ("09-30", "over national day", "due"),
        ("10-08", "over national day", "remind"),
        ("10-10", "over national day", "urge"),
        ("10-19", "short", "due"),
        ("10-20", "short", "remind"),
        ("11-11", "escalated in the gap", "before"),
        ("11-15", "escalated in the gap", "due"),
        ("11-15", "due in the gap", "before"),
        ("11-21", "escalated in the gap", "remind"),
        ("11-21", "due in the gap", "remind"),
        ("11-22", "due in the gap", "urge"),
        ("11-24", "escalated in the gap", "urge"),
        ("11-28", "escalated in the gap", "criticise"),
        ("12-05", "escalated in the gap", "talk"),
        ("12-20", "escalated in the gap", "deduct"),
    ]


def test_no_unit_that_has_answered_is_written_to(county: County) -> None:
    """A peer wrote to 255 units that had finished."""
    assert county.sent_to("answered") == county.sent_to("void") == []


def test_nothing_is_sent_on_a_day_of_rest(county: County) -> None:
    assert [day for day, _, _ in county.sent if not is_working(on(*map(int, day.split("-"))))] == []


def test_every_step_is_taken_once_for_each_deadline(county: County) -> None:
    for key, clock in county.clocks.items():
        kinds = [kind for _, kind in county.sent_to(str(key))]
        assert len(kinds) == len(set(kinds)) + (key == "extended")
        assert kinds[-len(clock.taken) :] == sorted(clock.taken, key=[rung.kind for rung in LADDER].index) or not kinds


def test_a_missed_step_is_made_up_and_those_that_follow_keep_their_distance(county: County) -> None:
    days = {kind: day for day, kind in county.sent_to("escalated in the gap")}
    # Planned for 16, 19 and 23 November; the first came five days late.
    assert (days["remind"], days["urge"], days["criticise"]) == ("11-21", "11-24", "11-28")


def test_a_weekend_puts_nothing_off() -> None:
    clock = Clock("x", on(3, 1), on(3, 11), taken={"remind": on(3, 14)})
    assert steps_on(on(3, 14), [clock], is_working) == []
    assert steps_on(on(3, 15), [clock], is_working) == [(clock, Rung("urge", 4))]


def test_a_step_given_out_on_the_same_day_is_not_followed_by_the_next() -> None:
    clock = Clock("x", on(3, 1), on(3, 4))
    assert [rung.kind for _, rung in steps_on(on(6, 1), [clock], is_working)] == ["remind"]
    clock = replace(clock, taken={"remind": on(6, 1)})
    assert steps_on(on(6, 1), [clock], is_working) == []
    assert [rung.kind for _, rung in steps_on(on(6, 6), [clock], is_working)] == ["urge"]


def test_a_reminder_missed_before_the_deadline_still_comes_in_time() -> None:
    clock = Clock("x", on(3, 1), on(3, 18))
    assert [rung.kind for _, rung in steps_on(on(3, 17), [clock], is_working)] == ["before"]
    assert [rung.kind for _, rung in steps_on(on(3, 18), [clock], is_working)] == ["due"]


def test_on_the_day_of_the_answer_nothing_is_sent_any_more() -> None:
    clock = Clock("x", on(3, 1), on(3, 15))
    assert len(steps_on(on(3, 16), [clock], is_working)) == 1
    assert steps_on(on(3, 16), [replace(clock, stopped_on=on(3, 16))], is_working) == []
    assert len(steps_on(on(3, 16), [replace(clock, stopped_on=on(3, 17))], is_working)) == 1


def test_a_clock_with_another_ladder() -> None:
    ladder = (Rung("due", 0), Rung("urge", 2))
    clock = Clock("x", on(3, 1), on(3, 15), ladder=ladder)
    found = {day: [rung.kind for _, rung in steps_on(on(3, day), [clock], is_working)] for day in range(12, 18)}
    assert found == {12: [], 13: [], 14: [], 15: ["due"], 16: [], 17: ["urge"]}


def test_scenario_38_is_overdue_by_one_day() -> None:
    due = due_on(on(4, 25), 10, immediate=False, add_days=CALENDAR.add_working_days)
    assert due == on(5, 11)
    assert standing(Clock("x", on(4, 25), due), on(5, 12)).words == "已逾期1天"
    assert standing(Clock("x", on(4, 25), due, stopped_on=on(5, 12)), on(8, 1)).words == "逾期1天办理"


def test_what_must_be_put_right_at_once_is_due_the_same_day() -> None:
    assert due_on(on(10, 1), 10, immediate=True, add_days=CALENDAR.add_working_days) == on(10, 1)


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        (11, "ahead", "还有4天到期"),
        (12, "soon", "还有3天到期"),
        (14, "soon", "还有1天到期"),
        (15, "today", "今天到期"),
        (16, "overdue", "已逾期1天"),
    ],
)
def test_how_a_deadline_stands_on_a_day(day: int, state: str, words: str) -> None:
    found = standing(Clock("x", on(3, 1), on(3, 15)), on(3, day))
    assert (found.state, found.words) == (state, words)
    assert SOON_DAYS == 3


def test_a_deadline_is_near_from_the_day_of_its_first_reminder_on() -> None:
    clock = Clock("x", on(3, 1), on(3, 15), ladder=(Rung("before", -5), Rung("due", 0)))
    assert [standing(clock, on(3, day)).state for day in (9, 10)] == ["ahead", "soon"]


@pytest.mark.parametrize("ladder", [(Rung("remind", 1), Rung("urge", 1)), (Rung("talk", 9), Rung("deduct", 8))])
def test_a_step_comes_after_the_one_before_it(ladder: tuple[Rung, ...]) -> None:
    refuse_ladder(LADDER)
    with pytest.raises(Refused, match="要早于"):
        refuse_ladder(ladder)


def test_what_was_answered_in_time_stays_in_time() -> None:
    assert standing(Clock("x", on(3, 1), on(3, 15), stopped_on=on(3, 15)), on(12, 1)).words == "按期办理"


def test_more_time_is_approved_before_the_deadline_only() -> None:
    clock = Clock("x", on(3, 1), on(3, 15))
    refuse_extension(clock, until=on(3, 20), day=on(3, 15))
    with pytest.raises(Refused, match="2022-03-15已过"):
        refuse_extension(clock, until=on(3, 20), day=on(3, 16))
    with pytest.raises(Refused, match="应晚于原期限2022-03-15"):
        refuse_extension(clock, until=on(3, 15), day=on(3, 10))
    with pytest.raises(Refused, match="不需要延期"):
        refuse_extension(replace(clock, stopped_on=on(3, 9)), until=on(3, 20), day=on(3, 10))


def test_a_deadline_far_ahead_asks_for_no_table_that_is_not_there_yet() -> None:
    assert steps_on(on(12, 30), [Clock("x", on(12, 12), date(2023, 3, 1))], is_working) == []
