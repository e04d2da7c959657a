"""滞拨: from the day of the money to the day it reached the child, by document and line."""

from datetime import date

import pytest

from subsidies.actions import budgets
from subsidies.models import FundingDocument, LedgerEntry
from subsidies.reports.delays import LIMIT_DAYS, balances, delays, lying_too_long
from tests.factories import subsidies_money as make
from tests.factories.bank_results import answered

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 1)


def pay(day: date) -> None:
    answered([make.a_payment()], day=day)


def test_days_run_from_the_receipt_to_the_payment() -> None:
    make.the_money("250")
    pay(date(2022, 2, 1))
    assert [(each.line.source, each.days, each.late, each.lies_too_long) for each in delays(TODAY)] == [
        ("central", 12, 0, False), ("county", 12, 0, False),
    ]  # fmt: skip


def test_money_that_is_not_with_the_children_after_the_limit_is_told() -> None:
    make.the_money("1000", sources=["central"])
    make.the_money("250", sources=["county"])
    pay(date(2022, 2, 1))
    (lying,) = lying_too_long(TODAY)
    assert (lying.line.source, lying.stay.left, lying.late, lying.days) == ("central", 75_000, 75_000, 405)
    assert lying_too_long(date(2022, 1, 20 + 1)) == []
    assert LIMIT_DAYS == 30


def test_one_document_shows_its_own_money_only() -> None:
    first, second = (make.the_money("250", sources=["central"])[0] for _each in "ab")
    make.the_money("1000", sources=["county"])
    pay(date(2022, 3, 1))
    assert [each.stay.left for each in delays(TODAY, document=first)] == [0]
    assert [each.stay.left for each in delays(TODAY, document=second)] == [25_000]


def test_money_of_a_document_that_was_taken_back_does_not_lie() -> None:
    make.the_money("250", sources=["central"])
    budgets.take_back(entry=LedgerEntry.objects.get(), note="文件作废", by=make.a_hand("lin"))
    assert delays(TODAY) == []


def test_money_that_has_not_come_does_not_lie() -> None:
    make.the_money("250", sources=["central"])
    FundingDocument.objects.update(received_on=None)
    assert delays(TODAY) == []


def test_the_two_ways_of_closing_a_year_differ_by_what_was_paid_in_autumn() -> None:
    make.the_money("1000", sources=["central", "county"])
    pay(date(2022, 11, 20))
    first, _second = balances(TODAY, 2022)
    assert (first.school_end, first.calendar_end, first.between, first.now) == (100_000, 75_000, -25_000, 75_000)
