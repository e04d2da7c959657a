"""The same money by calendar year, by academic year and by the day it was paid, with the difference line by line (A19)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from aid_portal.terms import AcademicYear, Term
from subsidies.models.flows import FlowQuerySet
from subsidies.rules.statistics import ACADEMIC, CALENDAR, PAID, Gap, Span, gaps
from subsidies.rules.statistics import Sum as Adds


@dataclass(frozen=True)
class Step:
    """What is taken away from the first total (`sign` −1) or added to it on the way to the second."""

    sign: int
    term: Term
    paid_in: int | None  # a calendar year, None for whenever
    numbers: Adds


@dataclass(frozen=True)
class Bridge:
    start: Span
    begins: Adds
    steps: list[Step]
    end: Span
    ends: Adds

    @property
    def gaps(self) -> list[Gap]:
        """Nothing when the steps lead from the one to the other to the head and to the fen."""
        times = self.begins.times + sum(step.sign * step.numbers.times for step in self.steps)
        amount = self.begins.amount + sum((step.sign * step.numbers.amount for step in self.steps), Decimal(0))
        return gaps(self.ends, {f"{self.start.label} ± ": Adds(times, amount)})


def bridges(year: int, flows: FlowQuerySet) -> list[Bridge]:
    """From the calendar year to the academic year that ends in it, to the one that begins in it, and to the year's payments."""
    found = _by_term_and_year(flows)
    return [
        _to_academic(AcademicYear(year - 1), year, found, flows),
        _to_academic(AcademicYear(year), year, found, flows),
        _to_paid(year, found, flows),
    ]


def _by_term_and_year(flows: FlowQuerySet) -> dict[tuple[Term, int], Adds]:
    placed = flows.order_by().values("term_id", year=ExtractYear("moved_on")).annotate(times=Sum("head"), money=Sum("amount"))
    return {(Term.parse(row["term_id"]), row["year"]): Adds(row["times"], row["money"]) for row in placed}


def _to_academic(academic: AcademicYear, year: int, found: dict, flows: FlowQuerySet) -> Bridge:
    calendar, end = Span(CALENDAR, year), Span(ACADEMIC, academic.first)
    steps = [Step(-1, term, None, _of_term(found, term)) for term in calendar.terms if term not in end.terms]
    steps += [Step(1, term, None, _of_term(found, term)) for term in end.terms if term not in calendar.terms]
    return Bridge(calendar, _total(calendar, flows), steps, end, _total(end, flows))


def _to_paid(year: int, found: dict, flows: FlowQuerySet) -> Bridge:
    calendar, end = Span(CALENDAR, year), Span(PAID, year)
    steps = []
    for (term, paid_in), numbers in sorted(found.items()):
        if term.year == year and paid_in != year:
            steps.append(Step(-1, term, paid_in, numbers))
        if term.year != year and paid_in == year:
            steps.append(Step(1, term, paid_in, numbers))
    return Bridge(calendar, _total(calendar, flows), steps, end, _total(end, flows))


def _of_term(found: dict, term: Term) -> Adds:
    numbers = [each for (of, _year), each in found.items() if of == term]
    return Adds(sum(each.times for each in numbers), sum((each.amount for each in numbers), Decimal(0)))


def _total(span: Span, flows: FlowQuerySet) -> Adds:
    """Asked anew, not out of the steps: the two must meet."""
    numbers = flows.within(span).order_by().aggregate(times=Sum("head"), money=Sum("amount"))
    return Adds(numbers["times"] or 0, numbers["money"] or Decimal(0))
