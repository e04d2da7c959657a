"""Aid term by term: the two of a year beside the two before them, each number with the list of its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.terms import Term
from subsidies.models import MoneyFlow
from subsidies.reports.statistics import Numbers, sums
from subsidies.rules.statistics import CALENDAR, Span

Number = Decimal | int
MEASURES: tuple[tuple[str | Promise, Callable[[Numbers], Number]], ...] = (
    (_("享受资助（人次）"), lambda numbers: numbers.times),
    (_("受助学生（人）"), lambda numbers: numbers.persons),
    (_("发放资金（元）"), lambda numbers: numbers.amount),
)


@dataclass(frozen=True, slots=True)
class Column:
    term: Term
    numbers: Numbers
    rows: str


@dataclass(frozen=True, slots=True)
class Line:
    """Of one measure: its number of each column, and how the last term differs from the one before and from a year earlier.

    A difference is None where that term brought nothing: there is nothing to compare with.
    """

    label: str
    cells: list[Number]
    from_term: Number | None
    from_year: Number | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Four terms, the oldest first."""

    terms: list[Column]

    @property
    def columns(self) -> list[Column]:
        """Those that brought something."""
        return [column for column in self.terms if column.numbers]

    def lines(self) -> list[Line]:
        return [self._line(str(label), of) for label, of in MEASURES]

    def _line(self, label: str, of: Callable[[Numbers], Number]) -> Line:
        _spring, same, before, last = (column.numbers for column in self.terms)
        changes = (of(last) - of(each) if each else None for each in (before, same))
        return Line(label, [of(column.numbers) for column in self.columns], *changes)


def comparison(year: int) -> Comparison | None:
    """None where the year's terms brought nothing."""
    found = [_column(term) for each in (year - 1, year) for term in Span(CALENDAR, each).terms]
    return Comparison(found) if any(column.numbers for column in found[2:]) else None


def _column(term: Term) -> Column:
    span = Span(CALENDAR, term.year)
    numbers = sums(span, MoneyFlow.objects.within(span).filter(term=str(term)))
    return Column(term, numbers, rows("subsidies:flow-list", span=term.year, term=str(term)))
