from datetime import date, datetime

import pytest

from aid_portal.terms import AcademicYear
from students.rules.dates import BadDate, parse_academic_year, parse_date, parse_month

MIDNIGHT = datetime.fromisoformat("2022-09-01")


@pytest.mark.parametrize(
    "cell",
    [
        date(2022, 9, 1), MIDNIGHT, "2022-09-01", "2022/9/1", "2022.9.1", "20220901", 20220901, 20220901.0,
        "2022年9月1日", " 2022年 9月1日 ", "２０２２-０９-０１",
    ],
)  # fmt: skip
def test_a_date_is_read_however_people_write_it(cell):
    assert parse_date(cell) == date(2022, 9, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "去年九月",
        "2022-13-01",
        "2022-02-30",
        "2022-9",
        "22-9-1",
        "2022-9/1",
        "2022年9月",
        "44805",
        44805.0,
        "0202-09-01",
        "长期",
        True,
    ],
)
def test_anything_else_is_no_date(cell):
    with pytest.raises(BadDate):
        parse_date(cell)


@pytest.mark.parametrize("cell", ["", "  ", "\u3000"])
def test_an_empty_cell_is_no_date_and_no_fault(cell):
    assert parse_date(cell) is None
    assert parse_month(cell) is None
    assert parse_academic_year(cell) is None


@pytest.mark.parametrize(
    "cell",
    ["2022-09", "2022/9", "2022.9", "202209", 202209.0, "2022年9月", "2022-09-15", date(2022, 9, 15), MIDNIGHT],
)
def test_a_month_is_its_first_day(cell):
    assert parse_month(cell) == date(2022, 9, 1)


@pytest.mark.parametrize("cell", ["2022-13", "2022-00", "九月", "2022", "22-09", 2022.1])
def test_a_month_that_could_be_two_or_none_is_refused(cell):
    with pytest.raises(BadDate):
        parse_month(cell)


def test_an_academic_year_is_two_years_in_a_row():
    assert parse_academic_year("2022-2023学年") == AcademicYear(2022)
    with pytest.raises(BadDate):
        parse_academic_year("2022-2024")
