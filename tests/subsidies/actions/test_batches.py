"""A batch from its rows to the bank's answer: who may let it go, what never goes out, what comes back (scenarios 21 to 28)."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, InternalError, transaction

from aid_portal.choices import Role
from aid_portal.errors import Refused
from subsidies.actions import adjustments, bank_files, bank_returns, batches, cards
from subsidies.actions.batch_rows import Choice, trial
from subsidies.choices import AccountKind, AdjustmentKind, BatchStatus, Channel, PaymentStatus, ReturnStatus
from subsidies.models import BankLayout, Batch, CardChange, Entitlement, LedgerAccount, Payment, StaffAccount
from tests.factories.bank_answers import answer, at_the_bank, open_account, read, the_layout
from tests.factories.subsidies_money import (
    a_batch,
    a_card,
    a_hand,
    a_payment,
    an_enrolled_child,
    an_entitlement,
    approved,
    released,
    the_money,
    the_programme,
    the_term,
)

pytestmark = pytest.mark.django_db
DAY = date(2022, 11, 20)


def fen(kind: str) -> int:
    return sum(LedgerAccount.objects.filter(kind=kind).values_list("balance", flat=True))


def test_scenario_24_of_120_rows_three_come_back_are_put_right_and_sent_again(tmp_path: Path) -> None:
    the_money("100000")
    approved(*[an_entitlement() for _each in range(120)])
    batch = at_the_bank(released(a_batch()))
    assert (batch.row_count, batch.total) == (120, Decimal("60000.00"))
    path = answer(tmp_path, batch, {7: "户名不符", 8: "户名不符", 9: "户名不符"})
    booked = bank_returns.book(bank_return=read(path, batch), by=a_hand("pan"))
    assert (booked.paid_count, booked.paid_total) == (117, Decimal("58500.00"))
    assert (booked.returned_count, booked.returned_total) == (3, Decimal("1500.00"))
    assert (fen(AccountKind.PAID), fen(AccountKind.COMMITTED), fen(AccountKind.IN_PROCESS)) == (5850000, 150000, 0)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.PARTLY_PAID
    with pytest.raises(Refused, match="还有3笔退票没有重发") as refusal:
        batches.close(batch=batch, by=a_hand("chen"))
    assert set(refusal.value.ids) == set(batch.payments.filter(status=PaymentStatus.RETURNED).values_list("pk", flat=True))
    for payment in batch.payments.filter(status=PaymentStatus.RETURNED):
        mend(payment)
    child = batches.reissue(parent=batch, title="补发", by=a_hand("chen"))
    assert (child.number, child.row_count, child.total) == (f"{batch.number}-1", 3, Decimal("1500.00"))
    child = at_the_bank(released(child))
    bank_returns.book(bank_return=read(answer(tmp_path, child), child), by=a_hand("pan"))
    assert fen(AccountKind.PAID) == 6000000
    assert Entitlement.objects.filter(payments__status=PaymentStatus.PAID).distinct().count() == 120
    before = list(Payment.objects.order_by("pk").values())
    assert read(path, batch) == booked  # the same file again
    assert list(Payment.objects.order_by("pk").values()) == before
    assert batches.close(batch=batch, by=a_hand("chen")).status == BatchStatus.CLOSED


def mend(payment: Payment) -> CardChange:
    change = cards.propose(
        student=payment.student, school=payment.school, payee="child", holder=payment.student.name, account=a_card(),
        bank_name="扶风农商银行", reason="户名不符，换用本人社保卡", payment=payment, by=a_hand("wang", Role.SCHOOL_OFFICER),
    )  # fmt: skip
    return cards.decide(change=change, approved=True, by=a_hand("guo", Role.COUNTY_REVIEWER))


def test_scenario_25_a_row_that_was_never_sent_stops_the_whole_return(tmp_path: Path) -> None:
    """The bank sends a serial of ours that does not exist, with 500.01."""
    the_money()
    approved(an_entitlement(), an_entitlement())
    batch = at_the_bank(released(a_batch()))
    path = answer(tmp_path, batch)
    text = path.read_bytes().decode("gbk").replace(f"{batch.number}-00002", f"{batch.number}-00099")
    path.write_bytes(text.encode("gbk"))
    stopped = read(path, batch)
    assert (stopped.status, stopped.problems) == (ReturnStatus.REFUSED, ["第3行：这一笔从未送出，请向银行核对。"])
    assert set(batch.payments.values_list("status", flat=True)) == {PaymentStatus.SENT}
    assert fen(AccountKind.IN_PROCESS) == 100000


def test_another_amount_than_was_sent_stops_the_whole_return(tmp_path: Path) -> None:
    the_money()
    approved(an_entitlement())
    batch = at_the_bank(released(a_batch()))
    assert read(answer(tmp_path, batch, amount="500.01"), batch).problems == ["第2行：金额与送出的不同，请向银行核对。"]


def test_a_late_return_changes_nothing_that_is_settled(tmp_path: Path) -> None:
    the_money()
    approved(an_entitlement())
    batch = at_the_bank(released(a_batch()))
    bank_returns.book(bank_return=read(answer(tmp_path, batch), batch), by=a_hand("pan"))
    late = read(answer(tmp_path, batch, {1: "账户冻结"}), batch)
    assert (late.returned_count, late.settled_count) == (0, 1)
    bank_returns.book(bank_return=late, by=a_hand("pan"))
    assert batch.payments.get().status == PaymentStatus.PAID
    assert (fen(AccountKind.PAID), late.lines.get().fresh) == (50000, False)


def test_scenario_19_and_21_waivers_give_no_bank_row_and_still_count() -> None:
    """With three children in place of 300."""
    fee = the_programme("VOC_FEE")
    the_money(programme="VOC_FEE")
    approved(*[an_entitlement(programme=fee, amount=Decimal("800.00"), waiver=True) for _each in range(3)])
    with pytest.raises(Refused, match="没有可以发放的人员"):
        a_batch(channel=Channel.BANK_CARD)
    batch = released(a_batch(channel=Channel.SCHOOL_INCOME))
    with pytest.raises(Refused, match="减免没有银行明细"):
        bank_files.make(batch=batch, layout=the_layout(), by=a_hand("qian"))
    batches.settle(batch=batch, day=DAY, voucher="拨2022-118", by=a_hand("pan"))
    assert batch.payments.filter(status=PaymentStatus.PAID).count() == 3
    assert fen(AccountKind.PAID) == 240000


def test_meal_cards_are_topped_up_by_a_file_of_registry_numbers() -> None:
    the_money()
    (row,) = approved(an_entitlement())
    batch = released(a_batch(channel=Channel.MEAL_CARD))
    made = bank_files.make(batch=batch, layout=BankLayout.objects.get(code="generic_csv"), by=a_hand("qian"))
    _headings, line = b"".join(bank_files.download(bank_file=made, by=a_hand("qian"))).decode("utf-8-sig").splitlines()
    (payment,) = batch.payments.all()
    number = open_account(payment)
    assert (number[0] in "GL", payment.payee_name) == (True, row.student.name)
    assert line.split(",")[3:5] == [row.student.name, number]
    assert line.split(",")[7] == "50000"


def test_scenario_26_one_account_for_siblings_is_a_note_for_a_stranger_an_error_and_for_staff_an_error() -> None:
    the_money()
    shared, guardian = a_card(), b"g" * 32
    family = {"bank_account": shared, "account_holder": "王芳", "guardian_name": "王芳", "guardian_key": "王芳"}
    siblings = [an_enrolled_child(name, guardian_index=guardian, **family) for name in ("李明", "李亮")]
    rows = approved(*[an_entitlement(enrolment=child) for child in siblings])
    tried = trial(Choice(term=the_term(), channel=Channel.GUARDIAN_CARD))
    assert {each.code for found in tried.problems.values() for each in found} == {"shared_siblings"}
    assert len(tried.good) == 2
    stranger = an_enrolled_child("张伟", guardian_index=b"h" * 32, **family)
    approved(an_entitlement(enrolment=stranger))
    tried = trial(Choice(term=the_term(), channel=Channel.GUARDIAN_CARD))
    assert (len(tried.good), len(tried.left_out)) == (0, 3)
    from aid_portal import crypto

    StaffAccount.objects.create(
        school=rows[0].school, name="赵老师", account_index=crypto.blind_index("content", shared), made_by=a_hand("chen")
    )
    tried = trial(Choice(term=the_term(), channel=Channel.GUARDIAN_CARD))
    assert {each.code for found in tried.problems.values() for each in found} == {"staff_account"}


def test_scenario_27_a_child_who_died_is_left_out_of_a_later_batch() -> None:
    the_money()
    dead, living = an_entitlement(), an_entitlement()
    approved(dead, living)
    dead.enrolment.status, dead.enrolment.status_on = "deceased", date(2022, 10, 2)
    dead.enrolment.save(update_fields=["status", "status_on"])
    with pytest.raises(Refused, match="有1笔不能发放") as refused:
        a_batch()
    assert refused.value.ids == [dead.pk]
    batch = batches.build(
        choice=Choice(term=the_term(), channel=Channel.BANK_CARD), title="2022秋", leave_out=True, by=a_hand("chen")
    )
    assert batch.payments.get().entitlement_id == living.pk


def test_scenario_28_who_left_after_two_months_of_five_owes_three(tmp_path: Path) -> None:
    """1,250.00 was paid, 500.00 was due, 750.00 is asked back, and the child counts once."""
    the_money(programme="SH_GRANT")
    row = an_entitlement(programme=the_programme("CE_BOARD"), amount=Decimal("1250.00"))
    the_money()
    approved(row)
    batch = at_the_bank(released(a_batch()))
    bank_returns.book(bank_return=read(answer(tmp_path, batch), batch), by=a_hand("pan"))
    facts = {"entitlement": row, "kind": AdjustmentKind.CLAW_BACK, "amount": Decimal("750.00"), "reason": "两个月后退学"}
    asked = adjustments.propose(**facts, by=a_hand("wang"))
    with pytest.raises(Refused, match="由您本人经办"):
        adjustments.decide(adjustment=asked, approved=True, by=a_hand("wang"))
    adjustments.decide(adjustment=asked, approved=True, by=a_hand("lin"))
    assert (asked.recovery.amount, fen(AccountKind.PAID)) == (Decimal("750.00"), 125000)
    adjustments.receive(recovery=asked.recovery, day=DAY, voucher="收2022-7", by=a_hand("qian"))
    assert fen(AccountKind.PAID) == 50000
    row.refresh_from_db()
    assert row.status == "approved"


def test_nobody_lets_go_what_he_prepared_reviewed_or_decided() -> None:
    the_money()
    approved(an_entitlement())
    batch = a_batch()
    batches.submit(batch=batch, by=a_hand("chen"))
    with pytest.raises(Refused, match="由您本人编制或审核"):
        batches.review(batch=batch, by=a_hand("chen"))
    batch = batches.review(batch=batch, by=a_hand("guo2", Role.COUNTY_REVIEWER))
    for hand, sentence in (("chen", "由您本人编制"), ("guo2", "由您本人编制或审核"), ("lin", "您确认、审核或审批过其中的名单")):
        with pytest.raises(Refused, match=sentence):
            batches.release(batch=batch, seen=bytes(batch.digest), by=a_hand(hand))
    with pytest.raises(InternalError, match="batch_releaser_has_not_decided_what_it_pays"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(status="released", released_by=a_hand("lin"), released_at="2022-11-01T00:00Z")


def test_an_entitlement_is_in_one_live_payment_only() -> None:
    the_money()
    approved(an_entitlement())
    first = a_batch()
    with pytest.raises(Refused, match="没有可以发放的人员"):
        a_batch()
    row = first.payments.get()
    second = Batch.objects.create(number="X", title="X", term=first.term, channel=first.channel, prepared_by=a_hand("chen"))
    row.pk, row.batch = None, second
    with pytest.raises(IntegrityError, match="payment_one_live_per_entitlement_and_adjustment"), transaction.atomic():
        row.save(force_insert=True)


def test_what_was_frozen_is_never_edited() -> None:
    the_money()
    payment = a_payment()
    for change in ({"amount": Decimal(1)}, {"payee_name": "别人"}, {"tier": "general"}, {"account_index": b"x" * 32}):
        with pytest.raises(InternalError, match="payment_is_frozen"), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(**change)
    with pytest.raises(InternalError, match="payment_goes_forward_only"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(status="ready")
    with pytest.raises(InternalError, match="batch_is_frozen"), transaction.atomic():
        Batch.objects.update(total=Decimal(1))


def test_a_top_up_is_paid_beside_what_was_paid_and_adds_no_person_time(tmp_path: Path) -> None:
    the_money()
    row = an_entitlement()
    approved(row)
    batch = at_the_bank(released(a_batch()))
    bank_returns.book(bank_return=read(answer(tmp_path, batch), batch), by=a_hand("pan"))
    facts = {"entitlement": row, "kind": AdjustmentKind.TOP_UP, "amount": Decimal("62.50"), "reason": "标准核定错误"}
    more = adjustments.propose(**facts, by=a_hand("wang"))
    adjustments.decide(adjustment=more, approved=True, by=a_hand("lin"))
    second = a_batch()
    assert (second.total, second.payments.get().adjustment) == (Decimal("62.50"), more)


def test_a_held_row_is_not_paid() -> None:
    from subsidies.actions import entitlements

    the_money()
    row = an_entitlement()
    approved(row)
    entitlements.hold(entitlement=row, until=date(2022, 12, 1), note="正在核实户籍", by=a_hand("guo"))
    with pytest.raises(Refused, match="没有可以发放的人员"):
        a_batch()
    entitlements.let_go(entitlement=row, note="已核实", by=a_hand("guo"))
    assert a_batch().row_count == 1


def test_a_returned_payment_goes_out_again_to_whosever_card_is_now_given(tmp_path: Path) -> None:
    """From the guardian's card to the child's own: the re-issue does not ask for the channel of before."""
    the_money()
    family = {"account_holder": "王芳", "guardian_name": "王芳", "guardian_key": "王芳", "guardian_index": b"g" * 32}
    approved(an_entitlement(enrolment=an_enrolled_child("李明", **family)))
    batch = at_the_bank(released(a_batch(channel=Channel.GUARDIAN_CARD)))
    bank_returns.book(bank_return=read(answer(tmp_path, batch, {1: "户名不符"}), batch), by=a_hand("pan"))
    mend(batch.payments.get())
    child = batches.reissue(parent=batch, title="补发", by=a_hand("chen"))
    assert child.payments.get().payee == "child"
