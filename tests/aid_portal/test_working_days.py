"""Working days by the editable holiday table (domain.md 13, scenarios 35 and 38)."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from aid_portal.actions import holidays
from aid_portal.errors import Refused
from aid_portal.models import User
from aid_portal.working_days import WorkCalendar, add_days, add_working_days, is_working, working_days_between

FRIDAY_BEFORE_NATIONAL_DAY = date(2022, 9, 30)


@pytest.fixture
def table_of_2022(system_admin: User) -> None:
    holidays.seed(years=[2022], by=system_admin)


@pytest.mark.usefixtures("table_of_2022")
def test_a_notice_posted_before_national_day_ends_after_the_make_up_days() -> None:
    """Scenario 35: 8 and 9 October were a Saturday and a Sunday on which people worked."""
    assert add_working_days(FRIDAY_BEFORE_NATIONAL_DAY, 5) == date(2022, 10, 12)
    assert [is_working(date(2022, 10, day)) for day in range(7, 13)] == [False, True, True, True, True, True]


@pytest.mark.usefixtures("table_of_2022")
def test_a_rectification_notice_over_labour_day_is_overdue_by_one_day() -> None:
    """Scenario 38: 24 April and 7 May were worked, 30 April to 4 May were free."""
    due = add_working_days(date(2022, 4, 25), 10)
    assert due == date(2022, 5, 11)
    assert working_days_between(due, date(2022, 5, 12)) == 1
    assert (is_working(date(2022, 4, 24)), is_working(date(2022, 5, 7)), is_working(date(2022, 5, 4))) == (True, True, False)


@pytest.mark.usefixtures("table_of_2022")
@pytest.mark.parametrize("start", [date(2027, 3, 1), date(2026, 12, 31)])
def test_a_year_without_a_table_is_a_clear_error_and_not_a_wrong_date(start: date, system_admin: User) -> None:
    holidays.seed(years=[2026], by=system_admin)
    with pytest.raises(Refused, match=r"还没有2027年的节假日和调休安排.*“节假日”") as refused:
        add_working_days(start, 5)
    assert refused.value.code == "no_holiday_table"
    with pytest.raises(Refused, match="2027年"):
        is_working(date(2027, 3, 1))
    with pytest.raises(Refused, match="2027年"):
        working_days_between(date(2026, 12, 30), date(2027, 1, 1))


@pytest.mark.usefixtures("table_of_2022")
def test_a_period_that_ends_within_the_year_needs_no_table_of_the_next() -> None:
    assert add_working_days(date(2022, 12, 23), 5) == date(2022, 12, 30)


@pytest.mark.usefixtures("table_of_2022")
def test_a_day_that_a_person_has_set_counts_as_it_was_set(system_admin: User) -> None:
    holidays.set_day(day=date(2022, 10, 12), is_working=False, name="停电放假", by=system_admin)
    assert add_working_days(FRIDAY_BEFORE_NATIONAL_DAY, 5) == date(2022, 10, 13)


def test_days_of_the_calendar_and_the_day_itself_need_no_table() -> None:
    assert add_days(FRIDAY_BEFORE_NATIONAL_DAY, 5, working=False) == date(2022, 10, 5)
    assert WorkCalendar({}).add_working_days(date(2027, 1, 2), 0) == date(2027, 1, 2)


@pytest.mark.usefixtures("table_of_2022")
def test_a_period_is_counted_in_the_kind_of_days_that_was_stated() -> None:
    assert add_days(FRIDAY_BEFORE_NATIONAL_DAY, 5, working=True) == date(2022, 10, 12)


@pytest.mark.usefixtures("table_of_2022")
def test_counting_is_the_inverse_of_adding() -> None:
    calendar = WorkCalendar.between(FRIDAY_BEFORE_NATIONAL_DAY, FRIDAY_BEFORE_NATIONAL_DAY)
    for days in range(1, 40):
        end = calendar.add_working_days(FRIDAY_BEFORE_NATIONAL_DAY, days)
        assert calendar.working_days_between(FRIDAY_BEFORE_NATIONAL_DAY, end) == days
    assert calendar.working_days_between(end, FRIDAY_BEFORE_NATIONAL_DAY) == 0


@pytest.mark.usefixtures("table_of_2022")
def test_one_query_reads_all_the_years(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    holidays.seed(years=[2023, 2024], by="migration")
    with django_assert_num_queries(1):
        assert add_working_days(date(2022, 1, 4), 500) == date(2024, 1, 4)
    with django_assert_num_queries(1):
        calendar = WorkCalendar.between(date(2022, 1, 1), date(2023, 12, 31))
        assert calendar.working_days_between(date(2021, 12, 31), date(2022, 12, 31)) == 249


def test_a_period_has_no_negative_length() -> None:
    with pytest.raises(ValueError, match="-1"):
        WorkCalendar({}).add_working_days(FRIDAY_BEFORE_NATIONAL_DAY, -1)
