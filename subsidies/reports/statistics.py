"""人次, 人数 and yuan of what reached the children, by stage, programme, term, category, place and source (domain.md 11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, F, Func, Q, QuerySet, Sum, TextField, Value, When
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit
from aid_portal.terms import Term
from subsidies.models.flows import FlowQuerySet, counted
from subsidies.models.splits import STATE_COLUMNS
from subsidies.reports.report_layouts import HIGHEST, LAYOUTS, Key, Layout
from subsidies.reports.sums import PathPart
from subsidies.rules.statistics import WHOLE, Gap, Part, Span, gaps
from subsidies.rules.statistics import Sum as Adds

HERE, ELSEWHERE, DIRECT, UNKNOWN = "here", "elsewhere", "direct", "unknown"
# Where a child goes to school, seen from its home.
PLACES = {HERE: _("本镇就读"), ELSEWHERE: _("县内其他镇就读"), DIRECT: _("局直单位学校就读"), UNKNOWN: _("户籍乡镇未载明")}


@dataclass(frozen=True)
class Numbers:
    """`fen` are the parts of `amount` by source; `highest` are the 人次 of the highest tier; `waived` is in `amount`."""

    times: int = 0
    persons: int = 0
    amount: Decimal = Decimal(0)
    waived: Decimal = Decimal(0)
    highest: int = 0
    fen: tuple[int, ...] = (0, 0, 0, 0)

    @property
    def adds(self) -> Adds:
        return Adds(self.times, self.amount)

    @property
    def sources(self) -> list[Decimal]:
        return [Decimal(fen) / 100 for fen in self.fen]

    def __bool__(self) -> bool:
        return bool(self.times or self.persons or self.amount)


@dataclass(frozen=True)
class Line:
    key: Key
    cells: dict[str, Numbers]
    total: Numbers


@dataclass(frozen=True)
class Table:
    kind: str
    span: Span
    columns: list[str]
    lines: list[Line]
    feet: dict[str, Numbers]  # by column
    total: Numbers
    gaps: list[Gap] = field(default_factory=list)
    beside: Mapping[str, Mapping[Key, Numbers]] = field(default_factory=dict)  # by row set; the key () is the total
    part: Part = WHOLE

    def closed(self) -> "Table":
        """The same table; Refused where two ways of adding it up do not agree to the head and to the fen."""
        if self.gaps:
            words = {"gaps": "；".join(str(gap) for gap in self.gaps)}
            raise Refused(_("统计表不能关闭：%(gaps)s。请先在对账页面查明差异。") % words, code="does_not_close")
        return self


def numbers_of(span: Span | None) -> dict[str, Any]:
    return {
        "times": Sum("head"),
        "persons": Count("student", distinct=True, filter=counted(span)),
        "money": Sum("amount"),
        "waived": Sum("amount", filter=Q(waiver=True)),
        "highest": Sum("head", filter=Q(tier=HIGHEST)),
        **{f"sum_{column}": Sum(column) for column in STATE_COLUMNS},
    }


def table(kind: str, span: Span, flows: FlowQuerySet, rows: Adds, part: Part = WHOLE) -> Table:
    """`flows` are those of the span and the part that the reader may see, `rows` what the list behind them comes to."""
    layout = LAYOUTS[kind]
    keyed = _keyed(flows.order_by(), layout)
    by_line = _grouped(keyed, layout.lines, span)
    cells = _grouped(keyed, (*layout.lines, layout.column), span) if layout.column else {}
    feet = {key[0]: found for key, found in _grouped(keyed, (layout.column,), span).items()} if layout.column else {}
    total = _grouped(keyed, (), span).get((), Numbers())
    lines = [Line(key, line_cells(cells, key), found) for key, found in by_line.items()]
    ways = {_("明细合计"): rows, **_ways(by_line, cells, feet, total)}
    return Table(kind, span, _columns(layout.column, feet, span), lines, feet, total, gaps(total.adds, ways), part=part)


def span_of(text: str) -> Span:
    """Refused in words where no such year is meant."""
    try:
        return Span.parse(text)
    except ValueError:
        words = _("请指定年度：2022（日历年）、2021-2022（学年）、paid-2022（按到账日期）或 2022A（学期），而不是“%(text)s”。")
        raise Refused(words % {"text": text}, code="no_year") from None


def cells(span: Span, flows: FlowQuerySet) -> QuerySet:
    """A row for each stage, programme and term with its numbers, waivers apart; what came to nothing is left out."""
    return _cells(span, flows.order_by(), ["stage", "programme__code", "term_id", "waiver"])


def cells_of(kind: str, span: Span, flows: FlowQuerySet) -> QuerySet:
    """The same for the cells of another table, told apart by its keys: by_school, by_stage."""
    layout = LAYOUTS[kind]
    return _cells(span, _keyed(flows.order_by(), layout), [f"by_{key}" for key in (*layout.lines, layout.column) if key])


def _cells(span: Span, flows: QuerySet, names: list[str]) -> QuerySet:
    something = ~Q(times=0) | ~Q(persons=0) | ~Q(money=0)
    return flows.values(*names).annotate(**numbers_of(span)).filter(something).order_by(*names)


def sums(span: Span | None, flows: FlowQuerySet) -> Numbers:
    return _numbers(flows.order_by().aggregate(**numbers_of(span)))


def held(span: Span, flows: FlowQuerySet) -> dict[str, Numbers]:
    """A child with three categories stands in three lines: these do not add up, and are not meant to."""
    return {key[0]: found for key, found in _grouped(_by_held(flows), ("held",), span).items()}


def held_cells(span: Span, flows: FlowQuerySet) -> QuerySet:
    return _cells(span, _by_held(flows), ["by_held"])


def _by_held(flows: FlowQuerySet) -> QuerySet:
    return flows.order_by().annotate(by_held=Func(F("categories"), function="unnest", output_field=TextField()))


def _ways(by_line: dict, cells: dict, feet: dict, total: Numbers) -> dict[str, Adds]:
    """The table's own ways of adding up: along, across, cell by cell and by source."""
    ways = {_("各行合计"): _together(by_line.values())}
    if cells:
        ways |= {_("各格合计"): _together(cells.values()), _("各列合计"): _together(feet.values())}
    return ways | {_("资金来源合计"): Adds(total.times, Decimal(sum(total.fen)) / 100)}


