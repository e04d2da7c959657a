"""Benford's law as it stands in the books, and what a distribution of few or of many amounts says."""

from decimal import Decimal

import pytest

from subsidies.rules.first_digits import EXPECTED, Distribution, distribution, first_digit

BY_THE_BOOK = {1: 301, 2: 176, 3: 125, 4: 97, 5: 79, 6: 67, 7: 58, 8: 51, 9: 46}


def test_the_law_gives_thirty_per_cent_to_the_one_and_less_than_five_to_the_nine() -> None:
    assert [round(100 * EXPECTED[digit], 1) for digit in (1, 2, 9)] == [30.1, 17.6, 4.6]
    assert sum(EXPECTED.values()) == pytest.approx(1)


@pytest.mark.parametrize(("amount", "digit"), [("625.00", 6), ("0.05", 5), ("18227675.00", 1), ("0.90", 9)])
def test_the_first_digit_is_the_first_that_is_not_nought(amount: str, digit: int) -> None:
    assert first_digit(Decimal(amount)) == digit


def test_what_is_nothing_has_no_first_digit() -> None:
    assert distribution({Decimal("0.00"): 7, Decimal("-5.00"): 2, Decimal("500.00"): 3}).counts == {5: 3}


def test_amounts_by_the_book_are_close_and_one_standard_rate_is_not() -> None:
    assert Distribution(BY_THE_BOOK).verdict == "close"
    assert Distribution(BY_THE_BOOK).chi_square < 1
    rates = distribution({Decimal("500.00"): 110})
    assert rates.verdict == "differs"
    assert rates.chi_square == pytest.approx(110 * (1 / EXPECTED[5] - 1))  # (1−p)²/p for the five, p for each other digit


def test_of_too_few_amounts_nothing_is_said() -> None:
    assert distribution({Decimal("500.00"): 109}).verdict == "too_few"
    assert distribution({}).verdict == "too_few"
    assert distribution({}).chi_square == 0
