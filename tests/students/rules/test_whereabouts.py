"""Every line of the table of eligibility.md section 6, and each birthday at its border."""

from dataclasses import replace
from datetime import date

import pytest

from students.rules.whereabouts import PersonFacts, place, school_ages

UNKNOWN = PersonFacts(
    birth_date=date(2012, 5, 1),
    matched=False,
    enrolled=False,
    deceased=False,
    decisions=False,
    open_pair=False,
    proof=False,
    finished_grade_nine=False,
)


def code(term="2022A", **facts):
    return place(replace(UNKNOWN, **facts), term)


@pytest.mark.parametrize(
    ("birth_date", "expected"),
    [
        (date(2004, 8, 31), None),
        (date(2004, 9, 1), "NOT_ENROLLED"),
        (date(2007, 8, 31), "NOT_ENROLLED"),
        (date(2007, 9, 1), "SUSPECT"),
        (date(2016, 8, 31), "SUSPECT"),
        (date(2016, 9, 1), "PRESCHOOL"),
        (date(2019, 8, 31), "PRESCHOOL"),
        (date(2019, 9, 1), None),
    ],
)
@pytest.mark.parametrize("term", ["2022A", "2023S"])
def test_the_thirty_first_of_august_decides_age(birth_date, expected, term):
    assert code(term, birth_date=birth_date) == expected


def test_spring_belongs_to_the_academic_year_before():
    assert code("2022S", birth_date=date(2015, 8, 31)) == "SUSPECT"
    assert code("2022S", birth_date=date(2015, 9, 1)) == "PRESCHOOL"


def test_the_ages_are_given_as_last_birth_dates():
    ages = school_ages("2023S")
    assert (ages.day, ages.three, ages.six) == (date(2022, 8, 31), date(2019, 8, 31), date(2016, 8, 31))
    assert (ages.fifteen, ages.eighteen) == (date(2007, 8, 31), date(2004, 8, 31))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"matched": True, "enrolled": True, "decisions": True}, "OK"),
        ({"matched": True, "enrolled": True}, "NO_PROGRAMME"),
        ({"matched": True, "enrolled": True, "decisions": True, "open_pair": True}, "OK"),
        ({"matched": True, "enrolled": True, "birth_date": None}, "NO_PROGRAMME"),
        ({"matched": True, "enrolled": True, "decisions": True, "birth_date": date(2004, 8, 31)}, None),
        ({"matched": True, "enrolled": True, "decisions": True, "birth_date": date(2019, 9, 1)}, None),
        ({"open_pair": True}, "REVIEW"),
        ({"open_pair": True, "proof": True}, "REVIEW"),
        ({"birth_date": None}, "REVIEW"),
        ({"birth_date": None, "proof": True}, "REVIEW"),
        ({"birth_date": None, "finished_grade_nine": True}, "REVIEW"),
        ({"proof": True}, "ELSEWHERE"),
        ({"proof": True, "birth_date": date(2018, 1, 1)}, "ELSEWHERE"),
        ({}, "SUSPECT"),
        ({"finished_grade_nine": True}, "NOT_ENROLLED"),
        ({"finished_grade_nine": True, "birth_date": date(2018, 1, 1)}, "NOT_ENROLLED"),
        ({"birth_date": date(2018, 1, 1)}, "PRESCHOOL"),
    ],
)
def test_the_first_line_that_holds(facts, expected):
    assert code(**facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "SUSPECT"),
        ({"proof": True}, "ELSEWHERE"),
        ({"open_pair": True}, "REVIEW"),
        ({"decisions": True}, "SUSPECT"),
        ({"birth_date": date(2006, 1, 1)}, "NOT_ENROLLED"),
    ],
)
def test_a_matched_child_that_left_school_counts_as_not_matched(facts, expected):
    assert code(matched=True, enrolled=False, **facts) == expected


@pytest.mark.parametrize("facts", [{}, {"open_pair": True}, {"birth_date": None}])
def test_a_matched_child_that_died_is_left_out(facts):
    assert code(matched=True, deceased=True, **facts) is None
