"""What lists come to: rows, yuan, objected and waiting ones, list by list or many together, and what budgets have left."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DecimalField, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from subsidies.choices import AccountKind, EntitlementStatus, FundSource
from subsidies.models import Entitlement, EntitlementList, LedgerAccount, Programme

DUE = (EntitlementStatus.PROPOSED, EntitlementStatus.APPROVED)
COUNTED = {
    "times": Count("pk", filter=Q(status__in=DUE)),
    "children": Count("student", distinct=True, filter=Q(status__in=DUE)),
    "waived": Sum("amount", filter=Q(status__in=DUE, waiver=True)),
    "amount": Sum("amount", filter=Q(status__in=DUE)),  # after `waived`: from here on the name is the sum's
    "objected": Count("pk", filter=Q(status=EntitlementStatus.OBJECTED)),
    "waiting": Count("pk", filter=Q(status=EntitlementStatus.WAITING)),
}


@dataclass(frozen=True)
class RowSums:
    """人次, 人数 and yuan of what is due or proposed; objected and waiting rows are counted apart."""

    times: int
    children: int
    amount: Decimal
    waived: Decimal
    objected: int
    waiting: int

    @property
    def paid(self) -> Decimal:
        return self.amount - self.waived


@dataclass(frozen=True)
class BudgetNeed:
    """One budget line as an approval would leave it, in yuan; `left` below zero is over the budget."""

    programme: Programme
    year: int
    source: str
    available: Decimal
    needed: Decimal

    @property
    def source_label(self) -> str:
        return str(FundSource(self.source).label)

    @property
    def left(self) -> Decimal:
        return self.available - self.needed


def with_sums(lists: QuerySet[EntitlementList]) -> QuerySet[EntitlementList]:
    """Each list with `times`, `amount`, `objected`, `waiting`; worked out only for the rows of the page."""
    return lists.annotate(
        times=_of_list(Count("pk"), DUE),
        amount=_of_list(Sum("amount"), DUE),
        objected=_of_list(Count("pk"), [EntitlementStatus.OBJECTED]),
        waiting=_of_list(Count("pk"), [EntitlementStatus.WAITING]),
    )


def row_sums(entitlements: QuerySet[Entitlement]) -> RowSums:
    found = entitlements.order_by().aggregate(**COUNTED)
    return RowSums(**{**found, "amount": found["amount"] or Decimal(0), "waived": found["waived"] or Decimal(0)})


def budget_needs(needs: Iterable[tuple[str, int, str, int]]) -> list[BudgetNeed]:
    """`needs` are programme code, year, source and fen; what was never allotted has nothing available."""
    added: dict[tuple[str, int, str], int] = {}
    for code, year, source, fen in needs:
        added[code, year, source] = added.get((code, year, source), 0) + fen
    programmes = {each.code: each for each in Programme.objects.filter(code__in={key[0] for key in added})}
    left = _available({key[1] for key in added})
    order = list(FundSource.values)
    return [
        BudgetNeed(programmes[code], year, source, left.get((code, year, source), Decimal(0)), Decimal(fen) / 100)
        for (code, year, source), fen in sorted(added.items(), key=lambda each: (*each[0][:2], order.index(each[0][2])))
        if fen
    ]


def _available(years: Collection[int]) -> dict[tuple[str, int, str], Decimal]:
    accounts = LedgerAccount.objects.filter(kind=AccountKind.AVAILABLE, line__year__in=years)
    found = accounts.values_list("line__programme__code", "line__year", "line__source", "balance")
    return {(code, year, source): Decimal(fen) / 100 for code, year, source, fen in found}


def _of_list(what: Combinable, states: Iterable[str]) -> Coalesce:
    rows = Entitlement.objects.filter(list=OuterRef("pk"), status__in=states).order_by().values("list")
    kind = DecimalField() if isinstance(what, Sum) else IntegerField()
    return Coalesce(Subquery(rows.annotate(found=what).values("found")), Value(0), output_field=kind)
