"""Working days by the editable holiday table: make-up days count, public holidays do not, a day not listed follows the week.

The day that something starts is not counted (Civil Code, article 201); five working days from a Friday end on the next Friday.
A year without a single row in the table is refused: its holidays are not known, and a deadline must not be a guess.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import count, islice

from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.models import Holiday

SATURDAY = 5
# Every year has more working days than this: enough years are read at once to reach the end.
FEWEST_A_YEAR = 240


class WorkCalendar:
    """The holiday table as it was read; one reading serves a whole list of deadlines."""

    def __init__(self, listed: Mapping[date, bool]) -> None:
        self.listed = listed
        self.years = {day.year for day in listed}

    @classmethod
    def of(cls, years: Iterable[int]) -> "WorkCalendar":
        """One query, whatever the number of years; those without a table are met when a day of theirs is asked for."""
        return cls(dict(Holiday.objects.filter(day__year__in=set(years)).order_by("day").values_list("day", "is_working")))

    @classmethod
    def between(cls, first: date, last: date) -> "WorkCalendar":
        return cls.of(range(first.year, last.year + 1))

    def is_working(self, day: date) -> bool:
        if day.year not in self.years:
            raise Refused(
                _("还没有%(year)s年的节假日和调休安排，无法按工作日计算。请系统管理员在“节假日”中录入%(year)s年的安排后再办理。")
                % {"year": day.year},
                code="no_holiday_table",
            )
        return self.listed.get(day, day.weekday() < SATURDAY)

    def add_working_days(self, start: date, days: int) -> date:
        """The last day of a period of `days` working days; nought ends on the day itself, working or not (立行立改)."""
        if days < 0:
            raise ValueError(days)
        later = (start + timedelta(number) for number in count(1))
        return next(islice(filter(self.is_working, later), days - 1, None)) if days else start

    def working_days_between(self, a: date, b: date) -> int:
        """How many working days lie after `a`, up to and with `b`; none where `b` is not later."""
        return sum(self.is_working(a + timedelta(number)) for number in range(1, (b - a).days + 1))


def is_working(day: date) -> bool:
    return WorkCalendar.between(day, day).is_working(day)


def add_working_days(start: date, days: int) -> date:
    return WorkCalendar.of(range(start.year, start.year + days // FEWEST_A_YEAR + 2)).add_working_days(start, days)


def add_days(start: date, days: int, *, working: bool) -> date:
    """The end of a period that is counted in working days or in days of the calendar."""
    return add_working_days(start, days) if working else start + timedelta(days)


def working_days_between(a: date, b: date) -> int:
    return WorkCalendar.between(a, b).working_days_between(a, b)
