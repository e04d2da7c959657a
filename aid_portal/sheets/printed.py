"""A printed paper as a workbook: A4, the heading row on every page, totals and places to sign below, ready for WPS."""

from collections.abc import Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aid_portal.printed import Cell, Printed
from aid_portal.sheets.books import A4, OPTIONS, pages_counted
from aid_portal.sheets.cells import CellWriter
from aid_portal.xlsx_parts import sheet_name

TITLE_ROW, FACTS_ROW, HEADING_ROW = 0, 1, 2
CELL = {"border": 1, "font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
HEADING = {**CELL, "bold": True, "align": "center", "bg_color": "#E8EEF4"}
LINE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
# In points: the least height of a row, with room for a hand where a paper is signed row by row; and that of a line of text.
LOW, HIGH, TEXT_LINE = 20, 28, 14
# As many places to sign stand beside each other, with room for a hand behind each.
SIGNED_ACROSS, SIGNED_DOWN, SIGNING_ROOM = 5, 3, "　" * 8


def book_of(paper: Printed) -> bytes:
    """The same paper gives the same bytes: nothing in the file comes from the clock."""
    target = BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"title": paper.title, "created": paper.made_at.replace(tzinfo=None)})
        _write(book, book.add_worksheet(sheet_name(paper.title)), paper)
    return target.getvalue()


def _write(book: Workbook, sheet: Worksheet, paper: Printed) -> None:
    cells = CellWriter(book, centred=("count", "date"))
    cells.marks = {"": CELL, "total": {**CELL, "bold": True}}
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    line = book.add_format(LINE)
    _across(sheet, TITLE_ROW, paper, paper.title, title, least=32)
    facts = "　　".join([paper.bureau, *(f"{label}：{value}" for label, value in paper.facts)])
    _across(sheet, FACTS_ROW, paper, facts, line, least=32)
    _write_headings(sheet, paper, book.add_format(HEADING))
    for number, row in enumerate(paper.rows, start=HEADING_ROW + 1):
        _write_row(sheet, cells, number, paper, row)
    last = HEADING_ROW + len(paper.rows)
    sheet.autofilter(HEADING_ROW, 0, last, len(paper.columns) - 1)
    _set_page(sheet, paper)
    _write_foot(sheet, cells, last + 1, paper, line)


def _write_headings(sheet: Worksheet, paper: Printed, look: object) -> None:
    for place, column in enumerate(paper.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEADING_ROW, place, column.heading, look)
    sheet.set_row(HEADING_ROW, HIGH)
    sheet.freeze_panes(HEADING_ROW + 1, 0)


def _write_row(sheet: Worksheet, cells: CellWriter, row: int, paper: Printed, values: Sequence[Cell], mark: str = "") -> None:
    for place, (column, value) in enumerate(zip(paper.columns, values, strict=True)):
        cells.write(sheet, row, place, value, column.kind, mark)
    lines = max(-(-_width(value) // int(column.width - 1)) for column, value in zip(paper.columns, values, strict=True))
    sheet.set_row(row, max(HIGH if paper.landscape else LOW, lines * TEXT_LINE + 4))


def _width(value: Cell) -> int:
    """In digits, as widths of columns are counted: a Chinese character is as wide as two."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in value) if isinstance(value, str) else 1


def _write_foot(sheet: Worksheet, cells: CellWriter, row: int, paper: Printed, line: object) -> None:
    if paper.totals:
        _write_row(sheet, cells, row, paper, paper.totals, "total")
        row += 1
    for label, amount in paper.parts:
        _write_row(sheet, cells, row, paper, _beside_the_money(paper, label, amount))
        row += 1
    in_a_line = SIGNED_ACROSS if paper.landscape else SIGNED_DOWN
    signed = [paper.signatures[first : first + in_a_line] for first in range(0, len(paper.signatures), in_a_line)]
    hands = [SIGNING_ROOM.join(f"{each.label}：{each.name}" for each in line_of) for line_of in signed]
    for words in filter(None, [paper.in_words, *paper.notes, *hands]):
        _across(sheet, row, paper, words, line, least=HIGH)
        row += 1


def _beside_the_money(paper: Printed, label: str, amount: Cell) -> list[Cell]:
    """A row with the amount under the amounts and its label in the first column of text."""
    kinds = [column.kind for column in paper.columns]
    values: list[Cell] = [None] * len(kinds)
    values[kinds.index("text")], values[kinds.index("money")] = label, amount
    return values


def _across(sheet: Worksheet, row: int, paper: Printed, text: str, look: object, *, least: int) -> None:
    """A spreadsheet makes no merged row high enough for its text: that is done here."""
    sheet.merge_range(row, 0, row, len(paper.columns) - 1, "", look)
    sheet.write_string(row, 0, text, look)
    lines = -(-_width(text) // int(sum(column.width for column in paper.columns) * 0.9))
    sheet.set_row(row, max(least, lines * TEXT_LINE + 4))


def _set_page(sheet: Worksheet, paper: Printed) -> None:
    sheet.set_paper(A4)
    if paper.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING_ROW)
    sheet.center_horizontally()
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.set_footer(pages_counted())
