"""对账: list = bank file = bank result = ledger, by school, programme and fund source (domain.md 5.1 and 5.7, features.md F12).

Each of the four is read from its own rows, so that a row written past the actions shows; waivers have no bank rows and stand by
themselves. Amounts are fen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from django.core.cache import cache
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import OrgUnit
from aid_portal.sql import fetch
from subsidies.choices import FundSource
from subsidies.models import Programme

KEPT_SECONDS = 300


@dataclass(frozen=True)
class Tally:
    """`listed` has the approved adjustments in it and the waivers, which are also told apart."""

    listed: int = 0
    waived: int = 0
    to_recover: int = 0
    recovered: int = 0
    filed: int = 0
    paid: int = 0
    returned: int = 0
    waiting: int = 0
    waiver_paid: int = 0
    waiver_waiting: int = 0
    ledger_committed: int = 0
    ledger_in_process: int = 0
    ledger_paid: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def approved(self) -> int:
        """What the ledger says was approved and not taken back."""
        return self.ledger_committed + self.ledger_in_process + self.ledger_paid

    @property
    def gaps(self) -> tuple[int, int, int, int]:
        """List − ledger, file − result, reached − ledger, on the way − ledger: all nothing where the books agree."""
        return (
            self.listed + self.to_recover - self.approved,
            self.filed - self.paid - self.returned - self.waiting,
            self.paid + self.waiver_paid - self.recovered - self.ledger_paid,
            self.waiting + self.waiver_waiting - self.ledger_in_process,
        )


@dataclass(frozen=True)
class Cell:
    """The smallest part that is compared."""

    school: OrgUnit
    programme: Programme
    source: str
    tally: Tally

    @property
    def differs(self) -> bool:
        return any(self.tally.gaps)

    @property
    def place(self) -> str:
        words = {"school": self.school, "programme": self.programme, "source": FundSource(self.source).label}
        return _("%(school)s %(programme)s %(source)s") % words


@dataclass(frozen=True)
class Row:
    """Cells added up; differences are those of its cells, so that two of them never hide each other."""

    key: tuple
    cells: Sequence[Cell]

    @property
    def tally(self) -> Tally:
        return sum((cell.tally for cell in self.cells), Tally())

    @property
    def difference(self) -> int:
        return sum(abs(gap) for cell in self.cells for gap in cell.tally.gaps)

    @property
    def sentences(self) -> list[str]:
        return [f"{cell.place}：{words}" for cell in self.cells for words in in_words(cell.tally)]


KEYS: dict[str, Callable[[Cell], tuple]] = {
    "source": lambda cell: (cell.school, FundSource(cell.source).label),
    "programme": lambda cell: (cell.school, cell.programme),
    "line": lambda cell: (cell.programme, FundSource(cell.source).label),
}


def cells(terms: Sequence[str], schools: Iterable[OrgUnit] | None = None) -> list[Cell]:
    """In the order of schools, programmes and sources; of `schools` only, where they are given."""
    found: dict[tuple[int, int, str], dict[str, int]] = defaultdict(dict)
    for school, programme, source, what, fen in fetch("subsidies", "tie_out", {"terms": list(terms)}):
        found[school, programme, source][what] = int(fen)
    units = OrgUnit.objects.filter(pk__in={key[0] for key in found}) if schools is None else schools
    by_school = {unit.pk: unit for unit in units}
    programmes = {each.pk: each for each in Programme.objects.all()}
    made = [
        Cell(by_school[school], programmes[programme], source, Tally(**amounts))
        for (school, programme, source), amounts in found.items()
        if school in by_school
    ]
    order = FundSource.values
    return sorted(made, key=lambda cell: (cell.school.path, cell.programme.position, order.index(cell.source)))


def rows_by(found: Iterable[Cell], by: str) -> list[Row]:
    """Those with a difference first."""
    grouped: dict[tuple, list[Cell]] = defaultdict(list)
    for cell in found:
        grouped[KEYS[by](cell)].append(cell)
    return sorted((Row(key, parts) for key, parts in grouped.items()), key=lambda row: not row.difference)


def different_places(term: str) -> int:
    """How many parts of a term differ; at most a few minutes old, for menus and home pages."""
    return cache.get_or_set(f"tie_out:{term}", lambda: sum(cell.differs for cell in cells([term])), KEPT_SECONDS)


def in_words(tally: Tally) -> list[str]:
    sentences = [
        (_("应发名单比台账批准多%(fen)s元"), _("应发名单比台账批准少%(fen)s元")),
        (_("银行文件里有%(fen)s元没有银行结果"), _("银行结果比银行文件多%(fen)s元")),
        (_("到账比台账已发放多%(fen)s元"), _("到账比台账已发放少%(fen)s元")),
        (_("在途比台账发放中多%(fen)s元"), _("在途比台账发放中少%(fen)s元")),
    ]
    told = zip(tally.gaps, sentences, strict=True)
    return [(more if gap > 0 else less) % {"fen": figures.yuan(Decimal(abs(gap)) / 100)} for gap, (more, less) in told if gap]