def _together(numbers: Iterable[Numbers]) -> Adds:
    found = list(numbers)
    return Adds(sum(each.times for each in found), sum((each.amount for each in found), Decimal(0)))


def line_cells(cells: Mapping[Key, Numbers], key: Key) -> dict[str, Numbers]:
    """Those of the line with this key, by column."""
    return {found[-1]: numbers for found, numbers in cells.items() if found[:-1] == key}


def _grouped(flows: QuerySet, keys: Key, span: Span) -> dict[Key, Numbers]:
    """What came to nothing, as an award that was paid and wholly taken back, has no line."""
    measures = numbers_of(span)
    names = [f"by_{key}" for key in keys]
    found = flows.values(*names).annotate(**measures) if keys else [flows.aggregate(**measures)]
    read = {tuple(str(row[name]) for name in names): _numbers(row) for row in found}
    return {key: numbers for key, numbers in read.items() if numbers}


def _numbers(row: dict) -> Numbers:
    return Numbers(
        row["times"] or 0, row["persons"], row["money"] or Decimal(0), row["waived"] or Decimal(0), row["highest"] or 0,
        tuple(row[f"sum_{column}"] or 0 for column in STATE_COLUMNS),
    )  # fmt: skip


def _keyed(flows: FlowQuerySet, layout: Layout) -> QuerySet:
    flows = flows.with_category() if "category" in layout.lines else flows
    wanted = (*layout.lines, layout.column)
    return flows.annotate(**{f"by_{key}": expression() for key, expression in KEYS.items() if key in wanted})


def _place() -> Case:
    """Home as the department's list writes it, school by its town: equal names are the same town."""
    towns = OrgUnit.objects.filter(kind=OrgKind.TOWN).values_list("code", "name")
    inside = [Q(school__path__startswith=f"/{code}/") for code, _name in towns]
    same = [Q(home_town=name, school__path__startswith=f"/{code}/") for code, name in towns]
    some = [When(condition, then=Value(HERE)) for condition in same]
    some += [When(home_town="", then=Value(UNKNOWN))] + [When(condition, then=Value(ELSEWHERE)) for condition in inside]
    return Case(*some, default=Value(DIRECT), output_field=CharField())


KEYS: Mapping[str, Any] = {
    "stage": lambda: F("stage"),
    "programme": lambda: F("programme__code"),
    "term": lambda: F("term_id"),
    "town": lambda: PathPart("school__path", 2),
    "school": lambda: F("school__code"),
    "category": lambda: F("category"),
    "channel": lambda: F("channel"),
    "home": lambda: F("home_town"),
    "place": _place,
}


def _columns(column: str, feet: dict[str, Numbers], span: Span) -> list[str]:
    """Always in the same order; the terms of the span also where they have nothing."""
    if column != "term":
        return sorted(feet)
    return [str(term) for term in span.terms] or sorted(feet, key=Term.parse)
