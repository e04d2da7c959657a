"""Decisions added up: 人次, 人数 and yuan of a filter, and of town or school by stage."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Sum, Value

from aid_portal.choices import SchoolStage
from aid_portal.models import OrgUnit
from subsidies.models import Decision

NUMBERS = {
    "times": Count("pk"),
    "children": Count("student", distinct=True),
    "amount": Sum("case__amount"),
    "waived": Sum("case__amount", filter=Q(case__waiver=True)),
}


@dataclass(frozen=True)
class Sums:
    """`times`: 人次, a child once for each programme and term; `children`: 人数, each child once; `waived` is in `amount`."""

    times: int = 0
    children: int = 0
    amount: Decimal = Decimal(0)
    waived: Decimal = Decimal(0)

    @property
    def paid(self) -> Decimal:
        return self.amount - self.waived


def sums(decisions: QuerySet[Decision]) -> Sums:
    return _sums(decisions.order_by().aggregate(**NUMBERS))


@dataclass(frozen=True)
class PivotRow:
    code: str
    label: str
    cells: list[Sums | None]  # one a stage, None where there is nothing
    total: Sums


@dataclass(frozen=True)
class Pivot:
    stages: list[SchoolStage]
    rows: list[PivotRow]
    totals: list[Sums | None]
    total: Sums


class PathPart(Func):
    """A unit's code out of /town/school/: 2 is the unit below the bureau."""

    function = "SPLIT_PART"
    output_field = CharField()

    def __init__(self, path: str, place: int) -> None:
        super().__init__(F(path), Value("/"), Value(place))


def pivot(decisions: QuerySet[Decision], by: str) -> Pivot:
    """`by` is town or school. Children are counted once in each number, so a total of 人数 is no sum of its parts."""
    place = {"town": PathPart("school__path", 2), "school": F("school__code")}[by]
    placed = decisions.order_by().annotate(place=place, stage=F("case__stage"))
    cells = {(row["place"], row["stage"]): _sums(row) for row in placed.values("place", "stage").annotate(**NUMBERS)}
    by_place = {row["place"]: _sums(row) for row in placed.values("place").annotate(**NUMBERS)}
    by_stage = {row["stage"]: _sums(row) for row in placed.values("stage").annotate(**NUMBERS)}
    stages = [stage for stage in SchoolStage if stage in by_stage]
    rows = [
        PivotRow(unit.code, unit.name, [cells.get((unit.code, stage)) for stage in stages], by_place[unit.code])
        for unit in _units(by_place)
    ]
    return Pivot(stages, rows, [by_stage.get(stage) for stage in stages], sums(decisions))


def _units(codes: Iterable[str]) -> QuerySet[OrgUnit]:
    return OrgUnit.objects.filter(code__in=list(codes)).order_by("path")


def _sums(numbers: dict) -> Sums:
    return Sums(numbers["times"], numbers["children"], numbers["amount"] or Decimal(0), numbers["waived"] or Decimal(0))
