"""Whole terms, months and days, to the fen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.rules.proration import Stretch, day_rate_of, prorate, term_share, to_recover

AMOUNTS = st.decimals(0, 9_999_999, places=2)


def test_scenario_10_a_day_pupil_of_a_junior_school_gets_312_50_a_term_and_625_00_a_year():
    half_of_boarding = Decimal(1250) * Decimal("0.50")
    spring, autumn = (term_share(half_of_boarding, autumn=each) for each in (False, True))
    assert spring == Decimal("312.50")
    assert spring + autumn == Decimal("625.00")


@pytest.mark.parametrize(
    ("year_amount", "term_amount"), [("1250", "625.00"), ("1500", "750.00"), ("625", "312.50"), ("750", "375.00")]
)
def test_scenario_12_the_rates_since_spring_2024_are_halved(year_amount, term_amount):
    assert term_share(Decimal(year_amount), autumn=False) == Decimal(term_amount)


def test_the_odd_fen_of_a_year_goes_to_the_autumn_term():
    assert term_share(Decimal("625.01"), autumn=True) == Decimal("312.51")
    assert term_share(Decimal("625.01"), autumn=False) == Decimal("312.50")


@given(AMOUNTS)
def test_the_two_terms_are_the_year(year_amount):
    spring, autumn = (term_share(year_amount, autumn=each) for each in (False, True))
    assert spring + autumn == year_amount
    assert autumn - spring in (0, Decimal("0.01"))


def test_scenario_13_sixty_days_boarding_and_sixty_five_days_at_home_are_370_yuan():
    stretches = [Stretch("寄宿", 60, day_rate_of(Decimal(500))), Stretch("走读", 65, day_rate_of(Decimal(250)))]
    due = prorate("day", Decimal(500), stretches=stretches)
    assert due.amount == Decimal("370.00")
    assert due.parts == ("寄宿60天×每天4.00元＝240.00元", "走读65天×每天2.00元＝130.00元")


def test_scenario_28_two_of_five_months_are_500_yuan_and_750_are_recovered():
    due = prorate("month", Decimal(1250), months=2)
    assert due.amount == Decimal("500.00")
    assert due.parts == ("学期标准1250.00元÷5个月×2个月＝500.00元",)
    assert to_recover(Decimal(1250), due.amount) == Decimal("750.00")


def test_nothing_is_recovered_of_what_is_due():
    assert to_recover(Decimal(500), Decimal(500)) == 0
    assert to_recover(Decimal(300), Decimal(500)) == 0


def test_without_proration_the_rate_is_paid_whole():
    due = prorate("none", Decimal("312.50"), months=1)
    assert due.amount == Decimal("312.50")
    assert due.parts == ("按学期标准312.50元全额计发",)


@given(AMOUNTS)
def test_a_whole_term_is_the_exact_rate_under_every_rule(rate):
    whole = [Stretch("寄宿", 125, day_rate_of(rate))]
    assert {prorate(rule, rate, stretches=whole).amount for rule in ("none", "month", "day")} == {rate}


def test_days_are_rounded_once_and_at_the_end():
    """Rounded one by one, the three stretches of 1.505 yuan would be 4.53."""
    stretches = [Stretch("寄宿", 1, Decimal("1.505"))] * 3
    assert prorate("day", Decimal(0), stretches=stretches).amount == Decimal("4.52")


def test_half_a_fen_is_rounded_up():
    assert prorate("day", Decimal(0), stretches=[Stretch("走读", 1, Decimal("0.125"))]).amount == Decimal("0.13")


def test_a_day_rate_that_is_finer_than_a_fen_is_said_as_it_is():
    due = prorate("day", Decimal(0), stretches=[Stretch("走读", 2, Decimal("0.125"))])
    assert due.parts == ("走读2天×每天0.125元＝0.25元",)


@pytest.mark.parametrize("months", [-1, 6])
def test_a_term_has_five_months(months):
    with pytest.raises(ValueError, match=str(months)):
        prorate("month", Decimal(1250), months=months)


@pytest.mark.parametrize("days", [(-1,), (60, 66)])
def test_a_term_has_a_hundred_and_twenty_five_days(days):
    with pytest.raises(ValueError, match=str(days[-1])):
        prorate("day", Decimal(500), stretches=[Stretch("寄宿", each, Decimal(4)) for each in days])


def test_an_unknown_rule_is_no_rule():
    with pytest.raises(ValueError, match="week"):
        prorate("week", Decimal(500))
