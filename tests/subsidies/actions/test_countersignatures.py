"""From a sum on a list or batch asks for further persons: refused without them in the action and by the database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.errors import AlreadyDone, Refused, Stale
from aid_portal.models import User
from subsidies.actions import approval_bands, batches, countersignatures, entitlement_lists
from subsidies.choices import BatchStatus, ListStatus
from subsidies.models import ApprovalBand, Batch, Countersignature, Entitlement, EntitlementList
from subsidies.models.countersignatures import with_signatures
from tests.factories import subsidies_money as make
from tests.factories.approval_bands import a_band, a_leader, a_proposed_band
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
ANOTHER = "countersignature_is_by_another_on_what_was_reviewed"


@pytest.fixture
def lin() -> User:
    return make.a_hand("lin", Role.COUNTY_APPROVER)


@pytest.fixture
def qian() -> User:
    return make.a_hand("qian", Role.FINANCE)


def a_reviewed_batch() -> Batch:
    """500.00 yuan, approved by lin, prepared by chen, reviewed by guo2."""
    make.the_money()
    make.approved(make.an_entitlement())
    return reviewed(make.a_batch())


def reviewed(batch: Batch) -> Batch:
    batches.submit(batch=batch, by=make.a_hand("chen"))
    return batches.review(batch=batch, by=make.a_hand("guo2", Role.COUNTY_REVIEWER))


def a_reviewed_list() -> EntitlementList:
    """Two children, 1,000.00 yuan, confirmed by wang, reviewed by guo."""
    make.the_money()
    own = make.an_entitlement().list
    make.an_entitlement(school=own.school, list=own)
    entitlement_lists.confirm(entitlement_list=own, by=make.a_hand("wang", Role.SCHOOL_OFFICER, own.school))
    entitlement_lists.review(lists=[own.pk], by=make.a_hand("guo", Role.COUNTY_REVIEWER))
    return EntitlementList.objects.get(pk=own.pk)


def release(batch: Batch, by: User) -> Batch:
    return batches.release(batch=batch, seen=bytes(batch.digest), by=by)


def sign(batch: Batch, by: User) -> Batch:
    return countersignatures.sign_batch(batch=batch, seen=bytes(batch.digest), by=by)


def out(by: User) -> dict[str, object]:
    return {"status": BatchStatus.RELEASED, "released_by": by, "released_at": timezone.now()}


def wanted(row: Batch | EntitlementList) -> int:
    return with_signatures(type(row).objects.filter(pk=row.pk)).get().wanted


def test_below_every_band_nobody_is_asked(qian: User) -> None:
    a_band("500.01")
    batch = a_reviewed_batch()
    with pytest.raises(Refused, match="没有达到会签标准"):
        sign(batch, a_leader())
    assert release(batch, qian).status == BatchStatus.RELEASED


def test_a_batch_of_the_sum_goes_out_only_with_a_further_person(qian: User) -> None:
    a_band("500")
    batch = a_reviewed_batch()
    with pytest.raises(Refused, match="还须1人会签") as refusal:
        release(batch, qian)
    assert (refusal.value.code, refusal.value.ids) == ("unsigned", [batch.pk])
    refused("batch_has_the_signatures_that_its_sum_asks_for", changed(batch, **out(qian)))
    sign(batch, a_leader())
    assert release(batch, qian).released_by == qian


def test_who_prepared_reviewed_or_decided_on_it_does_not_sign(lin: User) -> None:
    a_band("500")
    batch = a_reviewed_batch()
    for person in (batch.prepared_by, batch.reviewed_by, lin):
        with pytest.raises(Refused) as refusal:
            sign(batch, person)
        assert refusal.value.code == "own_work"
        facts = {"batch": batch, "reviewed_at": batch.reviewed_at, "amount": batch.total, "signed_by": person}
        refused(
            "countersignature_is_by_another_on_what_was_reviewed", lambda facts=facts: Countersignature.objects.create(**facts)
        )
    facts["signed_by"] = a_leader()
    for wrong in ({"amount": 1}, {"reviewed_at": timezone.now()}):
        refused(ANOTHER, lambda wrong=wrong: Countersignature.objects.create(**{**facts, **wrong}))


def test_who_signed_does_not_release_and_signs_once() -> None:
    a_band("500", 2)
    batch, leader = a_reviewed_batch(), a_leader()
    sign(batch, leader)
    with pytest.raises(AlreadyDone, match="您已经会签，还须由另一人会签"):
        sign(batch, leader)
    facts = {"batch": batch, "reviewed_at": batch.reviewed_at, "amount": batch.total, "signed_by": leader}
    is_kept("countersignature_once_per_batch_and_person", lambda: Countersignature.objects.create(**facts))
    sign(batch, make.a_hand("fan", Role.COUNTY_APPROVER))
    with pytest.raises(AlreadyDone, match="已经会签完毕"):
        sign(batch, make.a_hand("du", Role.COUNTY_APPROVER))
    with pytest.raises(Refused, match="由您本人会签"):
        release(batch, leader)
    refused("batch_releaser_has_not_countersigned", changed(batch, **out(leader)))


def test_another_review_asks_for_another_signature(qian: User) -> None:
    a_band("500")
    batch = sign(a_reviewed_batch(), a_leader())
    batches.hold_back(batch=batch, note="核对账户", by=qian)
    batch = reviewed(batch)
    with pytest.raises(Refused, match="还须1人会签"):
        release(batch, qian)
    with pytest.raises(Stale, match="与您看到的不同"):
        countersignatures.sign_batch(batch=batch, seen=b"0" * 32, by=a_leader())
    assert release(sign(batch, a_leader()), qian).status == BatchStatus.RELEASED
    with pytest.raises(Stale, match="不能会签"):
        sign(batch, a_leader())


def test_of_all_bands_the_most_of_each_the_latest_that_has_begun() -> None:
    batch = a_reviewed_batch()
    for facts, asked in (
        (("100", 1), 1),
        (("300", 2), 2),
        (("600", 3), 2),
        (("300", 3, "list"), 2),
        (("300", 0, "batch", timezone.localdate() + timedelta(days=1)), 2),
        (("300", 0, "batch", timezone.localdate()), 1),
    ):
        a_band(*facts)
        assert wanted(batch) == asked, facts


def test_a_list_of_the_sum_is_approved_only_with_a_further_person(lin: User) -> None:
    a_band("1000", subject="list")
    own = a_reviewed_list()
    with pytest.raises(Refused, match=r"金额1,000\.00元，达到会签标准，还须1人会签"):
        entitlement_lists.approve(lists=[own.pk], seen=Decimal(1000), by=lin)
    stamp = {"status": ListStatus.APPROVED, "approved_by": lin, "approved_at": timezone.now()}
    refused("entitlement_list_has_the_signatures_that_its_sum_asks_for", changed(own, **stamp))
    for person in (own.confirmed_by, own.reviewed_by):
        with pytest.raises(Refused, match="须由另一人会签"):
            countersignatures.sign_lists(lists=[own.pk], seen=Decimal(1000), by=person)
        facts = {"entitlement_list": own, "reviewed_at": own.reviewed_at, "amount": 1000, "signed_by": person}
        refused(
            "countersignature_is_by_another_on_what_was_reviewed", lambda facts=facts: Countersignature.objects.create(**facts)
        )
    with pytest.raises(Stale, match="与您看到的"):
        countersignatures.sign_lists(lists=[own.pk], seen=Decimal(999), by=a_leader())
    countersignatures.sign_lists(lists=[own.pk], seen=Decimal(1000), by=a_leader())
    with pytest.raises(Refused, match="由您本人会签"):
        entitlement_lists.approve(lists=[own.pk], seen=Decimal(1000), by=a_leader())
    refused("entitlement_list_approver_has_not_countersigned", changed(own, **{**stamp, "approved_by": a_leader()}))
    assert entitlement_lists.approve(lists=[own.pk], seen=Decimal(1000), by=lin)[0].status == ListStatus.APPROVED


def test_a_signature_on_a_list_is_for_its_sum(lin: User) -> None:
    a_band("500", subject="list")
    own = a_reviewed_list()
    countersignatures.sign_lists(lists=[own.pk], seen=Decimal(1000), by=a_leader())
    row = Entitlement.objects.filter(list=own).first()
    with transaction.atomic():
        Entitlement.objects.filter(pk=row.pk).update(status="objected", note="已转学")
    with pytest.raises(Refused, match="还须1人会签"):
        entitlement_lists.approve(lists=[own.pk], seen=Decimal(500), by=lin)


def test_a_signature_is_of_one_thing_and_stays() -> None:
    a_band("500")
    batch = sign(a_reviewed_batch(), a_leader())
    signature = Countersignature.objects.get()
    facts = {"reviewed_at": batch.reviewed_at, "amount": 1, "signed_by": a_leader()}
    is_kept("countersignature_is_of_one_thing", lambda: Countersignature.objects.create(**facts))
    for deed in (lambda: Countersignature.objects.update(amount=1), signature.delete):
        with pytest.raises(Exception, match=r"[Cc]annot (update|delete)"), transaction.atomic():
            deed()


def test_a_band_is_put_in_force_by_a_second_person_and_replaces_that_of_its_day(lin: User) -> None:
    first = a_band("500")
    again = a_proposed_band("500", 2)
    with pytest.raises(Refused, match="等待批准"):
        a_proposed_band("500", 3)
    with pytest.raises(Refused, match="须由另一人批准"):
        approval_bands.decide(band=again, approved=True, by=again.made_by)
    approval_bands.decide(band=again, approved=True, by=lin)
    first.refresh_from_db()
    assert (first.replaced_by, list(ApprovalBand.objects.in_force())) == (again, [again])
    with pytest.raises(Refused, match="请填写依据"):
        approval_bands.propose(
            subject="list", above=Decimal(1), signers=1, starts_on=date(2022, 1, 1), source=" ", by=make.a_hand("chen")
        )


def test_the_database_keeps_the_bands_in_order(lin: User) -> None:
    band = a_band("500")
    own = {"subject": "batch", "above": band.above, "signers": 1, "starts_on": band.starts_on, "source": "x", "made_by": lin}
    yes = {"status": "approved", "decided_at": timezone.now()}
    make_band = ApprovalBand.objects.create
    is_kept("approvalband_asks_for_somebody_from_some_sum_on", lambda: make_band(**{**own, "above": 0}))
    is_kept("approvalband_asks_for_somebody_from_some_sum_on", lambda: make_band(**{**own, "signers": 4}))
    is_kept("approvalband_has_a_document", lambda: make_band(**{**own, "source": ""}))
    is_kept("approvalband_one_in_force_per_sum_and_day", lambda: make_band(**own, **yes, decided_by=a_leader()))
    is_kept("approvalband_one_waits_per_sum_and_day", lambda: [make_band(**own) for _each in "ab"])
    is_kept("approvalband_approver_is_not_maker", lambda: make_band(**{**own, "above": 7}, **yes, decided_by=lin))
    is_kept("approvalband_decided_iff_stamped", lambda: make_band(**{**own, "above": 7}, status="refused"))
    listed = {"entitlement_list": a_reviewed_list(), "amount": 1, "signed_by": a_leader()}
    listed["reviewed_at"] = listed["entitlement_list"].reviewed_at
    is_kept("countersignature_once_per_list_and_person", lambda: [Countersignature.objects.create(**listed) for _each in "ab"])
