"""The workbook of errors: the uploader's own sheet with bad cells marked, or the bad rows alone where that cannot be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aid_portal.reading import Cell, Formula, Table, TableSpec, read_table
from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.layout import OWN_HEADINGS
from aid_portal.sandbox.limits import MB, UploadLimits
from aid_portal.sandbox.parent import Child
from aid_portal.sheets.books import OPTIONS, write_headings
from aid_portal.sheets.cells import CellWriter
from aid_portal.sheets.columns import Column

MOST_ROWS = 20_000
LONGEST_COMMENT = 1_000
ERROR, WARNING = "error", "warning"
LOOKS = {ERROR: {"bg_color": "#FFC7CE", "font_color": "#9C0006"}, WARNING: {"bg_color": "#FFEB9C", "font_color": "#7F6000"}}
EXPLANATION, OLD_ROW = sorted(OWN_HEADINGS, reverse=True)
Result = Literal["marked", "errors_only"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong in one cell, in a sentence that says what to do; without a column it belongs to the row."""

    row: int
    column: str
    message: str
    severity: str = ERROR


def mark_workbook(source: Path, target: Path, spec: TableSpec, limits: UploadLimits, marks: Sequence[Mark]) -> Result:
    """Either way the result may be mended and uploaded as it is: our own columns are ignored when it comes back.

    The library that can write into somebody's workbook is easily exhausted, so it works in a child with limits of its own.
    """
    if _mark_in_child(source, target, spec, limits, marks):
        return "marked"
    _write_errors(target, read_table(source, spec, limits), spec, marks)
    return "errors_only"


def _mark_in_child(source: Path, target: Path, spec: TableSpec, limits: UploadLimits, marks: Sequence[Mark]) -> bool:
    request = {
        "verb": "mark",
        "path": str(source),
        "target": str(target),
        "spec": spec.as_request(),
        "marks": [(mark.row, mark.column, mark.message[:LONGEST_COMMENT], mark.severity) for mark in marks],
        "author": _("学生资助门户"),
        "looks": {severity: look["bg_color"].lstrip("#") for severity, look in LOOKS.items()},
        "explanation": EXPLANATION,
    }
    generous = replace(limits, memory=768 * MB, cpu_seconds=60, wall_seconds=120)
    try:
        return bool(Child(request, generous).only("marked"))
    except Fault:
        # What cannot be read at all is said by read_table, which comes next.
        return False


def _write_errors(target: Path, table: Table, spec: TableSpec, marks: Iterable[Mark]) -> None:
    by_row: dict[int, list[Mark]] = {}
    for mark in marks:
        by_row.setdefault(mark.row, []).append(mark)
    headings = [*spec.headings, *table.unknown]
    shown = [place for place, heading in enumerate(headings) if heading in table.columns or place >= len(spec.headings)]
    columns = [Column(headings[place], width=16, required=headings[place] in spec.required) for place in shown]
    with Workbook(str(target), OPTIONS) as book:
        sheet = book.add_worksheet(_("需要修改的行"))
        write_headings(book, sheet, 0, [*columns, Column(EXPLANATION, width=60), Column(OLD_ROW, width=10)])
        writer = ErrorRows(book, sheet, [column.heading for column in columns])
        for number, cells in table.rows():
            if number in by_row and writer.count < MOST_ROWS:
                writer.add(number, [cells[place] for place in shown], by_row[number])
        if len(by_row) > writer.count:
            _say_what_is_left_out(book, writer.count, len(by_row))


class ErrorRows:
    def __init__(self, book: Workbook, sheet: Worksheet, headings: Sequence[str]) -> None:
        self.sheet = sheet
        self.places: Mapping[str, int] = {heading: place for place, heading in enumerate(headings)}
        self.cells = CellWriter(book)
        self.cells.marks |= LOOKS
        self.count = 0

    def add(self, number: int, cells: Sequence[Cell], marks: Sequence[Mark]) -> None:
        self.count += 1
        by_column: dict[str, list[Mark]] = {}
        for mark in marks:
            by_column.setdefault(mark.column, []).append(mark)
        for heading, place in self.places.items():
            cell = cells[place]
            value = cell.cached if isinstance(cell, Formula) else cell
            self._write(place, value, by_column.get(heading, []))
        end = len(self.places)
        self.cells.write(self.sheet, self.count, end, explanation(marks))
        self.cells.write(self.sheet, self.count, end + 1, number, "count")

    def _write(self, place: int, value: object, marks: Sequence[Mark]) -> None:
        look = ERROR if any(mark.severity == ERROR for mark in marks) else WARNING if marks else ""
        self.cells.write(self.sheet, self.count, place, value, mark=look)
        if marks:
            words = "\n".join(mark.message for mark in marks)[:LONGEST_COMMENT]
            self.sheet.write_comment(self.count, place, words, {"author": _("学生资助门户"), "x_scale": 2})


def explanation(marks: Iterable[Mark]) -> str:
    return "\n".join(dict.fromkeys(mark.message for mark in marks))


def _say_what_is_left_out(book: Workbook, shown: int, total: int) -> None:
    words = _("共有%(total)s行需要修改，这里列出其中%(shown)s行；改好上传后，再下载余下的。") % {"total": total, "shown": shown}
    book.add_worksheet(_("附注")).write_string(0, 0, words)
