"""How long money lies: what came first is spent first."""

from datetime import date

from subsidies.rules.delays import Receipt, Spending, stays

MARCH, APRIL, MAY = date(2022, 3, 1), date(2022, 4, 1), date(2022, 5, 1)
TODAY = date(2022, 6, 1)


def test_what_came_first_is_spent_first() -> None:
    first, second = stays([Receipt(2, APRIL, 100), Receipt(1, MARCH, 100)], [Spending(MAY, 150)])
    assert (first.key, first.left, first.last_day, first.longest(TODAY)) == (1, 0, MAY, 61)
    assert (second.key, second.spent, second.left) == (2, 50, 50)


def test_money_that_still_lies_counts_until_today() -> None:
    (stay,) = stays([Receipt(1, MARCH, 100)], [Spending(date(2022, 3, 11), 60)])
    assert stay.longest(TODAY) == 92
    assert (stay.late(30, TODAY), stay.late(92, TODAY)) == (40, 0)


def test_what_was_paid_after_the_limit_stays_late_when_all_is_paid() -> None:
    (stay,) = stays([Receipt(1, MARCH, 100)], [Spending(APRIL, 60), Spending(MAY, 40)])
    assert (stay.left, stay.late(31, TODAY), stay.late(30, TODAY)) == (0, 40, 100)


def test_money_advanced_before_it_came_has_not_lain() -> None:
    (stay,) = stays([Receipt(1, APRIL, 100)], [Spending(MARCH, 100)])
    assert stay.longest(TODAY) == 0


def test_a_cut_takes_back_the_newest_money() -> None:
    first, second = stays([Receipt(1, MARCH, 100), Receipt(2, APRIL, 50), Receipt(3, MAY, -70)], [])
    assert (first.left, second.left) == (80, 0)


def test_what_was_spent_beyond_the_money_that_came_belongs_to_no_receipt() -> None:
    (stay,) = stays([Receipt(1, MARCH, 100)], [Spending(APRIL, 500)])
    assert (stay.left, stay.spent) == (0, 100)
