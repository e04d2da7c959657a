"""A cancelled entitlement that is given again begins anew: what corrected it before counts no more, and the books agree."""

from datetime import date
from decimal import Decimal

import pytest

from aid_portal.errors import Refused
from subsidies.actions import adjustments, entitlements
from subsidies.choices import AccountKind, AdjustmentKind, EntitlementStatus
from subsidies.models import Adjustment, AuditHit, Entitlement, LedgerAccount
from subsidies.reports.dues import due_of
from subsidies.reports.tie_out import cells
from tests.factories.audit_hits import a_hit
from tests.factories.bank_results import answered
from tests.factories.subsidies import a_run
from tests.factories.subsidies_money import (
    a_batch,
    a_hand,
    all_paid,
    an_entitlement,
    approved,
    released,
    the_money,
    the_term,
)

pytestmark = pytest.mark.django_db


def adjusted(row: Entitlement, kind: str, yuan: str = "0") -> Adjustment:
    facts = {"entitlement": row, "kind": kind, "amount": Decimal(yuan), "reason": "复核后更正"}
    return adjustments.decide(adjustment=adjustments.propose(**facts, by=a_hand("chen")), approved=True, by=a_hand("lin"))


def cancelled(row: Entitlement) -> Entitlement:
    adjusted(row, AdjustmentKind.CANCELLATION)
    return Entitlement.objects.get(pk=row.pk)


def given_again(row: Entitlement) -> Entitlement:
    return approved(entitlements.restore(entitlement=row, by=a_hand("wang")))[0]


def the_books_agree() -> bool:
    return not any(cell.differs for cell in cells(["2022A"]))


def committed() -> dict[str, int]:
    found = LedgerAccount.objects.filter(kind=AccountKind.COMMITTED, line__programme__code="CE_BOARD")
    return dict(found.values_list("line__source", "balance"))


def test_what_is_given_again_is_due_and_paid_whole() -> None:
    the_money()
    (row,) = approved(an_entitlement())
    adjusted(row, AdjustmentKind.CLAW_BACK, "100")
    row = cancelled(row)
    assert the_books_agree()
    back = entitlements.restore(entitlement=row, by=a_hand("wang"))
    assert the_books_agree()  # proposed, and nothing is committed
    (row,) = approved(back)
    assert (due_of(row).whole, due_of(row).unpaid) == (Decimal("500.00"), Decimal("500.00"))
    assert the_books_agree()
    payment = released(a_batch()).payments.get()
    answered([payment])
    assert payment.amount == Decimal("500.00")
    assert the_books_agree()
    assert due_of(row).unpaid == 0


def test_its_new_corrections_count_and_the_old_ones_stay_to_be_read() -> None:
    the_money()
    row = given_again(cancelled(approved(an_entitlement())[0]))
    adjusted(row, AdjustmentKind.TOP_UP, "25")
    assert due_of(row).whole == Decimal("525.00")
    assert list(row.adjustments.order_by("pk").values_list("amount", "former")) == [(Decimal(-500), True), (Decimal(25), False)]
    row = cancelled(row)
    assert (due_of(row).whole, the_books_agree()) == (0, True)


def test_a_cancellation_gives_back_to_each_source_what_it_bore() -> None:
    """Two rows of 0.01 on one list: the odd fen of one is central, of the other county."""
    the_money()
    for row in approved(*[an_entitlement(amount=Decimal("0.01")) for _each in range(2)]):
        cancelled(row)
    assert committed() == {"central": 0, "county": 0}


def test_what_the_bank_returned_before_it_was_cancelled_goes_out_anew() -> None:
    the_money()
    approved(an_entitlement())
    failed = released(a_batch()).payments.get()
    answered([failed], paid=False)
    given_again(cancelled(failed.entitlement))
    again = released(a_batch(parent=failed.batch)).payments.get()
    assert (again.amount, the_books_agree()) == (Decimal("500.00"), True)


def test_what_had_been_paid_is_not_given_again() -> None:
    the_money()
    approved(an_entitlement())
    (payment,) = all_paid(day=date(2022, 11, 21))
    row = cancelled(payment.entitlement)
    with pytest.raises(Refused, match="已经发放过"):
        entitlements.restore(entitlement=row, by=a_hand("wang"))


def test_what_is_given_again_and_taken_back_by_the_check_is_cancelled_as_before() -> None:
    the_money()
    row = cancelled(approved(an_entitlement())[0])
    entitlements.restore(entitlement=row, by=a_hand("wang"))
    row.decision.superseded_by = a_run()
    row.decision.save(update_fields=["superseded_by"])
    assert entitlements.propose(term=the_term(), by=a_hand("chen"))["dropped"] == 1
    row.refresh_from_db()
    assert (row.status, due_of(row).whole, the_books_agree()) == (EntitlementStatus.CANCELLED, 0, True)


def test_a_proposal_that_the_auditors_asked_about_can_be_taken_back() -> None:
    row = an_entitlement()
    hit = a_hit(code="A6", enrolment=row.enrolment, entitlement=row)
    row.decision.superseded_by = a_run()
    row.decision.save(update_fields=["superseded_by"])
    assert entitlements.propose(term=the_term(), by=a_hand("chen"))["dropped"] == 1
    assert AuditHit.objects.get(pk=hit.pk).entitlement is None
