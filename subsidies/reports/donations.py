"""What was given to each social programme, what became of it, and what is left: in yuan, and in children."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, DecimalField, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from subsidies.choices import EntitlementStatus, PaperStatus, PaymentStatus
from subsidies.donation_choices import GiftKind
from subsidies.models import CarryOver, DonationAgreement, DonationAward, Entitlement, Gift, Payment

MONEY = DecimalField(max_digits=16, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=MONEY)
ITS, HANDED = "programme", "hand_over__gift__programme"
NEAR_THE_END = timedelta(days=30)


@dataclass(frozen=True)
class Standing:
    """`cash` and `in_kind` were received; `spent` reached children, by the bank or from the donor's own hand.

    `carried_in` came from a year before, `carried_out` went on into a later one.
    """

    agreement: DonationAgreement
    cash: Decimal
    in_kind: Decimal
    carried_in: Decimal
    carried_out: Decimal
    spent: Decimal
    children: int

    @property
    def received(self) -> Decimal:
        return self.cash + self.in_kind

    @property
    def balance(self) -> Decimal:
        """Of the cash; goods are counted by their number, gift by gift."""
        return self.cash + self.carried_in - self.carried_out - self.spent

    @property
    def kind(self) -> str:
        return GiftKind.CASH.value if not self.in_kind else "in_kind" if not self.cash else "mixed"


def standings(agreements: QuerySet[DonationAgreement]) -> list[Standing]:
    """One for each agreement in force, with all approved gifts of its programme."""
    names = ("cash", "in_kind", "carried_in", "carried_out", "spent", "children")
    return [Standing(each, *(getattr(each, name) for name in names)) for each in with_money(agreements)]


def with_money(agreements: QuerySet[DonationAgreement]) -> QuerySet[DonationAgreement]:
    """Of the programme: `cash`, `in_kind`, `banked` (cash in the bureau's hands), `carried_in`, `carried_out`,
    `placed` (yuan on the schools' lists), `placed_children`, `paid`, `handed`, `spent`, `balance`, `unplaced`, and `children`
    by name.
    """
    gifts, its = Gift.objects.filter(status=PaperStatus.APPROVED), OuterRef(ITS)
    cash, lists = gifts.filter(kind=GiftKind.CASH), Entitlement.objects.exclude(status=EntitlementStatus.CANCELLED)
    paid = Payment.objects.filter(status=PaymentStatus.PAID)
    found = agreements.annotate(
        cash=_sum(cash.filter(programme=its), ITS),
        in_kind=_sum(gifts.exclude(kind=GiftKind.CASH).filter(programme=its), ITS),
        banked=_sum(cash.filter(programme=its, direct=False), ITS),
        carried_in=_sum(CarryOver.objects.approved().filter(target=its), "target"),
        carried_out=_sum(CarryOver.objects.approved().filter(source=its), "source"),
        placed=_sum(lists.filter(programme=its), ITS),
        placed_children=_count(lists.filter(programme=its), ITS, "pk"),
        paid=_sum(paid.filter(programme=its), ITS),
        handed=_sum(_handed().filter(**{HANDED: its}), HANDED),
        children=_named(its),
    )
    carried = F("carried_in") - F("carried_out")
    return found.annotate(
        spent=F("paid") + F("handed"),
        balance=F("cash") + carried - F("paid") - F("handed"),
        unplaced=F("banked") + carried - F("placed"),
    )


def unspent(agreements: QuerySet[DonationAgreement], day: date) -> QuerySet[DonationAgreement]:
    """In force, at their end or nearly, with cash in the bureau's hands that nobody has given to a child or carried on.

    What waits to be carried into a later year is in somebody's hands already.
    """
    leaving = CarryOver.objects.filter(status=PaperStatus.PROPOSED, source=OuterRef(ITS))
    ending = agreements.in_force().filter(last_day__lte=day + NEAR_THE_END)
    return with_money(ending).filter(~Exists(leaving), unplaced__gt=0)


@dataclass(frozen=True)
class Sums:
    """Of several programmes; `children` are added up programme by programme."""

    programmes: int
    cash: Decimal
    in_kind: Decimal
    carried_in: Decimal
    carried_out: Decimal
    spent: Decimal
    balance: Decimal
    children: int


def sums(agreements: QuerySet[DonationAgreement]) -> Sums:
    """Of agreements, one a programme."""
    names = ("cash", "in_kind", "carried_in", "carried_out", "spent", "balance")
    found = with_money(agreements.order_by()).aggregate(
        programmes=Count("pk"), **{f"all_{name}": Sum(name) for name in (*names, "children")}
    )
    money = (found[f"all_{name}"] or Decimal(0) for name in names)
    return Sums(found["programmes"], *money, found["all_children"] or 0)


def _handed() -> QuerySet[DonationAward]:
    return DonationAward.objects.filter(hand_over__status=PaperStatus.APPROVED)


def _named(its: OuterRef) -> Coalesce:
    """By name; two files that were joined are one child, and one that is on a list and was handed something is one as well."""
    real = Coalesce("student__merged_into", "student")
    listed = Entitlement.objects.filter(status=EntitlementStatus.APPROVED).annotate(real=real)
    also = listed.filter(programme=OuterRef(HANDED), real=OuterRef("real"))
    handed = _handed().exclude(student=None).filter(**{HANDED: its}).annotate(real=real).exclude(Exists(also))
    return _count(listed.filter(programme=its), ITS, "real") + _count(handed, HANDED, "real")


def _sum(rows: QuerySet, by: str) -> Coalesce:
    """Of rows that a subquery finds; nothing is zero."""
    return Coalesce(Subquery(rows.order_by().values(by).annotate(sum=Sum("amount")).values("sum"), output_field=MONEY), NOTHING)


def _count(rows: QuerySet, by: str, of: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count(of, distinct=True)).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
