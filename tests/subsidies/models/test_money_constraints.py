"""What the database promises of entitlements, budgets, batches and returns, whoever writes and by whatever road."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from subsidies.actions import budgets
from subsidies.choices import BatchStatus, PaperStatus, PaymentStatus
from subsidies.models import (
    Adjustment,
    Allotment,
    BankFile,
    BankLayout,
    BankReturn,
    BankReturnLine,
    Batch,
    BudgetLine,
    CardChange,
    Entitlement,
    FundingDocument,
    LedgerAccount,
    LedgerEntry,
    LedgerLeg,
    Payment,
    Quota,
    Recovery,
    StaffAccount,
)
from tests.factories import subsidies_money as make
from tests.factories.students import a_file
from tests.promises import changed, is_kept, refused, twice

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = date(2022, 11, 20)


def test_a_list_passes_three_pairs_of_hands_each_with_its_time() -> None:
    chen, guo, lin = (make.a_hand(name) for name in ("chen", "guo", "lin"))
    one = make.a_list()
    is_kept(
        "entitlement_list_once_per_number", lambda: make.a_list(school=one.school, status="approved", **hands(chen, guo, lin))
    )
    is_kept("entitlement_list_has_passed_every_hand", changed(one, status="reviewed", confirmed_by=chen, confirmed_at=NOW))
    is_kept("entitlement_list_reviewer_has_not_confirmed", changed(one, status="reviewed", **hands(chen, chen)))
    is_kept("entitlement_list_approver_has_not_confirmed", changed(one, status="approved", **hands(chen, guo, chen)))
    is_kept("entitlement_list_approver_has_not_reviewed", changed(one, status="approved", **hands(chen, guo, guo)))
    is_kept("entitlement_list_confirmation_has_its_time", changed(one, status="confirmed", confirmed_by=chen))
    untimed = {**hands(chen, guo), "reviewed_at": None}
    is_kept("entitlement_list_review_has_its_time", changed(one, status="reviewed", **untimed))
    untimed = {**hands(chen, guo, lin), "approved_at": None}
    is_kept("entitlement_list_approval_has_its_time", changed(one, status="approved", **untimed))


def hands(*people) -> dict[str, object]:
    words = ("confirmed", "reviewed", "approved")
    stamps = {f"{word}_by": person for word, person in zip(words, people, strict=False)}
    return stamps | {f"{word}_at": NOW for word, _person in zip(words, people, strict=False)}


def test_a_child_has_one_entitlement_a_programme_and_term_through_every_list() -> None:
    row = make.an_entitlement()
    same = {"enrolment": row.enrolment, "list": row.list, "decision": row.decision}
    is_kept("entitlement_once_per_child_programme_and_term", lambda: make.an_entitlement(**same))


def test_an_entitlement_says_what_it_rests_on_and_why_it_waits() -> None:
    row, chen = make.an_entitlement(), make.a_hand("chen")
    is_kept("entitlement_amount_is_within_its_rate", changed(row, amount=Decimal("500.01")))
    is_kept("entitlement_rests_on_a_decision_or_on_documents", changed(row, decision=None))
    is_kept("entitlement_is_objected_or_waits_with_its_reason", changed(row, status="waiting"))
    is_kept("entitlement_hold_has_reason_person_and_day", changed(row, held_until=DAY, held_by=chen))


def test_an_approved_entitlement_is_charged_and_final() -> None:
    make.the_money()
    row = make.an_entitlement()
    refused("entitlement_is_approved_with_its_list", changed(row, status="approved", fen_central=50000))
    (row,) = make.approved(row)
    other = make.an_entitlement()
    is_kept("entitlement_is_charged_to_its_sources", changed(other, status="approved", list=row.list, fen_central=49999))
    for facts in ({"amount": Decimal(1)}, {"status": "proposed"}, {"tier": "general"}, {"fen_county": 1}):
        refused("entitlement_is_final_once_approved", changed(row, **facts))
    refused("entitlement_is_never_deleted_once_decided", lambda: Entitlement.objects.filter(pk=row.pk).delete())
    refused("entitlement_list_is_final_once_approved", changed(row.list, status="draft"))


def test_papers_are_decided_by_another_person_than_their_maker() -> None:
    make.the_money()
    chen, lin = make.a_hand("chen"), make.a_hand("lin")
    (row,) = make.approved(make.an_entitlement())
    papers = (a_quota(row), an_adjustment(row), a_document(), a_card_change(row))
    for paper, (other_person, stamped) in zip(papers, PAPERS, strict=True):
        is_kept(other_person, changed(paper, status=PaperStatus.APPROVED, decided_by=chen, decided_at=NOW))
        is_kept(stamped, changed(paper, decided_by=lin))


PAPERS = (
    ("quota_approver_is_not_maker", "quota_decided_iff_stamped"),
    ("adjustment_approver_is_not_maker", "adjustment_decided_iff_stamped"),
    ("fundingdocument_approver_is_not_maker", "fundingdocument_decided_iff_stamped"),
    ("cardchange_approver_is_not_maker", "cardchange_decided_iff_stamped"),
)


def a_quota(row: Entitlement, **facts: object) -> Quota:
    own = {"school": row.school, "programme": row.programme, "term": row.term, "places": 3, "source": "文", "made_by": hand()}
    return Quota.objects.create(**{**own, **facts})


def hand():
    return make.a_hand("chen")


def an_adjustment(row: Entitlement, **facts: object) -> Adjustment:
    own = {"entitlement": row, "kind": "top_up", "amount": Decimal(1), "reason": "核定错误", "made_by": hand()}
    return Adjustment.objects.create(**{**own, **facts})


def a_document(**facts: object) -> FundingDocument:
    own = {
        "number": "扶财教1号",
        "title": "通知",
        "source": "county",
        "year": 2022,
        "amount": 5,
        "issued_on": DAY,
        "made_by": hand(),
    }
    return FundingDocument.objects.create(**{**own, **facts})


def a_card_change(row: Entitlement, **facts: object) -> CardChange:
    own = {"student": row.student, "school": row.school, "payee": "child", "holder": "李明", "account_index": b"x" * 32}
    return CardChange.objects.create(**{**own, "sealed": b"", "reason": "换卡", "made_by": hand(), **facts})


def test_a_school_has_one_quota_in_force_and_one_waiting() -> None:
    row = make.an_entitlement()
    is_kept("quota_one_waits_per_school_programme_and_term", twice(a_quota, row=row))
    stamp = {"status": "approved", "decided_by": make.a_hand("lin"), "decided_at": NOW}
    is_kept("quota_one_in_force_per_school_programme_and_term", twice(a_quota, row=row, **stamp))


def test_an_adjustment_has_a_sign_a_reason_and_is_final() -> None:
    make.the_money()
    row = make.an_entitlement()
    is_kept("adjustment_has_the_sign_of_its_kind", lambda: an_adjustment(row, amount=Decimal(-1)))
    is_kept("adjustment_has_the_sign_of_its_kind", lambda: an_adjustment(row, kind="claw_back"))
    is_kept("adjustment_says_why", lambda: an_adjustment(row, reason=""))
    is_kept("adjustment_one_waits_per_entitlement", twice(an_adjustment, row=row))
    stamp = {"status": "approved", "decided_by": make.a_hand("lin"), "decided_at": NOW}
    is_kept("adjustment_is_charged_to_its_sources", lambda: an_adjustment(row, **stamp))
    final = an_adjustment(row, fen_county=100, **stamp)
    refused("adjustment_is_final_once_decided", changed(final, amount=Decimal(2), fen_county=200))
    Adjustment.objects.filter(pk=final.pk).update(former=True)
    refused("adjustment_is_final_once_decided", changed(final, former=False))
    recovery = {"adjustment": final, "amount": 5, "due_on": DAY}
    is_kept("recovery_asks_for_some_money", lambda: Recovery.objects.create(**{**recovery, "amount": 0}))
    is_kept("recovery_is_closed_by_somebody_with_proof", lambda: Recovery.objects.create(**recovery, status="received"))


def test_a_funding_document_is_counted_once_and_final() -> None:
    document = a_document()
    is_kept("fundingdocument_number_once_a_source", lambda: a_document())
    is_kept("fundingdocument_brings_or_takes_money", changed(document, amount=0))
    line = BudgetLine.objects.create(programme=make.the_programme(), year=2022, source="county")
    again = {"programme": line.programme, "year": 2022, "source": "county"}
    is_kept("budget_line_once_per_programme_year_source", lambda: BudgetLine.objects.create(**again))
    part = {"document": document, "line": line, "amount": Decimal(5)}
    is_kept("allotment_is_not_nothing", lambda: Allotment.objects.create(**{**part, "amount": 0}))
    is_kept("allotment_once_per_document_and_line", twice(Allotment.objects.create, **part))
    Allotment.objects.create(**part)
    budgets.decide(document=document, approved=True, by=make.a_hand("lin"))
    refused("funding_document_is_final_once_decided", changed(document, amount=6))
    refused("allotment_is_final_once_decided", lambda: Allotment.objects.update(amount=6))
    refused("funding_document_is_never_deleted", lambda: FundingDocument.objects.filter(pk=document.pk)._raw_delete("default"))


def test_the_ledger_balances_is_never_overdrawn_and_only_grows() -> None:
    make.the_money("1")
    account = LedgerAccount.objects.get(kind="available", line__source="central")
    entry = LedgerEntry.objects.get(kind="allot", legs__account=account)
    again = {"line": account.line, "kind": "available"}
    is_kept("ledger_account_once_per_line_and_kind", lambda: LedgerAccount.objects.create(**again))
    is_kept("ledger_entry_once_per_cause", lambda: LedgerEntry.objects.create(kind="allot", cause=entry.cause))
    is_kept("ledger_entry_reversal_names_what_it_reverses", lambda: LedgerEntry.objects.create(kind="reversal", cause="x"))
    refused("ledger_account_moves_by_legs_only", changed(account, balance=1))
    refused("ledger_leg_comes_with_its_entry", lambda: add_leg(entry, account, 1, before=True))
    refused("ledger_leg_comes_with_its_entry", lambda: add_leg(LedgerEntry(pk=999_999, kind="pay"), account, 1))
    refused("ledger_leg_names_what_there_is", lambda: add_leg(an_entry(), LedgerAccount(pk=999_999), 1))
    for row in (entry, entry.legs.first()):
        with pytest.raises(Exception, match=r"[Cc]annot (update|delete)"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(kind="pay")
    is_kept("ledger_leg_is_not_nothing", lambda: add_leg(an_entry(), account, 0))
    is_kept("ledger_account_is_never_overdrawn", lambda: add_leg(an_entry(), account, -101))


def an_entry(**facts: object) -> LedgerEntry:
    return LedgerEntry.objects.create(**{"kind": "commit", "cause": "test", **facts})


def add_leg(entry: LedgerEntry, account: LedgerAccount, fen: int, *, before: bool = False) -> LedgerLeg:
    """`before`: as if the entry had been made by an earlier transaction."""
    if before:
        entry = an_entry(cause="earlier", transaction=1)
    return LedgerLeg.objects.create(entry=entry, kind=entry.kind, account=account, fen=fen)


def test_an_entry_that_does_not_balance_when_its_transaction_ends_is_refused() -> None:
    make.the_money("1")
    account = LedgerAccount.objects.get(kind="available", line__source="central")

    def unbalanced() -> None:
        add_leg(an_entry(), account, -1)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    refused("ledger_entry_balances", unbalanced)
    refused("ledger_entry_has_legs", lambda: [an_entry(), connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")])


def test_a_batch_goes_out_by_three_hands_and_frozen() -> None:
    make.the_money()
    make.approved(make.an_entitlement())
    batch = make.a_batch()
    chen, guo, qian = batch.prepared_by, make.a_hand("guo2"), make.a_hand("qian")
    reviewed = {"status": "reviewed", "reviewed_by": guo, "reviewed_at": NOW}
    out = {**reviewed, "status": "released", "released_by": qian, "released_at": NOW}
    is_kept("batch_reviewer_has_not_prepared", changed(batch, **{**reviewed, "reviewed_by": chen}))
    is_kept("batch_releaser_has_not_prepared", changed(batch, **{**out, "released_by": chen}))
    is_kept("batch_releaser_has_not_reviewed", changed(batch, **{**out, "released_by": guo}))
    is_kept("batch_review_has_its_time", changed(batch, **{**reviewed, "reviewed_at": None}))
    is_kept("batch_release_has_its_time", changed(batch, **{**out, "released_at": None}))
    is_kept("batch_closing_has_its_time", changed(batch, closed_by=chen))
    is_kept("batch_goes_out_released_by_two", changed(batch, **{**reviewed, "status": BatchStatus.SENT}))
    unfrozen = Batch.objects.create(number="X", title="X", term=batch.term, channel=batch.channel, prepared_by=chen)
    is_kept("batch_is_frozen_before_it_is_handed_on", changed(unfrozen, status="submitted"))
    refused("batch_is_never_deleted", lambda: Batch.objects.filter(pk=unfrozen.pk)._raw_delete("default"))


def test_a_payment_says_what_became_of_it() -> None:
    make.the_money()
    payment = make.a_payment()
    is_kept("payment_is_settled_on_a_day", changed(payment, status=PaymentStatus.PAID))
    is_kept("payment_returned_says_why", changed(payment, status=PaymentStatus.RETURNED, settled_on=DAY))
    refused("payment_is_never_deleted", lambda: Payment.objects.filter(pk=payment.pk)._raw_delete("default"))
    open_one = Batch.objects.create(number="X", title="X", term=payment.batch.term, channel="bank_card", prepared_by=hand())
    refused(
        "payment_joins_a_batch_that_is_being_built",
        copied(payment, batch=payment.batch, sequence=9, adjustment=a_top_up(payment)),
    )
    is_kept("payment_one_sequence_per_batch", copied(payment, adjustment=a_top_up(payment)))
    is_kept("payment_pays_something", copied(payment, batch=open_one, amount=0, fen_central=0, fen_county=0))
    is_kept("payment_is_charged_to_its_sources", copied(payment, batch=open_one, fen_central=1))
    settled = {"status": PaymentStatus.RETURNED, "settled_on": DAY, "reason_code": "closed"}
    changed(payment, **settled)()
    refused("payment_settled_stays_settled", changed(payment, reason_code="frozen"))
    again = {"batch": open_one, "reissue_of": payment, **settled}
    is_kept("payment_is_made_good_once", lambda: [copied(payment, sequence=n, **again)() for n in (1, 2)])
    is_kept("payment_makes_good_another_row", copied(payment, **{**again, "pk": 999_999_999, "reissue_of_id": 999_999_999}))


def a_top_up(payment: Payment) -> Adjustment:
    return Adjustment.objects.filter(entitlement=payment.entitlement).first() or an_adjustment(payment.entitlement)


def copied(payment: Payment, **facts: object):
    names = [field.attname for field in Payment._meta.concrete_fields if field.attname != "id"]
    known = {name: getattr(payment, name) for name in names}
    if "reissue_of_id" in facts:
        facts.pop("reissue_of", None)

    def write() -> None:
        row = Payment(**known)
        for name, value in facts.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    return write


def test_what_is_not_approved_is_not_paid() -> None:
    make.the_money()
    payment = make.a_payment()
    other = make.an_entitlement()
    open_one = Batch.objects.create(number="X", title="X", term=payment.batch.term, channel="bank_card", prepared_by=hand())
    refused("payment_pays_what_is_approved", copied(payment, batch=open_one, entitlement=other, student=other.student))


def test_a_layout_is_in_force_by_two_persons_and_kept_as_it_was() -> None:
    layout, add = BankLayout.objects.get(code="rural_bank_txt"), BankLayout.objects.create
    own = {"code": layout.code, "label": "x", "spec": {}, "made_by": hand()}
    yes = {"status": "approved", "decided_at": NOW}
    refused("bank_layout_is_kept_as_it_was", changed(layout, spec={}))
    refused("bank_layout_is_final_once_decided", changed(layout, status="proposed"))
    is_kept("bank_layout_once_per_version", lambda: add(**own))
    is_kept("bank_layout_without_maker_is_shipped", lambda: add(**{**own, "made_by": None}, version=2))
    is_kept("bank_layout_without_maker_is_shipped", lambda: add(**{**own, "made_by": None, "code": "new"}))
    proposed = add(**own, version=2)
    is_kept("bank_layout_one_waits_per_code", lambda: add(**own, version=3))
    is_kept("bank_layout_approver_is_not_maker", changed(proposed, **yes, decided_by=hand()))
    is_kept("bank_layout_decided_iff_stamped", changed(proposed, status="refused"))
    is_kept("bank_layout_one_current_per_code", changed(proposed, **yes, decided_by=make.a_hand("lin")))


def test_no_file_is_written_or_read_by_a_layout_that_waits_for_its_second_person() -> None:
    make.the_money()
    batch = make.a_payment().batch
    layout = BankLayout.objects.create(code="new", label="x", spec={}, made_by=hand())
    facts = {"batch": batch, "layout": layout, "sha256": "a" * 64}
    sent = {**facts, "number": 1, "row_count": 1, "total": 1, "made_by": hand()}
    refused("bank_layout_in_use_is_approved", lambda: BankFile.objects.create(**sent, file=a_file()))
    refused("bank_layout_in_use_is_approved", lambda: BankReturn.objects.create(**facts, uploaded_by=hand(), file=a_file()))


def test_files_of_a_bank_are_kept_as_they_were() -> None:
    make.the_money()
    payment = make.a_payment()
    layout = BankLayout.objects.get(code="rural_bank_txt")
    facts = {"batch": payment.batch, "layout": layout, "sha256": "a" * 64}
    sent = {**facts, "number": 1, "row_count": 1, "total": 1, "made_by": hand()}
    is_kept("bank_file_once_per_batch_and_number", lambda: [BankFile.objects.create(**sent, file=a_file()) for _each in "ab"])
    back = {**facts, "uploaded_by": hand()}
    is_kept(
        "bank_return_once_per_batch_and_content", lambda: [BankReturn.objects.create(**back, file=a_file()) for _each in "ab"]
    )
    read = BankReturn.objects.create(**back, file=a_file())
    is_kept("bank_return_booking_has_its_time", changed(read, status="booked", booked_by=make.a_hand("pan")))
    is_kept("bank_return_booked_iff_stamped", changed(read, status="booked"))
    wrong = {"status": "booked", "booked_by": make.a_hand("pan"), "booked_at": NOW, "problems": ["x"]}
    is_kept("bank_return_with_problems_is_not_booked", changed(read, **wrong))
    line = {
        "bank_return": read,
        "payment": payment,
        "matched_by": "reference",
        "succeeded": True,
        "settled_on": DAY,
        "fresh": True,
    }
    is_kept(
        "bank_return_line_failed_has_its_reason", lambda: BankReturnLine.objects.create(**{**line, "succeeded": False}, row=1)
    )
    is_kept("bank_return_line_once_per_payment", lambda: [BankReturnLine.objects.create(**line, row=n) for n in (1, 2)])
    is_kept("bank_return_line_once_per_row", twice(BankReturnLine.objects.create, **line, row=1))


def test_an_account_is_of_one_child_or_guardian_and_one_change_waits() -> None:
    make.the_money()
    (row,) = make.approved(make.an_entitlement())
    is_kept("cardchange_is_for_child_or_guardian", lambda: a_card_change(row, payee="school"))
    is_kept("cardchange_one_waits_per_child", twice(a_card_change, row=row))
    staff = {"school": row.school, "name": "赵老师", "account_index": b"s" * 32, "made_by": hand()}
    is_kept("staff_account_once", twice(StaffAccount.objects.create, **staff))


def test_one_movement_of_one_payment_is_booked_once() -> None:
    make.the_money()
    payment = make.a_payment()
    leg = payment.legs.first()
    is_kept("ledger_leg_once_per_payment_movement_and_account", lambda: LedgerLeg.objects.create(
        entry=an_entry(kind="send", batch=payment.batch), kind="send", account=leg.account, fen=leg.fen, payment=payment
    ))  # fmt: skip
