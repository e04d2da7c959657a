"""Numbers and days as people of the bureau write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from aid_portal import figures


@pytest.mark.parametrize(
    ("amount", "written"),
    [(Decimal("1234.5"), "1,234.50"), (0, "0.00"), (Decimal("-0.1"), "−0.10"), (None, "—"), (18_227_675, "18,227,675.00")],
)
def test_yuan_has_two_decimals_and_a_true_minus(amount, written):
    assert figures.yuan(amount) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [(18_227_675, "1,822.77"), (Decimal("50"), "0.01"), (Decimal("49.99"), "0.00"), (None, "—"), (-10_000, "−1.00")],
)
def test_ten_thousands_are_rounded_commercially(amount, written):
    assert figures.wan(amount) == written


def test_a_share_of_nothing_is_a_dash():
    assert (figures.percent(1, 8), figures.percent(0, 0), figures.percent(None, 3)) == ("12.5%", "—", "—")


def test_an_instant_is_written_in_beijing_time():
    moment = datetime(2022, 10, 12, 17, 5, tzinfo=UTC)
    assert figures.minute(moment) == "2022-10-13 01:05"
    assert figures.day(moment) == "2022-10-13"
    assert figures.long_day(moment) == "2022年10月13日"


def test_what_is_not_there_is_a_dash():
    assert {figures.day(None), figures.minute(None), figures.long_day(None), figures.count(None)} == {"—"}
    assert figures.day(date(2022, 9, 1)) == "2022-09-01"
