from datetime import date

import pytest

from aid_portal.terms import AcademicYear, Term, term_of


def test_terms_sort_by_time_and_not_by_letter():
    terms = [Term.parse(text) for text in ("2023S", "2022A", "2022S")]
    assert [str(term) for term in sorted(terms)] == ["2022S", "2022A", "2023S"]
    assert Term.parse("2022S") < Term.parse("2022A") <= Term.parse("2022A")


@pytest.mark.parametrize("text", ["", "2022", "2022B", "22A", "2022-A"])
def test_what_is_no_term_is_refused(text):
    with pytest.raises(ValueError, check=lambda fault: fault.args == (text,)):
        Term.parse(text)


def test_spring_2022_belongs_to_the_academic_year_2021_2022():
    assert str(Term.parse("2022S").academic_year) == "2021-2022"
    assert str(Term.parse("2022A").academic_year) == "2022-2023"
    assert str(Term.parse("2023S").academic_year) == "2022-2023"


def test_a_term_knows_its_days():
    autumn, spring = Term.parse("2022A"), Term.parse("2023S")
    assert (autumn.first_day, autumn.last_day) == (date(2022, 9, 1), date(2023, 1, 31))
    assert (spring.first_day, spring.last_day) == (date(2023, 2, 1), date(2023, 8, 31))
    assert autumn.year_first_day == spring.year_first_day == date(2022, 9, 1)
    assert autumn.school_age_day == spring.school_age_day == date(2022, 8, 31)


@pytest.mark.parametrize("text", ["2021A", "2022S", "2022A"])
def test_the_next_term_begins_the_day_after_the_last_ends(text):
    term = Term.parse(text)
    assert term.next.previous == term
    assert (term.next.first_day - term.last_day).days == 1


def test_january_belongs_to_the_autumn_term_of_the_year_before():
    assert str(term_of(date(2023, 1, 31))) == "2022A"
    assert str(term_of(date(2023, 2, 1))) == "2023S"
    assert str(term_of(date(2022, 8, 31))) == "2022S"
    assert str(term_of(date(2022, 9, 1))) == "2022A"


def test_terms_and_years_are_named_in_chinese():
    assert Term.parse("2022A").label == "2022年秋季学期"
    assert Term.parse("2022S").label == "2022年春季学期"
    assert AcademicYear(2022).label == "2022-2023学年"


def test_an_academic_year_has_an_autumn_and_a_spring_term():
    year = AcademicYear.parse("2022-2023")
    assert [str(term) for term in year.terms] == ["2022A", "2023S"]
    assert (year.first_day, year.last_day) == (date(2022, 9, 1), date(2023, 8, 31))


@pytest.mark.parametrize("text", ["2022-2023", "2022-2023学年", " 2022—2023 ", "2022－2023", "2022至2023学年"])
def test_an_academic_year_is_read_however_it_is_written(text):
    assert AcademicYear.parse(text) == AcademicYear(2022)


@pytest.mark.parametrize("text", ["2022", "2022-2024", "2023-2022", "2022年"])
def test_years_that_do_not_follow_each_other_are_no_academic_year(text):
    with pytest.raises(ValueError, check=lambda fault: fault.args == (text,)):
        AcademicYear.parse(text)
