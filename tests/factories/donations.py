"""Gifts and what becomes of them, made through the actions: chen registers, lin approves."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from aid_portal.choices import Role
from students.models import Enrolment
from subsidies.actions import donation_agreements, donation_awards, donation_receipts, donors, gifts, hand_overs
from subsidies.actions.hand_overs import Portion
from subsidies.donation_choices import DonorKind, GiftKind
from subsidies.models import DonationAgreement, DonationReceipt, Donor, Entitlement, Gift, HandOver, Programme
from tests.factories import subsidies_money as make

DAY = date(2022, 9, 20)


def chen():
    return make.a_hand("chen")


def lin():
    return make.a_hand("lin", Role.COUNTY_APPROVER)


def a_donor(name: str = "北京明伦公益基金会") -> Donor:
    return Donor.objects.filter(name=name).first() or donors.register(name=name, kind=DonorKind.FOUNDATION, by=chen())


RULES = {
    "year": 2022, "purpose": "资助家庭经济困难学生", "stages": [], "amount_each": Decimal(1500), "places": None,
    "first_day": date(2022, 1, 1), "last_day": date(2022, 12, 31), "agreed_on": date(2022, 3, 1), "paper": "捐赠协议",
}  # fmt: skip


def an_agreement(label: str = "贝壳助学金", donor: Donor | None = None, **rules: object) -> DonationAgreement:
    donors = rules.pop("donors", None) or [donor or a_donor()]
    proposed = donation_agreements.propose(label=label, donors=donors, by=chen(), **{**RULES, **rules})
    return donation_agreements.decide(agreement=proposed, approved=True, by=lin())


def a_gift(agreement: DonationAgreement | None = None, amount: str | None = "75000", **facts: object) -> Gift:
    """Cash that the bureau received, unless said otherwise."""
    agreement = agreement or an_agreement()
    defaults = {"kind": GiftKind.CASH, "received_on": DAY, "amount": Decimal(amount) if amount else None}
    donor = facts.pop("donor", None) or agreement.donors.order_by("pk").first()
    registered = gifts.register(programme=agreement.programme, donor=donor, by=chen(), **{**defaults, **facts})
    return gifts.decide(gift=registered, approved=True, by=lin())


def some_milk(agreement: DonationAgreement | None = None, **facts: object) -> Gift:
    defaults = {"kind": GiftKind.GOODS, "item": "饮用奶", "unit": "盒", "quantity": 40_000}
    return a_gift(agreement or an_agreement("饮用奶", amount_each=None), None, **{**defaults, **facts})


def awarded(programme: Programme, *enrolments: Enrolment) -> list[Entitlement]:
    return donation_awards.award(programme=programme, enrolments=enrolments, by=chen())


def a_hand_over(gift: Gift, portions: Sequence[Portion], school=None) -> HandOver:
    """Signed and waiting for the second person."""
    school = school or make.a_school()
    return hand_overs.propose(gift=gift, school=school, portions=portions, handed_on=DAY, signed_by="王某", by=chen())


def a_receipt(gift: Gift, code: str = "61010122") -> DonationReceipt:
    return donation_receipts.issue(gift=gift, code=code, first_number=7, issued_on=DAY, by=chen())
