"""What the lists of donors and hand-over lists say beside their own columns."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from subsidies.choices import PaperStatus
from subsidies.donation_choices import GiftKind
from subsidies.models import Donor, Gift, HandOver


def with_gifts(donors: QuerySet[Donor]) -> QuerySet[Donor]:
    """`gifts`, `cash` and `in_kind` of all years, as far as they are approved."""
    approved, cash = Q(gifts__status=PaperStatus.APPROVED), Q(gifts__kind=GiftKind.CASH)
    return donors.annotate(
        gifts_count=Count("gifts", filter=approved),
        cash=Sum("gifts__amount", filter=approved & cash),
        in_kind=Sum("gifts__amount", filter=approved & ~cash),
    )


def with_portions(hand_overs: QuerySet[HandOver]) -> QuerySet[HandOver]:
    """`quantity` and `amount` of a list, and `children` who stand on it by name."""
    return hand_overs.annotate(
        quantity=Sum("awards__quantity"), amount=Sum("awards__amount"), children=Count("awards__student", distinct=True)
    )


@dataclass(frozen=True)
class GiftSums:
    """Yuan; `unvalued` gifts of goods have no value that anybody can say."""

    gifts: int
    cash: Decimal
    in_kind: Decimal
    unvalued: int


def gift_sums(gifts: QuerySet[Gift]) -> GiftSums:
    cash = Q(kind=GiftKind.CASH)
    found = gifts.order_by().aggregate(
        gifts=Count("pk"),
        cash=Sum("amount", filter=cash),
        in_kind=Sum("amount", filter=~cash),
        unvalued=Count("pk", filter=Q(amount=None)),
    )
    return GiftSums(found["gifts"], found["cash"] or Decimal(0), found["in_kind"] or Decimal(0), found["unvalued"])
