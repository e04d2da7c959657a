"""Bands of countersigning in force by the words of two."""

from datetime import date
from decimal import Decimal

from aid_portal.choices import Role
from aid_portal.models import User
from subsidies.actions import approval_bands
from subsidies.models import ApprovalBand
from tests.factories.subsidies_money import a_hand


def a_leader() -> User:
    """A second person who may approve and countersign."""
    return a_hand("wei", Role.COUNTY_APPROVER)


def a_proposed_band(above: str = "500", signers: int = 1, subject: str = "batch", starts_on: date | None = None) -> ApprovalBand:
    facts = {"subject": subject, "above": Decimal(above), "signers": signers, "starts_on": starts_on or date(2022, 1, 1)}
    return approval_bands.propose(**facts, source="扶教内控〔2022〕2号", by=a_hand("chen"))


def a_band(*facts: object, **more: object) -> ApprovalBand:
    lin = a_hand("lin", Role.COUNTY_APPROVER)
    return approval_bands.decide(band=a_proposed_band(*facts, **more), approved=True, by=lin)
