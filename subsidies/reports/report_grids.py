"""A table of the statistics as a grid: its codes in words, where each number leads, what it was a year and a term before."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.grids import Figure, Grid, Group
from aid_portal.grids import Line as GridLine
from aid_portal.links import rows
from aid_portal.models import User
from subsidies.reports.county_reports import Earlier, earlier, report, value_of
from subsidies.reports.report_layouts import FLOWS, LAYOUTS, MEASURES, NONE, Key, Layout, Link
from subsidies.reports.report_sources import ROW_SETS
from subsidies.reports.statistics import Numbers, Table
from subsidies.reports.statistics_words import Words, ordered, rank, word, words_of
from subsidies.rules.statistics import WHOLE, Part, Span
from subsidies.statistics_choices import StatisticsKind

HEADS = {
    "stage": gettext_lazy("学段"), "programme": gettext_lazy("资助项目"), "town": gettext_lazy("镇街、局直单位"),
    "school": gettext_lazy("学校"), "category": gettext_lazy("困难类型"), "channel": gettext_lazy("发放渠道"),
    "home": gettext_lazy("户籍乡镇"),
}  # fmt: skip


def county_grid(kind: str, span: Span, user: User | None, part: Part = WHOLE) -> Grid:
    """The report with its comparison, as page and workbook show it."""
    return grid_of(report(kind, span, user, part), before=earlier(kind, span, user, part))


def grid_of(found: Table, link: Link | None = None, before: Sequence[Earlier] = ()) -> Grid:
    layout = LAYOUTS[found.kind]
    words = {key: words_of(key) for key in layout.keys}
    columns = ordered(found.columns, words[layout.column]) if layout.column else []
    writer = _Writer(found, layout, columns, link or link_of(found), before)

    def place(key: Key) -> list:
        return [rank(code, words[part]) for part, code in zip(layout.lines, key, strict=True)]

    keys = sorted({line.key for table in (found, *(each.table for each in before)) for line in table.lines}, key=place)
    return Grid(
        " ".join([found.span.label, str(StatisticsKind(found.kind).label), *_part_in_words(found.part)]),
        [str(HEADS[key]) for key in layout.lines],
        list(_groups(layout, [word(code, words[layout.column], layout.column) for code in columns], before)),
        [GridLine(_said(key, layout, words), writer.line(key)) for key in keys],
        writer.line(()),
        str(layout.note),
    )


def link_of(found: Table) -> Link:
    layout, narrowed = LAYOUTS[found.kind], found.part.conditions
    if layout.source == FLOWS:
        return lambda query: rows("subsidies:flow-list", span=str(found.span), **(narrowed | query))
    return partial(ROW_SETS[layout.source].link, found.span.last_term)


def _part_in_words(part: Part) -> list[str]:
    return [word(code, words_of(name), name) for name, code in part.conditions.items()]


def _said(key: Key, layout: Layout, words: Mapping[str, Words]) -> list[str]:
    return [word(code, words[part], part) for part, code in zip(layout.lines, key, strict=True)]


def _groups(layout: Layout, columns: Sequence[str], before: Sequence[Earlier]) -> Iterator[Group]:
    for beside in layout.beside:
        yield Group(str(beside.label), _labels(beside.measures))
    for label in columns:
        yield Group(label, _labels(layout.cell)) if layout.apart else Group(label, *_folded(layout.cell))
    yield Group(str(_("已资助") if layout.beside else _("合计")), _labels(layout.total))
    for label, measures in layout.groups:
        yield Group(str(label), _labels(measures))
    for each in before:
        label = _("%(earlier)s：%(span)s") % {"earlier": each.label, "span": each.table.span.label.split("（")[0]}
        yield Group(label, [*_labels(layout.compared), _("%(measure)s增减") % {"measure": MEASURES[layout.compared[0]].label}])


def _folded(measures: Key) -> tuple[list[str], bool]:
    """One number needs no heading of its own."""
    return (_labels(measures), True) if len(measures) > 1 else ([], False)


def _labels(measures: Key) -> list[str]:
    return [str(MEASURES[each].label) for each in measures]


class _Writer:
    """The figures of a line, group by group in the order of `_groups`; the key () is the foot."""

    def __init__(self, found: Table, layout: Layout, columns: Sequence[str], link: Link, before: Sequence[Earlier]) -> None:
        self.found, self.layout, self.columns, self.link = found, layout, columns, link
        self.lines = {line.key: line for line in found.lines}
        self.before = [(each.table, {line.key: line for line in each.table.lines}) for each in before]

    def line(self, key: Key) -> list[list[Figure]]:
        layout, query = self.layout, _asked(self.layout, key)
        cells, total = self._cells_of(key), self._total_of(key)
        found = [self._beside(each.source, each.measures, key) for each in layout.beside]
        for column in self.columns:
            found.append(_figures(cells.get(column), layout.cell, {**query, layout.column: column or NONE}, self.link))
        found += [
            _figures(total, measures, query, self.link) for measures in (layout.total, *(each[1] for each in layout.groups))
        ]
        return [*found, *(self._compared(table, lines, key, total) for table, lines in self.before)]

    def _cells_of(self, key: Key) -> Mapping[str, Numbers]:
        return (self.lines[key].cells if key in self.lines else {}) if key else self.found.feet

    def _total_of(self, key: Key) -> Numbers:
        return (self.lines[key].total if key in self.lines else Numbers()) if key else self.found.total

    def _beside(self, source: str, measures: Key, key: Key) -> list[Figure]:
        link, query = partial(ROW_SETS[source].link, self.found.span.last_term), _asked(self.layout, key)
        return _figures(self.found.beside[source].get(key), measures, self.found.part.conditions | query, link)

    def _compared(self, table: Table, lines: Mapping, key: Key, now: Numbers) -> list[Figure]:
        then = (lines[key].total if key in lines else None) if key else table.total
        first = self.layout.compared[0]
        change = None if then is None else value_of(now, first) - value_of(then, first)
        return [*_figures(then, self.layout.compared, _asked(self.layout, key), link_of(table)), Figure(change)]


def _asked(layout: Layout, key: Key) -> dict[str, str]:
    return {part: code or NONE for part, code in zip(layout.lines, key, strict=False)}


def _figures(numbers: Numbers | None, measures: Key, query: Mapping[str, str], link: Link) -> list[Figure]:
    return [_figure(numbers, name, query, link) for name in measures]


def _figure(numbers: Numbers | None, name: str, query: Mapping[str, str], link: Link) -> Figure:
    measure = MEASURES[name]
    value = value_of(numbers, name) if numbers else None
    if value is None or (measure.often_none and not value):
        return Figure(None, money=measure.money)
    return Figure(value, link({**query, **dict([measure.only] if measure.only else [])}), measure.money)
