"""Who decided on the money or sent it does not say what became of it: in the action, on the page, in raw SQL (R39)."""

import pytest
from django.db import transaction
from django.db.utils import InternalError
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import User
from aid_portal.waiting import Viewer
from subsidies.actions import bank_returns, batches
from subsidies.choices import BatchStatus, Channel, ReturnStatus
from subsidies.models import BankReturn, Batch, EntitlementList, LedgerEntry
from subsidies.waiting.batches import to_book
from tests.factories import subsidies_money as make
from tests.factories.bank_answers import DAY, answer, at_the_bank, read

pytestmark = pytest.mark.django_db
HANDS = ("confirmed", "reviewed", "approved", "prepared", "looked_at", "released")


def hands(batch: Batch) -> dict[str, User]:
    """Everybody through whose hands the one row of the batch went, before it came back."""
    own = EntitlementList.objects.get()
    decided = (own.confirmed_by, own.reviewed_by, own.approved_by)
    return dict(zip(HANDS, (*decided, batch.prepared_by, batch.reviewed_by, batch.released_by), strict=True))


@pytest.fixture
def answered(tmp_path) -> BankReturn:
    make.the_money()
    make.approved(make.an_entitlement())
    batch = at_the_bank(make.released(make.a_batch()))
    return read(answer(tmp_path, batch), batch)


@pytest.mark.parametrize("hand", HANDS)
def test_no_hand_of_the_way_out_books_the_way_back(answered: BankReturn, hand: str) -> None:
    person = hands(answered.batch)[hand]
    with pytest.raises(Refused, match="结果须由另一人入账") as refusal:
        bank_returns.book(bank_return=answered, by=person)
    assert (refusal.value.code, refusal.value.ids) == ("own_work", [answered.batch_id])
    stamp = {"status": ReturnStatus.BOOKED, "booked_by": person, "booked_at": timezone.now()}
    with pytest.raises(InternalError, match="bank_return_is_booked_by_who_did_not_send_it"), transaction.atomic():
        BankReturn.objects.filter(pk=answered.pk).update(**stamp)
    for kind in ("pay", "return"):
        with pytest.raises(InternalError, match="ledger_result_is_booked_by_who_did_not_send_it"), transaction.atomic():
            LedgerEntry.objects.create(kind=kind, cause="test", batch=answered.batch, made_by=person)


def test_a_result_of_nobody_is_not_booked(answered: BankReturn) -> None:
    with pytest.raises(InternalError, match="ledger_result_is_booked_by_who_did_not_send_it"), transaction.atomic():
        LedgerEntry.objects.create(kind="pay", cause="test", batch=answered.batch)


def test_the_page_and_the_inbox_leave_it_to_another(log_in, answered: BankReturn) -> None:
    qian, pan = answered.batch.released_by, make.a_hand("pan", Role.FINANCE)
    for person, found in ((qian, []), (pan, [answered])):
        said = log_in(person).get(answered.get_absolute_url()).content.decode()
        assert ("book/" in said, "请由另一名财务人员核对入账" in said) == (bool(found), not found)
        assert list(to_book(Viewer(person, None))) == found
    assert bank_returns.book(bank_return=answered, by=pan).booked_by == pan


def test_waivers_are_booked_by_another_than_their_releaser(log_in) -> None:
    fee = make.the_programme("VOC_FEE")
    make.the_money(programme="VOC_FEE")
    make.approved(make.an_entitlement(programme=fee, waiver=True))
    batch = make.released(make.a_batch(channel=Channel.SCHOOL_INCOME))
    qian, pan = batch.released_by, make.a_hand("pan", Role.FINANCE)
    with pytest.raises(Refused, match="结果须由另一人入账"):
        batches.settle(batch=batch, day=DAY, voucher="拨1", by=qian)
    assert ["settle/" in log_in(each).get(batch.get_absolute_url()).content.decode() for each in (qian, pan)] == [False, True]
    batches.settle(batch=batch, day=DAY, voucher="拨1", by=pan)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.PAID
