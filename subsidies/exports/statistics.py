"""The numbers of a year as files: one row a cell; the annual table's is the one that programs read."""

from collections.abc import Callable, Generator, Sequence
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.grids import Grid
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission
from subsidies.choices import STATE_SOURCES, Channel
from subsidies.filters.statistics import CELL_FILTERS, CellFilter, HeldCellFilter
from subsidies.models import MoneyFlow, Programme
from subsidies.models.splits import STATE_COLUMNS
from subsidies.reports.county_reports import columns_of, flat, report
from subsidies.reports.report_grids import county_grid
from subsidies.reports.report_layouts import LAYOUTS, MEASURES
from subsidies.reports.statistics import PLACES, cells, cells_of, held_cells, span_of, table
from subsidies.reports.statistics_rows import paid_out
from subsidies.reports.statistics_words import words_of
from subsidies.reports.words import policy_words
from subsidies.rules.statistics import REPORT_STAGES, Span
from subsidies.statistics_choices import StatisticsKind

NOTE = _("金额是实际到账减去已收回，含减免。人次：一名学生一个项目一个学期；人数在一行内不重复，各行人数相加不等于总人数。")


def _units() -> QuerySet:
    return OrgUnit.objects.values_list("code", "name")


def _programmes() -> QuerySet:
    return Programme.objects.values_list("code", "label")


KEYS = {
    "stage": ExportColumn("stage", _("学段"), words=labels(lambda: REPORT_STAGES)),
    "programme": ExportColumn("programme", _("资助项目"), width=26, words=labels(_programmes)),
    "term": ExportColumn("term", _("学期"), width=8),
    "town": ExportColumn("town", _("镇街、局直单位"), width=20, words=labels(_units)),
    "school": ExportColumn("school_code", _("学校"), width=26, words=labels(_units)),
    "category": ExportColumn("category", _("困难类型（主）"), width=26, words=lambda: policy_words().category),
    "channel": ExportColumn("channel", _("发放渠道"), width=20, words=labels(lambda: Channel.choices)),
    "home": ExportColumn("home_town", _("户籍乡镇"), width=16),
    "held": ExportColumn("category", _("困难类型（任一）"), width=26, words=lambda: policy_words().category),
    "place": ExportColumn("place", _("户籍与就读"), width=20, words=labels(lambda: PLACES.items())),
}
NUMBERS = (
    ExportColumn("person_times", _("人次"), "count", width=10),
    ExportColumn("persons", _("人数"), "count", width=10),
    ExportColumn("amount", _("金额（元）"), "money", width=16),
)
HELD_NOTE = _("同一名学生有几种困难类型就计几次，各行不能相加；金额是实际到账减去已收回，含减免。")
SOURCES = tuple(ExportColumn(source.value, source.label, "money", width=16) for source in STATE_SOURCES)


def _found(kind: str, cells_in: Callable[[Span, QuerySet], QuerySet], query: ExportQuery) -> QuerySet | list[tuple]:
    """A page's filter names the year and turns flows into cells; for the console both is done here, if the table closes."""
    if query.user:
        return MoneyFlow.objects.visible_to(query.user)
    span = span_of(query.year)
    if not LAYOUTS[kind].may_be_frozen:
        return flat(report(kind, span, None))
    flows = MoneyFlow.objects.within(span)
    table(kind, span, flows, paid_out(span)).closed()
    return cells_in(span, flows)


def _annual_rows(found: QuerySet) -> Generator[tuple]:
    yield from found.values_list("stage", "programme__code", "term_id", "times", "persons", "money", "waiver")


def _rows(keys: Sequence[str], found: QuerySet) -> Generator[tuple]:
    names = [f"by_{key}" for key in keys]
    for *row, central, province, city, county in found.values_list(
        *names, "times", "persons", "money", *(f"sum_{column}" for column in STATE_COLUMNS)
    ):
        yield *row, *(Decimal(fen) / 100 for fen in (central, province, city, county))


def iterated(found: list[tuple]) -> Generator[tuple]:
    yield from found


def _columns(kind: str) -> tuple[ExportColumn, ...]:
    if LAYOUTS[kind].may_be_frozen:
        return (*(KEYS[key] for key in _keys(kind)), *NUMBERS, *SOURCES)
    layout, words = LAYOUTS[kind], words_of(LAYOUTS[kind].column)
    words |= {beside.source: beside.label for beside in layout.beside}
    return (*(KEYS[key] for key in layout.lines), *(_column(place, words, name) for place, name in columns_of(layout)))


def _column(place: str, words: dict[str, str], name: str) -> ExportColumn:
    measure = MEASURES[name]
    heading = " ".join(filter(None, (str(words.get(place, "")), str(measure.label))))
    return ExportColumn("_".join(filter(None, (place.lower(), name))), heading, "money" if measure.money else "count", width=16)


def _book(found: CellFilter) -> Grid:
    return county_grid(found.kind, found.year, found.request.user, found.part)


def _keys(kind: str) -> list[str]:
    layout = LAYOUTS[kind]
    return [key for key in (*layout.lines, layout.column) if key]


register_export(
    ExportSpec(
        name="statistics",
        label=_("年度统计"),
        permission=Permission.STATISTICS_VIEW,
        columns=(KEYS["stage"], KEYS["programme"], KEYS["term"], *NUMBERS, ExportColumn("waiver", _("减免"), "yes_no", width=6)),
        queryset=partial(_found, StatisticsKind.ANNUAL, cells),
        rows=_annual_rows,
        filterset_class=CELL_FILTERS[StatisticsKind.ANNUAL],
        page="subsidies:statistics",
        note=NOTE,
        of_a_term=False,
        book=_book,
    )
)
for kind in StatisticsKind:
    if kind != StatisticsKind.ANNUAL:
        register_export(
            ExportSpec(
                name=f"statistics_{kind}",
                label=_("统计%(kind)s") % {"kind": kind.label},
                permission=Permission.STATISTICS_VIEW,
                columns=_columns(kind),
                queryset=partial(_found, kind, partial(cells_of, kind)),
                rows=partial(_rows, _keys(kind)) if LAYOUTS[kind].may_be_frozen else iterated,
                count=QuerySet.count if LAYOUTS[kind].may_be_frozen else len,
                book=_book,
                filterset_class=CELL_FILTERS[kind],
                page="subsidies:statistics",
                note=NOTE,
                of_a_term=False,
            )
        )
register_export(
    ExportSpec(
        name="statistics_held",
        label=_("统计按每一种困难类型"),
        permission=Permission.STATISTICS_VIEW,
        columns=(KEYS["held"], *NUMBERS, *SOURCES),
        queryset=partial(_found, StatisticsKind.CATEGORY, held_cells),
        rows=partial(_rows, ["held"]),
        filterset_class=HeldCellFilter,
        page="subsidies:statistics",
        note=HELD_NOTE,
        of_a_term=False,
    )
)
