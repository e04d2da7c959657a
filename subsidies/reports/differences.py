"""What a run changed, added up: who gains, who loses, and money by school and by programme."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from subsidies.choices import Change
from subsidies.models import RunChange


@dataclass(frozen=True)
class Difference:
    """Changes of one school, of one programme or of all; `money` is yuan more or less than before."""

    code: str
    label: str
    gained: int
    lost: int
    altered: int
    children: int
    money: Decimal


NUMBERS = {
    **{change.value: Count("pk", filter=Q(change=change)) for change in Change},
    "children": Count("student", distinct=True),
    "total_money": Sum("money"),
}


def whole(changes: QuerySet[RunChange]) -> Difference:
    return _difference(changes.order_by().with_money().aggregate(**NUMBERS), "", "")


def by_school(changes: QuerySet[RunChange]) -> list[Difference]:
    """A child who changed schools counts where it is now."""
    return _grouped(changes, ("school__code", "school__name", "school__path"))


def by_programme(changes: QuerySet[RunChange]) -> list[Difference]:
    return _grouped(changes, ("programme__code", "programme__label", "programme__position"))


def _grouped(changes: QuerySet[RunChange], names: tuple[str, str, str]) -> list[Difference]:
    code, label, order = names
    groups = changes.order_by().with_money().values(*names).annotate(**NUMBERS).order_by(order)
    return [_difference(group, group[code], group[label]) for group in groups]


def _difference(numbers: dict, code: str, label: str) -> Difference:
    counts = {change.value: numbers[change.value] for change in Change}
    money = numbers["total_money"] or Decimal(0)
    return Difference(code=code, label=label, **counts, children=numbers["children"], money=money)
