"""What the public reads of donations: who gave what in a year; a person who gave is not named."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from subsidies.choices import PaperStatus
from subsidies.donation_choices import DonorKind
from subsidies.models import Gift


@dataclass(frozen=True)
class PublicGift:
    """`yuan` is what was given in cash, or what it is worth; None where nobody can say."""

    donor: str
    programme: str
    what: str
    yuan: Decimal | None


@dataclass(frozen=True)
class PublicGifts:
    year: int
    gifts: list[PublicGift]
    cash: Decimal
    worth: Decimal


def gift_years() -> list[int]:
    return sorted(set(_approved().values_list("year", flat=True)), reverse=True)


def gifts_of(year: int) -> PublicGifts:
    """Approved ones, in the order in which they came; `worth` is of goods and services."""
    found = list(_approved().filter(year=year).for_list().order_by("received_on", "pk"))
    cash = sum((gift.amount for gift in found if gift.is_cash), Decimal(0))
    worth = sum((gift.amount for gift in found if not gift.is_cash and gift.amount), Decimal(0))
    return PublicGifts(year, [_told(gift) for gift in found], cash, worth)


def _approved():
    return Gift.objects.filter(status=PaperStatus.APPROVED)


def _told(gift: Gift) -> PublicGift:
    donor = _("爱心人士") if gift.donor.kind == DonorKind.PERSON else gift.donor.name
    return PublicGift(donor, gift.programme.label, _what(gift), gift.amount)


def _what(gift: Gift) -> str:
    if gift.is_cash:
        return str(gift.get_kind_display())
    return f"{gift.item}{gift.quantity or ''}{gift.unit if gift.quantity else ''}"
