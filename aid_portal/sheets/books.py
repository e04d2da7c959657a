"""Small designed workbooks: a heading row that stays in sight, widths, a filter, and the 附注 sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aid_portal.sheets.cells import CellWriter
from aid_portal.sheets.columns import Column
from aid_portal.xlsx_parts import sheet_name

# Every string is a string: nothing a person typed becomes a formula, a link or a number.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
A4 = 9
HEADING = {
    "bold": True,
    "bg_color": "#E8EEF4",
    "bottom": 1,
    "bottom_color": "#7F8FA3",
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet: `caption` stands over the headings where there is one; cells come in the order of `columns`."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    caption: str = ""


def write_book(target: Path | IO[bytes], sheets: Sequence[SheetSpec], notes: Sequence[tuple[str, str]] = ()) -> int:
    """How many rows were written in all. `notes` (subject, words) say who, when, which filter, what is counted."""
    with Workbook(place_of(target), OPTIONS) as book:
        cells = CellWriter(book)
        count = sum(_write_sheet(book, cells, spec) for spec in sheets)
        if notes:
            write_notes(book, _("附注"), notes)
    return count


def write_notes(book: Workbook, title: str, notes: Iterable[Sequence[str]], headings: Sequence[str] = ()) -> Worksheet:
    sheet = book.add_worksheet(title)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 6, 40)
    head, wrapped = book.add_format(HEADING), book.add_format({"text_wrap": True, "valign": "top"})
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, head)
    for row, cells in enumerate(notes, start=1 if headings else 0):
        for column, text in enumerate(cells):
            if not text:
                continue
            sheet.write_string(row, column, text, head if column == 0 and not headings else wrapped)
    lay_across(sheet, 0, 0)
    return sheet


def _write_sheet(book: Workbook, cells: CellWriter, spec: SheetSpec) -> int:
    sheet = book.add_worksheet(sheet_name(spec.title))
    top = 1 if spec.caption else 0
    if spec.caption:
        sheet.write_string(0, 0, spec.caption, book.add_format({"bold": True, "font_size": 14}))
    write_headings(book, sheet, top, spec.columns)
    count = 0
    for count, row in enumerate(spec.rows, start=1):
        for place, (column, value) in enumerate(zip(spec.columns, row, strict=True)):
            cells.write(sheet, top + count, place, value, column.kind)
    sheet.autofilter(top, 0, top + count, len(spec.columns) - 1)
    lay_across(sheet, top, top)
    sheet.set_footer(pages_counted())
    return count


def pages_counted() -> str:
    """The foot of a printed page."""
    return _("&C第 &P 页，共 &N 页")


def lay_across(sheet: Worksheet, first: int, last: int) -> None:
    """Printed on A4 across, all columns side by side, the rows `first` to `last` at the head of every page."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first, last)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)


def write_headings(book: Workbook, sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    head = book.add_format(HEADING)
    required = book.add_format({**HEADING, "font_color": "#B42318"})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(
            row, place, f"*{column.heading}" if column.required else column.heading, required if column.required else head
        )
    sheet.set_row(row, 30)
    sheet.freeze_panes(row + 1, 0)


def place_of(target: Path | IO[bytes]) -> Any:
    return str(target) if isinstance(target, Path) else target
