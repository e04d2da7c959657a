"""The county's reports, each defined once: what it counts, what tells its lines and columns apart, which numbers stand where.

Page, workbook, API and the comparison with earlier years and terms are all made of these.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subsidies.choices import STATE_SOURCES
from subsidies.statistics_choices import StatisticsKind

Key = tuple[str, ...]
Words = str | Promise
# Names of row sets (reports.report_sources)
FLOWS, MONITORED, ENROLLED, DUE = "flows", "monitored", "enrolled", "due"
HIGHEST = "severe"
NONE = "none"  # said in words, because an address drops what is empty


@dataclass(frozen=True)
class Measure:
    """One number of a cell, and the further condition under which the list behind it shows exactly its rows."""

    label: Words
    money: bool = False
    only: tuple[str, str] | None = None
    often_none: bool = False  # nothing is a dash, not a nought


MEASURES: Mapping[str, Measure] = {
    "times": Measure(_("人次")),
    "persons": Measure(_("人数")),
    "amount": Measure(_("金额（元）"), money=True),
    "waived": Measure(_("减免（元）"), money=True, only=("waiver", "1"), often_none=True),
    "highest": Measure(_("最高档人次"), only=("tier", HIGHEST)),
    **{
        source.value: Measure(source.label, money=True, only=("source", source.value), often_none=True)
        for source in STATE_SOURCES
    },
}
SOURCES: Key = tuple(source.value for source in STATE_SOURCES)
ALL_THREE: Key = ("times", "persons", "amount")


@dataclass(frozen=True)
class Beside:
    """Numbers of another row set before those of the report, line by line."""

    source: str
    label: Words
    measures: Key


@dataclass(frozen=True)
class Layout:
    """`cell` are the numbers of a column, folded into one cell of the page unless `apart`; `total` those at the end of a line,
    `groups` further ones under a heading of their own; `compared` are set beside the same of earlier years and terms."""

    lines: Key
    column: str = ""
    source: str = FLOWS
    cell: Key = ALL_THREE
    apart: bool = False
    total: Key = ALL_THREE
    groups: tuple[tuple[Words, Key], ...] = ()
    compared: Key = ("times", "amount")
    beside: tuple[Beside, ...] = ()
    of_term: bool = False
    note: Words = ""

    @property
    def keys(self) -> Key:
        return (*self.lines, self.column) if self.column else self.lines

    @property
    def parts(self) -> Key:
        """By what it can be narrowed: what every row set that it counts can tell apart."""
        if self.source != FLOWS:
            return ()
        return ("town", "stage") if self.beside else ("town", "stage", "programme")

    @property
    def may_be_frozen(self) -> bool:
        return self.source == FLOWS and not self.beside


_BY_TERM = ("times", "amount")
_SOURCES = (_("其中：资金来源（元）"), SOURCES)
LAYOUTS: Mapping[str, Layout] = {
    StatisticsKind.ANNUAL: Layout(
        ("stage", "programme"), "term", cell=_BY_TERM, apart=True, groups=(_SOURCES, (_("其中"), ("waived", "highest")))
    ),
    StatisticsKind.TOWN: Layout(("town",), "stage"),
    StatisticsKind.SCHOOL: Layout(("school",), "stage"),
    StatisticsKind.CATEGORY: Layout(("category",), "term", cell=_BY_TERM, apart=True),
    StatisticsKind.STUDIED: Layout(
        ("town", "category"), "stage", note=_("就读口径：在本县学校就读的学生，不论户籍，按学校所在镇街、局直单位。")
    ),
    StatisticsKind.LIVED: Layout(
        ("home", "category"), "stage",
        note=_("户籍口径：按部门名单所载的户籍乡镇，不论在本县哪所学校就读；名单未载明的在最后。县外就读的见“监测对象去向”。"),
    ),
    StatisticsKind.SOURCE: Layout(("programme",), groups=(_SOURCES,)),
    StatisticsKind.CHANNEL: Layout(("channel",), "term", cell=_BY_TERM, apart=True),
    StatisticsKind.HOME: Layout(("home",), "place"),
    StatisticsKind.MONITORED: Layout(
        ("home",), "whereabouts", source=MONITORED, cell=("persons",), total=("persons",), compared=("persons",), of_term=True,
        note=_("3至17岁监测对象每人一行，按名单所载的镇街；去向是资格比对的结果。"),
    ),
    StatisticsKind.CITY: Layout(
        ("stage",), groups=(_SOURCES, (_("其中"), ("waived", "highest"))), of_term=True,
        beside=(Beside(ENROLLED, _("在册学生"), ("persons",)), Beside(DUE, _("应资助"), ("times", "amount"))),
        note=_("在册学生按在读学籍计；应资助是现行的资格比对结果；已资助是到账（含减免）减去已收回。"),
    ),
}  # fmt: skip
Link = Callable[[dict[str, str]], str]  # from the conditions of a cell to the list behind it
