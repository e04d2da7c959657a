"""Who acts next and by when; how many school days are missed, and since when that many."""

from datetime import date

import pytest

from supervision.dropout_choices import DEFAULT_DAYS, Rung
from supervision.rules.dropouts import first_day_of, missed_days, next_step, rung_after

DAYS = {str(code): days for code, days in DEFAULT_DAYS.items()}
MONDAY = date(2022, 10, 10)


def weekday(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("reached", "rung", "due_on"),
    [("", Rung.SCHOOL, date(2022, 10, 11)), ("school", Rung.TOWN, date(2022, 10, 18)), ("town", Rung.COUNTY, date(2022, 10, 23)),
     ("county", Rung.LAW, date(2022, 11, 7))],
)  # fmt: skip
def test_each_rung_follows_the_one_before_within_its_days(reached: str, rung: Rung, due_on: date) -> None:
    found = next_step(reached, date(2022, 10, 8), DAYS)
    assert (found.rung, found.due_on) == (rung, due_on)
    assert (found.days_late(due_on), found.days_late(date(2022, 11, 10))) == (0, (date(2022, 11, 10) - due_on).days)


def test_nothing_follows_the_law() -> None:
    assert rung_after(Rung.LAW) is None
    assert next_step(Rung.LAW, MONDAY, DAYS) is None


@pytest.mark.parametrize(
    ("last", "missed"),
    [(MONDAY, 1), (date(2022, 10, 14), 5), (date(2022, 10, 16), 5), (date(2022, 10, 17), 6), (date(2022, 10, 9), 0)],
)
def test_the_first_and_the_last_day_are_missed_and_weekends_are_not(last: date, missed: int) -> None:
    assert missed_days(MONDAY, last, weekday) == missed


@pytest.mark.parametrize("days", [1, 3, 5, 6, 10])
def test_since_that_day_exactly_so_many_are_missed_and_a_day_later_one_fewer(days: int) -> None:
    for last in (date(2022, 10, 21), date(2022, 10, 23)):
        first = first_day_of(days, last, weekday)
        assert weekday(first)
        assert missed_days(first, last, weekday) == days
        assert missed_days(date.fromordinal(first.toordinal() + 1), last, weekday) == days - 1
