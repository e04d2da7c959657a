"""Where the money of each budget line stands, and the rule of equality of domain.md 5.1, line by line, to the fen.

已下达 ≥ 已批准 ≥ sent less what came back; 已送银行 = 已到账 + 退票 + 发放中. Sums are of the movements, states of the accounts:
the two are kept apart by the database and compared here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.sql import fetch
from subsidies.choices import AccountKind, EntryKind
from subsidies.models import BudgetLine, LedgerAccount

A, E = AccountKind, EntryKind
Movements = Mapping[tuple[str, str], int]  # account and kind of movement → fen


@dataclass(frozen=True)
class Figures:
    """Fen. `sent`, `paid` and `returned` count every time; `approved` is what is committed, on its way or stays with a child."""

    allotted: int = 0
    approved: int = 0
    waiting: int = 0
    sent: int = 0
    paid: int = 0
    returned: int = 0
    in_process: int = 0
    recovered: int = 0
    available: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def kept(self) -> int:
        """What reached children and stayed there."""
        return self.paid - self.recovered

    @property
    def problems(self) -> list[str]:
        """Where the rule does not hold, in words; the database refuses what would bring this about."""
        found = []
        if self.allotted < self.approved:
            found.append(_("已批准超过已下达%(amount)s元") % {"amount": _yuan(self.approved - self.allotted)})
        if self.allotted != self.approved + self.available:
            rest = self.allotted - self.approved - self.available
            found.append(_("已下达与已批准、可用之和相差%(amount)s元") % {"amount": _yuan(rest)})
        if self.approved < self.sent - self.returned - self.recovered:
            found.append(_("送出的净额超过已批准"))
        if self.sent != self.paid + self.returned + self.in_process:
            rest = self.sent - self.paid - self.returned - self.in_process
            found.append(_("已送银行与到账、退票、发放中之和相差%(amount)s元") % {"amount": _yuan(rest)})
        return found


@dataclass(frozen=True)
class LineFigures:
    line: BudgetLine
    figures: Figures
    movements: Movements = field(default_factory=dict)


@dataclass(frozen=True)
class Execution:
    """The lines of a choice with their total."""

    lines: list[LineFigures]

    @property
    def total(self) -> Figures:
        return sum((each.figures for each in self.lines), Figures())


def execution(lines: QuerySet[BudgetLine] | Iterable[BudgetLine]) -> Execution:
    """Two queries for any number of lines."""
    known = list(lines)
    ids = [line.pk for line in known]
    moved: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for line, account, kind, fen in fetch("subsidies", "budget_movements", {"lines": ids}):
        moved[line][account, kind] = int(fen)
    stands: dict[int, dict[str, int]] = defaultdict(dict)
    for line, account, fen in LedgerAccount.objects.filter(line__in=ids).values_list("line_id", "kind", "balance"):
        stands[line][account] = fen
    return Execution([LineFigures(line, _figures(moved[line.pk], stands[line.pk]), moved[line.pk]) for line in known])


def _figures(moved: Movements, stands: Mapping[str, int]) -> Figures:
    waiting, on_the_way, paid = (stands.get(kind, 0) for kind in (A.COMMITTED, A.IN_PROCESS, A.PAID))
    return Figures(
        allotted=-stands.get(A.ALLOTTED, 0),
        approved=waiting + on_the_way + paid,
        waiting=waiting,
        sent=moved.get((A.IN_PROCESS, E.SEND), 0),
        paid=moved.get((A.PAID, E.PAY), 0),
        returned=-moved.get((A.IN_PROCESS, E.RETURN), 0),
        in_process=on_the_way,
        recovered=-moved.get((A.PAID, E.RECOVER), 0),
        available=stands.get(A.AVAILABLE, 0),
    )


def _yuan(fen: int) -> str:
    return figures.yuan(Decimal(fen) / 100)
