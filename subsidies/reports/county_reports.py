"""The county's reports as they stand for somebody's eyes, and beside them the same of the year and the term before."""

from dataclasses import dataclass, replace
from decimal import Decimal

from aid_portal.models import User
from subsidies.models import MoneyFlow
from subsidies.reports.report_layouts import FLOWS, LAYOUTS, SOURCES, Layout
from subsidies.reports.report_sources import ROW_SETS
from subsidies.reports.statistics import Line, Numbers, Table, line_cells, table
from subsidies.reports.statistics_rows import paid_out
from subsidies.reports.statistics_words import words_of
from subsidies.rules.statistics import WHOLE, Part, Span


@dataclass(frozen=True)
class Earlier:
    label: str
    table: Table


def report(kind: str, span: Span, user: User | None, part: Part = WHOLE) -> Table:
    """No person is the console, which sees everything; a report of a single term takes the last one of the span."""
    layout, asked = LAYOUTS[kind], _asked(kind, span)
    found = _money(kind, asked, user, part) if layout.source == FLOWS else _counted(kind, layout, asked, user)
    return _with_beside(found, layout, user) if layout.beside else found


def earlier(kind: str, span: Span, user: User | None, part: Part = WHOLE) -> list[Earlier]:
    """Those that brought something: with nothing there is nothing to compare."""
    found = [Earlier(label, report(kind, before, user, part)) for label, before in _asked(kind, span).earlier]
    return [each for each in found if each.table.lines]


def _asked(kind: str, span: Span) -> Span:
    return Span.of_term(span.last_term) if LAYOUTS[kind].of_term else span


def columns_of(layout: Layout) -> list[tuple[str, str]]:
    """Of a report of a single term as a file: the value of the column, or the row set, and the measure."""
    spread = [(code, measure) for code in words_of(layout.column) for measure in layout.cell] if layout.column else []
    beside = [(each.source, measure) for each in layout.beside for measure in each.measures]
    return [*beside, *spread, *(("", measure) for _label, parts in (("", layout.total), *layout.groups) for measure in parts)]


def flat(found: Table) -> list[tuple]:
    """A line a tuple, in the order of `columns_of`."""
    layout = LAYOUTS[found.kind]
    lines = sorted(found.lines, key=lambda line: line.key)
    return [(*line.key, *(value_of(_at(found, line, place), name) for place, name in columns_of(layout))) for line in lines]


def value_of(numbers: Numbers, name: str) -> Decimal | int:
    """The number of this measure."""
    return numbers.sources[SOURCES.index(name)] if name in SOURCES else getattr(numbers, name)


def _at(found: Table, line: Line, place: str) -> Numbers:
    if place in found.beside:
        return found.beside[place].get(line.key, Numbers())
    return line.cells.get(place, Numbers()) if place else line.total


def _money(kind: str, span: Span, user: User | None, part: Part) -> Table:
    flows = MoneyFlow.objects.visible_to(user) if user else MoneyFlow.objects.all()
    return table(kind, span, flows.within(span).of(part), paid_out(span, user, part), part)


def _counted(kind: str, layout: Layout, span: Span, user: User | None) -> Table:
    source, term = ROW_SETS[layout.source], span.last_term
    cells = source.counted(user, term, layout.keys)
    by_line = source.counted(user, term, layout.lines)
    feet = {key[0]: found for key, found in source.counted(user, term, (layout.column,)).items()}
    lines = [Line(key, line_cells(cells, key), total) for key, total in by_line.items()]
    return Table(kind, span, sorted(feet), lines, feet, source.counted(user, term, ())[()])


def _with_beside(found: Table, layout: Layout, user: User | None) -> Table:
    """A line for whoever stands in any of the row sets."""
    term, part, beside = found.span.last_term, found.part, {}
    for each in layout.beside:
        source = ROW_SETS[each.source]
        beside[each.source] = source.counted(user, term, layout.lines, part) | source.counted(user, term, (), part)
    here = {line.key for line in found.lines} | {()}
    more = {key for counted in beside.values() for key in counted if key not in here}
    return replace(found, lines=[*found.lines, *(Line(key, {}, Numbers()) for key in more)], beside=beside)
