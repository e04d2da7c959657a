"""A part of a term: months begun, and days as their share of 125 (domain.md 4.4; 13, scenario 28)."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal.terms import Term
from subsidies.rules.stays import Stay, days_there, due_for, months_there

AUTUMN, SPRING = Term(2022, "A"), Term(2022, "S")
BEFORE, LATER = date(2020, 9, 1), date.max


@pytest.mark.parametrize(
    ("stay", "term", "months"),
    [
        (Stay(BEFORE, LATER), AUTUMN, 5),
        (Stay(BEFORE, date(2022, 11, 1)), AUTUMN, 2),  # not at school from the first of November on
        (Stay(BEFORE, date(2022, 11, 2)), AUTUMN, 3),  # a month that was begun counts
        (Stay(date(2022, 11, 30), LATER), AUTUMN, 3),
        (Stay(date(2022, 10, 8), date(2022, 12, 15)), AUTUMN, 3),
        (Stay(BEFORE, date(2023, 1, 15)), AUTUMN, 5),
        (Stay(date(2022, 2, 20), date(2022, 7, 2)), SPRING, 5),  # February and August are not paid for
        (Stay(date(2022, 8, 20), LATER), SPRING, 0),
    ],
)
def test_months_begun_are_counted(stay, term, months):
    assert months_there(stay, term) == months


def test_days_are_the_share_of_a_hundred_and_twenty_five():
    assert days_there(Stay(BEFORE, LATER), AUTUMN) == days_there(Stay(BEFORE, LATER), SPRING) == 125
    assert days_there(Stay(BEFORE, date(2022, 11, 1)), AUTUMN) == 50  # 61 of 153 days
    assert days_there(Stay(date(2022, 8, 20), LATER), SPRING) == 0


def test_scenario_28_who_leaves_after_two_months_is_due_two_fifths():
    """1,250.00 for five months, 退学 after two: 500.00."""
    due = due_for("month", Decimal("1250.00"), Stay(BEFORE, date(2022, 11, 1)), AUTUMN)
    assert (due.amount, due.parts) == (Decimal("500.00"), ("学期标准1250.00元÷5个月×2个月＝500.00元",))


def test_by_days_each_is_the_hundred_and_twenty_fifth_part():
    due = due_for("day", Decimal("375.00"), Stay(BEFORE, date(2022, 11, 1)), AUTUMN)
    assert (due.amount, due.parts) == (Decimal("150.00"), ("在校50天×每天3.00元＝150.00元",))


def test_whoever_was_there_on_the_cut_off_day_is_due_the_whole_where_that_is_the_rule():
    assert due_for("none", Decimal("500.00"), Stay(BEFORE, date(2022, 11, 1)), AUTUMN).amount == Decimal("500.00")
