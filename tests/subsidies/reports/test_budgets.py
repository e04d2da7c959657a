"""Where the money of a line stands, and the rule of equality."""

from datetime import date

import pytest

from subsidies.actions import ledger as books
from subsidies.choices import EntryKind
from subsidies.models import BudgetLine, LedgerEntry, Payment
from subsidies.reports.budgets import Figures, execution
from tests.factories import subsidies_money as make

pytestmark = pytest.mark.django_db


def figures(source: str = "central") -> Figures:
    return execution(BudgetLine.objects.filter(programme__code="CE_BOARD", source=source)).total


def settle(payment: Payment, kind: str) -> None:
    """As the bank's return does."""
    paid = kind == EntryKind.PAY
    Payment.objects.filter(pk=payment.pk).update(
        status="paid" if paid else "returned", settled_on=date(2022, 11, 20), reason_code="" if paid else "account_closed"
    )
    books.move_payments(
        kind=kind, cause=f"return:{payment.pk}", batch=payment.batch, payments=[payment.pk], by=make.a_hand("pan")
    )


def test_money_is_followed_from_the_document_to_the_child() -> None:
    make.the_money()
    entitlement = make.an_entitlement()
    assert figures() == Figures(allotted=10_000_000, available=10_000_000)
    make.approved(entitlement)
    assert (figures().approved, figures().waiting, figures().available) == (25_000, 25_000, 9_975_000)
    payment = make.released(make.a_batch()).payments.get()
    assert (figures().sent, figures().in_process, figures().waiting) == (25_000, 25_000, 0)
    settle(payment, EntryKind.PAY)
    found = figures()
    assert (found.paid, found.in_process, found.kept, found.approved) == (25_000, 0, 25_000, 25_000)
    assert found.problems == []


def test_a_returned_payment_is_counted_as_sent_and_as_returned_and_waits_again() -> None:
    make.the_money()
    payment = make.a_payment()
    settle(payment, EntryKind.RETURN)
    found = figures("county")
    assert (found.sent, found.returned, found.paid, found.in_process, found.waiting) == (25_000, 25_000, 0, 0, 25_000)
    assert found.problems == []


def test_a_reversal_counts_under_what_it_takes_back() -> None:
    make.the_money()
    books.reverse(entry=LedgerEntry.objects.first(), note="错", by=make.a_hand("lin"))
    assert (figures("county").allotted, figures("county").available, figures("county").problems) == (0, 0, [])


def test_a_line_that_breaks_the_rule_says_so_in_words() -> None:
    assert Figures(allotted=100, approved=150, available=-50).problems == ["已批准超过已下达0.50元"]
    assert Figures(allotted=100, approved=100, waiting=100, sent=100, paid=40, in_process=50).problems == [
        "已送银行与到账、退票、发放中之和相差0.10元"
    ]


def test_lines_take_two_queries(django_assert_num_queries) -> None:
    make.the_money()
    make.the_money(programme="CE_DAY")
    lines = list(BudgetLine.objects.all())
    with django_assert_num_queries(2):
        assert len(execution(lines).lines) == 4
