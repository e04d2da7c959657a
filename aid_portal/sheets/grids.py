"""A report as a workbook in the layout of its page: heads in two rows, every column with its sum, A4 lying, ready to print."""

from collections.abc import Sequence
from typing import IO

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aid_portal.grids import Figure, Grid, Group
from aid_portal.sheets.books import HEADING, OPTIONS, lay_across, write_notes
from aid_portal.sheets.cells import CellWriter
from aid_portal.xlsx_parts import sheet_name

BORDER = {"border": 1, "border_color": "#7F8FA3", "valign": "vcenter"}
TITLE_ROW, GROUP_ROW, PART_ROW, FIRST_ROW = 0, 1, 2, 3
HEAD_WIDTH, COUNT_WIDTH, MONEY_WIDTH = 24, 10, 15


def write_grid(target: IO[bytes], grid: Grid, notes: Sequence[tuple[str, str]] = (), foot: str = "") -> None:
    """`notes` become the sheet 附注, `foot` is printed at the foot of every page."""
    with Workbook(target, OPTIONS) as book:
        sheet = book.add_worksheet(sheet_name(grid.title))
        width = len(grid.heads) + sum(group.width for group in grid.groups)
        title = book.add_format({"bold": True, "font_size": 14, "align": "center", "valign": "vcenter"})
        sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, width - 1, "", title)
        sheet.write_string(TITLE_ROW, 0, grid.title, title)
        sheet.set_row(TITLE_ROW, 28)
        _write_heads(book, sheet, grid)
        cells = CellWriter(book)
        cells.marks = {"": BORDER, "total": {**BORDER, "bold": True, "bg_color": "#F7F9FC"}}
        for row, line in enumerate(grid.lines, start=FIRST_ROW):
            _write_line(sheet, cells, row, line.heads, line.cells)
        last = FIRST_ROW + len(grid.lines)
        _write_line(sheet, cells, last, [_("合计"), *[""] * (len(grid.heads) - 1)], grid.foot, "total")
        _set_page(sheet, len(grid.heads), foot)
        if notes:
            write_notes(book, _("附注"), notes)


def _write_heads(book: Workbook, sheet: Worksheet, grid: Grid) -> None:
    look = book.add_format({**HEADING, "border": 1, "border_color": "#7F8FA3"})
    for column, head in enumerate(grid.heads):
        sheet.set_column(column, column, HEAD_WIDTH)
        _over(sheet, (GROUP_ROW, column, PART_ROW, column), head, look)
    column = len(grid.heads)
    for group, cells in zip(grid.groups, grid.foot, strict=True):
        _write_group(sheet, column, group, cells, look)
        column += group.width
    sheet.set_row(GROUP_ROW, 30)


def _write_group(sheet: Worksheet, column: int, group: Group, cells: Sequence[Figure], look: object) -> None:
    for place, figure in enumerate(cells):
        sheet.set_column(column + place, column + place, MONEY_WIDTH if figure.money else COUNT_WIDTH)
    if not group.parts:
        _over(sheet, (GROUP_ROW, column, PART_ROW, column), group.label, look)
        return
    _over(sheet, (GROUP_ROW, column, GROUP_ROW, column + group.width - 1), group.label, look)
    for place, part in enumerate(group.parts):
        sheet.write_string(PART_ROW, column + place, part, look)


def _over(sheet: Worksheet, place: tuple[int, int, int, int], text: str, look: object) -> None:
    if place[:2] != place[2:]:
        sheet.merge_range(*place, "", look)
    sheet.write_string(*place[:2], text, look)


def _write_line(
    sheet: Worksheet, cells: CellWriter, row: int, heads: Sequence[str], groups: Sequence[Sequence[Figure]], mark: str = ""
) -> None:
    for column, head in enumerate(heads):
        cells.write(sheet, row, column, head, "text", mark)
    figures = [figure for group in groups for figure in group]
    for column, figure in enumerate(figures, start=len(heads)):
        cells.write(sheet, row, column, figure.value, "money" if figure.money else "count", mark)


def _set_page(sheet: Worksheet, heads: int, foot: str) -> None:
    sheet.freeze_panes(FIRST_ROW, heads)
    lay_across(sheet, GROUP_ROW, PART_ROW)
    words = foot.replace("&", "&&")
    sheet.set_footer("&L&8" + words + "&R&8&P/&N")
