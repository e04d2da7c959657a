"""The rows under the heading row, cell for cell as the sheet has them, in the order of the columns that were asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path

from aid_portal.sandbox import layout as layouts
from aid_portal.sandbox import texts, workbooks
from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.gate import Passed
from aid_portal.sandbox.layout import Layout, Spec
from aid_portal.sandbox.limits import UploadLimits
from aid_portal.sandbox.scan import SheetScan

Cell = str | int | float | bool | date
Row = tuple[int, list[Cell]]
_PLAIN = frozenset({str, int, float, bool})


@dataclass(slots=True)
class Found:
    """The table that was asked for; `rows` gives each row that is neither empty nor a total, once."""

    sheet: str
    layout: Layout
    rows: Iterator[Row]
    expected: int
    formulas: dict[int, tuple[int, ...]] = field(default_factory=dict)
    # Keeps the workbook open for as long as its rows are wanted.
    source: Iterator[workbooks.SheetRows] | None = None

    def pick(self, spec: Spec) -> tuple[int, ...]:
        """Where the cells of a row stand, in the order of the spec and then of the unknown columns; -1 where there is none."""
        places = [self.layout.columns.get(heading, -1) for heading in spec.headings]
        return (*places, *self.layout.unknown.values())


def find_table(path: Path, passed: Passed, spec: Spec, limits: UploadLimits) -> Found:
    """The first visible sheet that has a heading row among its top rows; refused where none has, or a column is missing."""
    if passed.kind == "csv":
        return _find_in_text(path, passed.encoding, spec, limits)
    first_row: list[str] = []
    source = workbooks.sheets(path, passed, limits)
    for sheet in source:
        head = list(islice(sheet.rows, layouts.TOP_ROWS))
        if found := layouts.find(head, spec):
            layouts.demand(found, spec, sheet.name)
            rows = _below(chain(head, sheet.rows), found.heading_row, spec, sheet.scan, limits)
            above = _filled_rows(head, found.heading_row)
            return Found(sheet.name, found, rows, max(sheet.expected - above, 0), sheet.scan.formulas, source)
        first_row = first_row or _words(head)
    raise Fault("no_heading", needed="、".join(spec.required), found="、".join(first_row)[:200] or "-")


def _find_in_text(path: Path, encoding: str, spec: Spec, limits: UploadLimits) -> Found:
    best: tuple[int, str, Layout] | None = None
    for delimiter in texts.DELIMITERS:
        head = _top(texts.records(path, encoding, delimiter))
        found = layouts.find(head, spec)
        if found and (best is None or len(found.columns) > best[0]):
            best = len(found.columns), delimiter, found
    if best is None:
        words = _words(_top(texts.records(path, encoding, ",")))
        raise Fault("no_heading", needed="、".join(spec.required), found="、".join(words)[:200] or "-")
    _, delimiter, found = best
    layouts.demand(found, spec, "")
    rows: Iterator[Row] = ((number, list(cells)) for number, cells in texts.records(path, encoding, delimiter))
    with path.open("rb") as stream:
        lines = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(texts.CHUNK), b""))
    return Found("", found, _below(rows, found.heading_row, spec, SheetScan(), limits), max(lines + 1 - found.heading_row, 0))


def _top(records: Iterator[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    return [(number, cells) for number, cells in islice(records, layouts.TOP_ROWS) if number <= layouts.TOP_ROWS]


def _below(rows: Iterator[Row], heading_row: int, spec: Spec, scan: SheetScan, limits: UploadLimits) -> Iterator[Row]:
    """What stands under the headings, without empty rows and without totals and remarks."""
    delivered = 0
    for number, cells in rows:
        if number <= heading_row:
            continue
        first = next((cell for cell in cells if cell != "" and not (isinstance(cell, str) and not cell.strip())), None)
        if first is None and number not in scan.formulas:
            continue
        if isinstance(first, str) and first.strip().startswith(spec.skip_words):
            continue
        delivered += 1
        if delivered > limits.rows:
            raise Fault("too_many_rows", limit=limits.rows)
        yield number, cells


def _filled_rows(head: list[Row], heading_row: int) -> int:
    return sum(1 for number, cells in head if number <= heading_row and any(cells))


def _words(head: list[tuple[int, list[Cell]]] | list[tuple[int, list[str]]]) -> list[str]:
    """The fullest of the top rows: what the uploader probably takes for the headings."""
    fullest = max((cells for _, cells in head), key=lambda cells: sum(cell != "" for cell in cells), default=[])
    return [str(cell) for cell in fullest if cell != ""]


def aligned(found: Found, spec: Spec) -> Callable[[list[Cell]], list[Cell]]:
    """Puts a row's cells into the order of the spec; the sentinel at the end of a row stands for columns it lacks."""
    places = found.pick(spec)
    take = itemgetter(*places) if len(places) > 1 else lambda cells: (cells[places[0]],)
    deepest = max(places) + 1

    def align(cells: list[Cell]) -> list[Cell]:
        if len(cells) < deepest:
            cells = cells + [""] * (deepest - len(cells))
        cells.append("")
        return list(take(cells))

    return align


def settle(cell: object) -> Cell:
    """A date cell is its day, whatever time of day it was typed with; other times are text."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return str(cell) if isinstance(cell, time | timedelta) else cell  # type: ignore[return-value]


def is_plain(cells: list[Cell]) -> bool:
    return _PLAIN.issuperset(map(type, cells))
