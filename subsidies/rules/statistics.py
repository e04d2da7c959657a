"""Of which year a table speaks, and when two ways of adding it up agree (domain.md 11.1)."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.terms import AUTUMN, SPRING, AcademicYear, Term

CALENDAR, ACADEMIC, PAID, TERM = "calendar", "academic", "paid", "term"
# Under which stage money stands: a programme may name one that no school of the county has.
HIGHER = "higher"
REPORT_STAGES = [*SchoolStage.choices, (HIGHER, _("高等教育"))]

_YEAR = re.compile(r"([0-9]{4})")
_TERM = re.compile(r"[0-9]{4}[SAsa]")
_PAID = re.compile(r"paid-([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Span:
    """2022: the entitlement terms of a calendar year; 2021-2022: of an academic year; 2022A: one; paid-2022: what moved then."""

    way: str
    first: int
    season: str = ""

    @classmethod
    def parse(cls, text: str) -> "Span":
        """ValueError for anything that is none of the four."""
        text = text.strip()
        if _TERM.fullmatch(text):
            return cls.of_term(Term.parse(text))
        if match := _YEAR.fullmatch(text):
            return cls(CALENDAR, int(match[1]))
        if match := _PAID.fullmatch(text):
            return cls(PAID, int(match[1]))
        return cls(ACADEMIC, AcademicYear.parse(text).first)

    @classmethod
    def of_term(cls, term: Term) -> "Span":
        return cls(TERM, term.year, term.season)

    def __str__(self) -> str:
        if self.way == TERM:
            return f"{self.first}{self.season}"
        return {CALENDAR: str(self.first), ACADEMIC: str(AcademicYear(self.first)), PAID: f"paid-{self.first}"}[self.way]

    @property
    def label(self) -> str:
        if self.way == TERM:
            return f"{Term(self.first, self.season).label}（按享受学期）"
        words = {
            CALENDAR: f"{self.first}年（按享受学期）",
            ACADEMIC: f"{AcademicYear(self.first)}学年",
            PAID: f"{self.first}年（按到账日期）",
        }
        return words[self.way]

    @property
    def terms(self) -> tuple[Term, ...]:
        """In the order of the columns; of what was paid in a year any term may be."""
        if self.way == TERM:
            return (Term(self.first, self.season),)
        return {
            CALENDAR: (Term(self.first, SPRING), Term(self.first, AUTUMN)),
            ACADEMIC: AcademicYear(self.first).terms,
            PAID: (),
        }[self.way]

    @property
    def last_term(self) -> Term:
        """The one that a report of a single term speaks of."""
        return self.terms[-1] if self.terms else Term(self.first, AUTUMN)

    @property
    def earlier(self) -> "tuple[tuple[str, Span], ...]":
        """With what it is compared: the same a year before, a term also with the one before it."""
        year_before = Span(self.way, self.first - 1, self.season)
        if self.way == TERM:
            return ("上年同期", year_before), ("上学期", Span.of_term(self.last_term.previous))
        return (("上年", year_before),)

    @property
    def first_day(self) -> date:
        return date(self.first, 1, 1)

    @property
    def last_day(self) -> date:
        return date(self.first, 12, 31)


@dataclass(frozen=True, slots=True)
class Part:
    """Of which part of the county a table speaks: the schools of a town or unit, a stage, a programme, a term; '' is all."""

    town: str = ""
    stage: str = ""
    programme: str = ""
    term: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """Those that hold, as the addresses of the lists write them."""
        return {name: value for name, value in asdict(self).items() if value}


WHOLE = Part()


@dataclass(frozen=True, slots=True)
class Sum:
    """人次 and yuan of one way of adding up."""

    times: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Gap:
    """One way of adding up that does not come to the total."""

    way: str
    found: Sum
    total: Sum

    def __str__(self) -> str:
        return (
            f"{self.way}为{self.found.times:,}人次、{self.found.amount:,.2f}元，总计为{self.total.times:,}人次、"
            f"{self.total.amount:,.2f}元，相差{self.found.times - self.total.times:,}人次、"
            f"{self.found.amount - self.total.amount:,.2f}元"
        )


def gaps(total: Sum, ways: Mapping[str, Sum]) -> list[Gap]:
    """The ways that miss the total by a head or by a fen; none: the table may be closed."""
    return [Gap(way, found, total) for way, found in ways.items() if found != total]
