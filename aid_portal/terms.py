"""Terms and academic years as value objects that sort: 2022S < 2022A < 2023S (domain.md 1.5)."""

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

from django.utils.translation import gettext as _

SPRING, AUTUMN = "S", "A"

_TERM = re.compile(r"([0-9]{4})([SA])")
_YEAR = re.compile(r"([0-9]{4})[-—–－~至]+([0-9]{4})(?:学年)?")


@dataclass(frozen=True, slots=True, order=True)
class AcademicYear:
    """From 1 September of `first` to 31 August of the next calendar year."""

    first: int

    @classmethod
    def parse(cls, text: str) -> "AcademicYear":
        """Reads 2022-2023 and 2022-2023学年; ValueError for anything else, years that do not follow each other included."""
        match = _YEAR.fullmatch("".join(text.split()))
        if not match or int(match[2]) != int(match[1]) + 1:
            raise ValueError(text)
        return cls(int(match[1]))

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"

    @property
    def label(self) -> str:
        return _("%(year)s学年") % {"year": self}

    @property
    def first_day(self) -> date:
        return date(self.first, 9, 1)

    @property
    def last_day(self) -> date:
        return date(self.first + 1, 8, 31)

    @property
    def school_age_day(self) -> date:
        """The day by which a child must have turned six to be due at school (Compulsory Education Law, article 11)."""
        return date(self.first, 8, 31)

    @property
    def terms(self) -> tuple["Term", "Term"]:
        return Term(self.first, AUTUMN), Term(self.first + 1, SPRING)


@total_ordering
@dataclass(frozen=True, slots=True)
class Term:
    """One term, written 2022S (spring) or 2022A (autumn) by the calendar year in which it begins."""

    year: int
    season: str

    @classmethod
    def parse(cls, text: str) -> "Term":
        match = _TERM.fullmatch(text.strip().upper())
        if not match:
            raise ValueError(text)
        return cls(int(match[1]), match[2])

    def __str__(self) -> str:
        return f"{self.year}{self.season}"

    def __lt__(self, other: "Term") -> bool:
        return (self.year, self.is_autumn) < (other.year, other.is_autumn)

    @property
    def is_autumn(self) -> bool:
        return self.season == AUTUMN

    @property
    def label(self) -> str:
        if self.is_autumn:
            return _("%(year)d年秋季学期") % {"year": self.year}
        return _("%(year)d年春季学期") % {"year": self.year}

    @property
    def academic_year(self) -> AcademicYear:
        return AcademicYear(self.year if self.is_autumn else self.year - 1)

    @property
    def first_day(self) -> date:
        return date(self.year, 9, 1) if self.is_autumn else date(self.year, 2, 1)

    @property
    def last_day(self) -> date:
        return date(self.year + 1, 1, 31) if self.is_autumn else date(self.year, 8, 31)

    @property
    def year_first_day(self) -> date:
        return self.academic_year.first_day

    @property
    def school_age_day(self) -> date:
        return self.academic_year.school_age_day

    @property
    def previous(self) -> "Term":
        return Term(self.year, SPRING) if self.is_autumn else Term(self.year - 1, AUTUMN)

    @property
    def next(self) -> "Term":
        return Term(self.year + 1, SPRING) if self.is_autumn else Term(self.year, AUTUMN)


def term_of(day: date) -> Term:
    """The term a day falls in; January still belongs to the autumn term that began the year before."""
    if day.month >= 9:
        return Term(day.year, AUTUMN)
    return Term(day.year, SPRING) if day.month >= 2 else Term(day.year - 1, AUTUMN)
