"""Where a monitored child is in a term: eligibility.md section 6 as one pure function."""

from dataclasses import dataclass
from datetime import date

from aid_portal.terms import Term

OK = "OK"
NO_PROGRAMME = "NO_PROGRAMME"
REVIEW = "REVIEW"
ELSEWHERE = "ELSEWHERE"
SUSPECT = "SUSPECT"
NOT_ENROLLED = "NOT_ENROLLED"
PRESCHOOL = "PRESCHOOL"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a monitored person; `matched` is by level 1 or an accepted review, `proof` one the bureau checked."""

    birth_date: date | None
    matched: bool
    enrolled: bool
    deceased: bool
    decisions: bool
    open_pair: bool
    proof: bool
    finished_grade_nine: bool


@dataclass(frozen=True, slots=True)
class SchoolAges:
    """Last birth dates of those who are 3, 6, 15 and 18 by `day`, 31 August before the academic year."""

    day: date
    three: date
    six: date
    fifteen: date
    eighteen: date


def school_ages(term: str) -> SchoolAges:
    day = Term.parse(term).academic_year.school_age_day
    return SchoolAges(day, *(day.replace(year=day.year - age) for age in (3, 6, 15, 18)))


def place(facts: PersonFacts, term: str) -> str | None:
    """The first line of the table that holds; None for who is not looked for: dead, 18 or more, under 3."""
    ages = school_ages(term)
    born = facts.birth_date
    if facts.matched and facts.deceased:
        return None
    if born and not ages.eighteen < born <= ages.three:
        return None
    if facts.matched and facts.enrolled:
        return OK if facts.decisions else NO_PROGRAMME
    if born is None or facts.open_pair:
        return REVIEW
    return ELSEWHERE if facts.proof else _out_of_school(born, facts.finished_grade_nine, ages)


def _out_of_school(born: date, finished_grade_nine: bool, ages: SchoolAges) -> str:
    """Compulsory schooling: 6 by the day and not yet 15, unless grade nine is finished (义务教育法 第十一条)."""
    if ages.fifteen < born <= ages.six and not finished_grade_nine:
        return SUSPECT
    return NOT_ENROLLED if born <= ages.fifteen or finished_grade_nine else PRESCHOOL
