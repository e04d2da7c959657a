"""The ladder of dropout control: who acts next and by when; how many school days a child has missed (domain.md 6.4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from supervision.dropout_choices import ParameterCode, Rung

LADDER = (Rung.SCHOOL, Rung.TOWN, Rung.COUNTY, Rung.LAW)
DUE = {
    Rung.SCHOOL: ParameterCode.SCHOOL_DUE,
    Rung.TOWN: ParameterCode.TOWN_DUE,
    Rung.COUNTY: ParameterCode.COUNTY_DUE,
    Rung.LAW: ParameterCode.LAW_DUE,
}


@dataclass(frozen=True, slots=True)
class Next:
    """The rung that comes next and its last day."""

    rung: Rung
    due_on: date

    def days_late(self, today: date) -> int:
        return max(0, (today - self.due_on).days)


def rung_after(reached: str) -> Rung | None:
    """The first where none was reached; none after the last."""
    place = LADDER.index(Rung(reached)) + 1 if reached else 0
    return LADDER[place] if place < len(LADDER) else None


def next_step(reached: str, reached_on: date, days: Mapping[str, int]) -> Next | None:
    rung = rung_after(reached)
    return Next(rung, reached_on + timedelta(days[DUE[rung]])) if rung else None


def missed_days(first: date, last: date, is_school_day: Callable[[date], bool]) -> int:
    """School days from `first` to `last`, both included; none where the child is back before the first."""
    return sum(is_school_day(first + timedelta(number)) for number in range((last - first).days + 1))


def first_day_of(days: int, last: date, is_school_day: Callable[[date], bool]) -> date:
    """The latest first day from which `days` school days have been missed by the end of `last`."""
    day = last
    while (days := days - is_school_day(day)) > 0:
        day -= timedelta(1)
    return day
