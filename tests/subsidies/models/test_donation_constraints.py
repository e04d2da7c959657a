"""What the database promises of gifts, whoever writes and by whatever road."""

from datetime import date
from decimal import Decimal

import pgtrigger
import pytest
from django.utils import timezone

from subsidies.actions import consents, donation_receipts, hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.choices import PaperStatus
from subsidies.donation_choices import DonorKind, ReceiptStatus
from subsidies.models import DonationAgreement, DonationAward, DonationReceipt, Donor, Gift, GuardianConsent, HandOver
from tests.factories import donations as give
from tests.factories import subsidies_money as make
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
NOW = timezone.now()
CODE = "91110000600037341L"


def copied(row, **facts: object):
    def breach() -> None:
        copy = type(row).objects.get(pk=row.pk)
        copy.pk = None
        for name, value in facts.items():
            setattr(copy, name, value)
        copy.save(force_insert=True)

    return breach


def test_a_credit_code_is_of_one_organisation() -> None:
    company = {"kind": DonorKind.COMPANY, "credit_code": CODE}
    is_kept("donor_credit_code_is_of_one", lambda: [Donor.objects.create(name=name, **company) for name in "ab"])
    is_kept("donor_credit_code_is_of_an_organisation", lambda: Donor.objects.create(name="c", kind="person", credit_code=CODE))


def test_an_agreement_is_of_a_social_programme_whole_and_final() -> None:
    agreement = give.an_agreement()
    waiting = {"status": PaperStatus.PROPOSED, "decided_by": None, "decided_at": None}
    is_kept("donationagreement_once_a_number", copied(agreement))
    is_kept("donationagreement_one_waits_per_programme", lambda: [copied(agreement, number=n, **waiting)() for n in (2, 3)])
    is_kept("donationagreement_ends_after_it_begins", copied(agreement, number=2, last_day=date(2021, 1, 1)))
    is_kept("donationagreement_names_purpose_and_paper", copied(agreement, number=2, paper=""))
    is_kept("donationagreement_gives_something", copied(agreement, number=2, amount_each=0))
    is_kept("donationagreement_approver_is_not_maker", copied(agreement, number=2, decided_by=agreement.made_by))
    is_kept("donationagreement_decided_iff_stamped", copied(agreement, number=2, decided_at=None))
    refused("donation_agreement_is_of_a_social_programme", copied(agreement, programme=make.the_programme()))
    refused("donation_agreement_is_final_once_decided", changed(agreement, places=9))
    refused("donation_agreement_is_never_deleted", lambda: DonationAgreement.objects.filter(pk=agreement.pk).delete())


def test_a_gift_is_whole_final_and_handed_on_by_lists_only() -> None:
    gift, milk = give.a_gift(), give.some_milk(unit_value=Decimal(3), basis="发票")
    is_kept("gift_of_cash_is_an_amount_and_one_of_goods_a_quantity", copied(gift, item="奶"))
    is_kept("gift_is_not_nothing", copied(gift, amount=0))
    is_kept("gift_value_is_quantity_times_unit_value", copied(milk, amount=1))
    is_kept("gift_value_has_its_basis", copied(milk, basis=""))
    is_kept("gift_is_handed_on_once", copied(milk, handed_quantity=40_001))
    is_kept("gift_approver_is_not_maker", copied(gift, decided_by=gift.made_by))
    is_kept("gift_decided_iff_stamped", copied(gift, decided_at=None))
    refused("gift_is_final_once_decided", changed(gift, amount=1))
    refused("gift_is_handed_on_by_approved_lists_only", changed(milk, handed_quantity=1))
    refused("gift_is_never_deleted", lambda: Gift.objects.filter(pk=gift.pk).delete())


