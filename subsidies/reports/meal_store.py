"""What a school's store holds, item by item, and a month's menus beside what was bought and what went to the stove."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from aid_portal.models import OrgUnit
from subsidies.meal_choices import StoreMoveKind
from subsidies.models import ClassMeals, MealPurchase, MenuLine, StoreMove
from subsidies.rules.meal_store import NOTHING, Change, What, kilograms

WHAT = What._fields


@dataclass(frozen=True, slots=True)
class Stock:
    what: What
    came: Decimal
    went: Decimal
    found: Decimal

    @property
    def left(self) -> Decimal:
        return self.came - self.went + self.found


@dataclass(frozen=True, slots=True)
class Compared:
    """Kilograms; None where the unit says no weight."""

    item: str
    planned: Decimal
    bought: Decimal | None
    used: Decimal | None

    @property
    def more(self) -> Decimal | None:
        """Per cent that was bought above what was planned; below it less than nought."""
        return (self.bought - self.planned) * 100 / self.planned if self.planned and self.bought is not None else None


def changes_of(school: OrgUnit, what: What) -> list[Change]:
    """Everything that came, went or was found of it."""
    same = what._asdict()
    came = MealPurchase.objects.filter(school=school, **same).values_list("day", "quantity")
    moved = StoreMove.objects.filter(school=school, **same).values_list("day", "change")
    return [Change(*each) for each in (*came, *moved)]


def stock_of(school: OrgUnit, day: date) -> list[Stock]:
    """At the end of the day, of whatever was ever bought or counted, by name."""
    till = {"school": school, "day__lte": day}
    came = MealPurchase.objects.filter(**till).order_by().values_list(*WHAT).annotate(sum=Sum("quantity"))
    bought = {What(*row[:-1]): row[-1] for row in came}
    sums = {kind: Sum("change", filter=Q(kind=kind)) for kind in StoreMoveKind.values}
    moved = {
        What(*row[:3]): row[3:]
        for row in StoreMove.objects.filter(**till).order_by().values_list(*WHAT).annotate(**sums).values_list(*WHAT, *sums)
    }
    stocks = []
    for what in sorted({*bought, *moved}):
        went, found = moved.get(what, (None, None))
        stocks.append(Stock(what, bought.get(what, NOTHING), -(went or NOTHING), found or NOTHING))
    return stocks


def compared(school: OrgUnit, month: date) -> list[Compared]:
    """Foods of the month's menus, and what was bought or used under the same name."""
    eaten = dict(ClassMeals.objects.of_month(school, month).order_by().values_list("day").annotate(Sum("meals")))
    planned: dict[str, Decimal] = defaultdict(Decimal)
    for line in MenuLine.objects.of_month(school, month):
        planned[line.item] += Decimal(line.grams * eaten.get(line.day, 0)) / 1000
    bought = _weights(MealPurchase.objects.of_month(school, month).values_list("item", "spec", "unit", "quantity"))
    out = StoreMove.objects.of_month(school, month).filter(kind=StoreMoveKind.OUT)
    used = _weights((*rest, -change) for *rest, change in out.values_list("item", "spec", "unit", "change"))
    return [Compared(item, planned[item], bought.get(item, NOTHING), used.get(item, NOTHING)) for item in sorted(planned)]


def _weights(rows: Iterable[tuple]) -> dict[str, Decimal | None]:
    """By item; one row without a weight leaves the whole item without one."""
    sums: dict[str, Decimal | None] = {}
    for item, spec, unit, quantity in rows:
        each, before = kilograms(spec, unit), sums.get(item, NOTHING)
        sums[item] = None if each is None or before is None else before + each * quantity
    return sums
