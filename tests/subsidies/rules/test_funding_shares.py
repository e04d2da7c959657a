"""Shares of fund sources: every row exact, every total true."""

from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.rules.funding_shares import split


@st.composite
def percents(draw):
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), max_size=4)))
    points = [high - low for low, high in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    return [Decimal(point) / 100 for point in points]


ROWS = st.lists(st.integers(0, 300_000), max_size=40)


@given(ROWS, percents())
def test_the_shares_of_each_row_are_its_amount_and_none_is_negative(amounts, shares):
    rows = split(amounts, shares)
    assert [sum(row) for row in rows] == amounts
    assert all(share >= 0 for row in rows for share in row)


@given(ROWS, percents())
def test_no_source_is_ever_a_fen_away_from_its_exact_share(amounts, shares):
    borne = list(accumulate(split(amounts, shares), lambda one, other: tuple(map(sum, zip(one, other, strict=True)))))
    for total, row in zip(accumulate(amounts), borne, strict=True):
        assert all(abs(held - total * Fraction(percent) / 100) < 1 for held, percent in zip(row, shares, strict=True))


def test_central_and_local_bear_eight_to_two():
    assert split([37_500, 31_250], [Decimal(80), Decimal(20)]) == [(30_000, 7_500), (25_000, 6_250)]


def test_rows_of_one_fen_take_turns():
    rows = split([1] * 10, [Decimal(80), Decimal(20)])
    assert tuple(map(sum, zip(*rows, strict=True))) == (8, 2)
    assert rows[:5].count((0, 1)) == 1


def test_a_source_without_a_share_bears_nothing():
    assert split([12_345], [Decimal(0), Decimal(100)]) == [(0, 12_345)]


@pytest.mark.parametrize("wrong", [["80", "19.99"], ["80.005", "19.995"], ["120", "-20"], []])
def test_percentages_have_two_decimals_and_are_a_hundred_together(wrong):
    with pytest.raises(ValueError, match="100 together"):
        split([100], [Decimal(each) for each in wrong])


def test_a_negative_amount_is_not_split():
    with pytest.raises(ValueError, match="negative"):
        split([100, -1], [Decimal(100)])