def test_a_hand_over_list_is_signed_decided_by_another_and_final() -> None:
    cash, milk = give.a_gift(), give.some_milk(quantity=10)
    child = make.an_enrolled_child().student
    own = give.a_hand_over(milk, [Portion(student=child, quantity=6)])
    is_kept("handover_is_signed", copied(own, signed_by=""))
    is_kept("handover_decided_iff_stamped", copied(own, decided_at=NOW))
    is_kept("handover_approver_is_not_maker", changed(own, status="approved", decided_by=own.made_by, decided_at=NOW))
    award = own.awards.get()
    is_kept("donation_award_once_a_child_and_list", copied(award))
    is_kept("donation_award_is_a_number_or_an_amount", copied(award, student=None, quantity=0))
    yes = {"status": "approved", "decided_by": give.lin(), "decided_at": NOW}
    refused("hand_over_is_of_goods_or_of_what_the_donor_gives_out", copied(own, gift=cash, **yes))
    more = give.a_hand_over(milk, [Portion(quantity=6)])
    hand_overs.decide(hand_over=own, approved=True, by=give.lin())
    is_kept("gift_is_handed_on_once", changed(more, **yes))
    copied(more)()
    empty = HandOver.objects.get(awards=None)
    refused("hand_over_is_final_once_decided", changed(own, signed_by="别人"))
    refused("hand_over_is_never_deleted", lambda: HandOver.objects.filter(pk=empty.pk).delete())
    refused("donation_award_is_final_once_decided", lambda: DonationAward.objects.filter(pk=award.pk).delete())


def test_a_receipt_keeps_its_number_and_is_for_what_came() -> None:
    gift, direct = give.a_gift(), give.a_gift(give.an_agreement("直接"), direct=True)
    receipt = give.a_receipt(gift)
    refused("donation_receipt_is_for_what_the_bureau_received", copied(receipt, gift=direct, number=8))
    refused("donation_receipt_numbers_have_no_gap", copied(receipt, number=9))
    is_kept("donation_receipt_one_stands_for_a_gift", copied(receipt, number=8))
    is_kept(
        "donation_receipt_voiding_has_its_time",
        changed(receipt, status=ReceiptStatus.VOIDED, voided_by=give.chen(), void_reason="错"),
    )
    is_kept("donation_receipt_is_void_with_person_and_reason", changed(receipt, status=ReceiptStatus.VOIDED))
    refused("donation_receipt_is_final_once_issued", changed(receipt, amount=1))
    refused("donation_receipt_is_never_deleted", lambda: DonationReceipt.objects.filter(pk=receipt.pk).delete())
    donation_receipts.void(receipt=receipt, reason="错开", by=give.chen())
    refused("donation_receipt_is_final_once_issued", changed(receipt, void_reason="别的"))


def test_a_receipt_number_is_used_once() -> None:
    """The trigger says so first; where it is off, the constraint does."""
    receipt = give.a_receipt(give.a_gift())
    with pgtrigger.ignore("subsidies.DonationReceipt:issued_in_order"):
        other = give.a_gift(give.an_agreement("另一项"))
        is_kept("donation_receipt_number_is_used_once", copied(receipt, gift=other))


def test_a_consent_is_on_paper_and_only_withdrawn() -> None:
    child = make.an_enrolled_child()
    facts = {"student": child.student, "school": child.school, "given_on": give.DAY, "paper": "同意书", "may_name": True}
    consent = consents.record(**facts, may_photo=False, may_story=False, by=give.chen())
    is_kept("guardian_consent_one_stands", copied(consent))
    is_kept("guardian_consent_allows_something_on_paper", copied(consent, may_name=False))
    is_kept("guardian_consent_withdrawal_has_its_person", changed(consent, withdrawn_on=give.DAY))
    is_kept(
        "guardian_consent_is_withdrawn_after_it_was_given",
        changed(consent, withdrawn_on=date(2022, 1, 1), withdrawn_by=give.chen()),
    )
    refused("guardian_consent_is_only_withdrawn", changed(consent, may_photo=True))
    refused("guardian_consent_is_never_deleted", lambda: GuardianConsent.objects.filter(pk=consent.pk).delete())
