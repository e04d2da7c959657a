"""Marks bad cells in the uploader's own workbook; what the writing library would choke on is left unmarked and said so."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from aid_portal.sandbox.gate import Passed
from aid_portal.sandbox.layout import Layout, key_of
from aid_portal.sandbox.tables import Found

MOST_ROWS = 5_000
MOST_MERGED_CELLS = 100_000
_CLEAN = PatternFill(fill_type=None)


def mark(path: Path, target: Path, found: Found, passed: Passed, request: dict[str, Any]) -> dict[str, bool]:
    merged = sum(scan.merged_cells for _, scan in passed.scans)
    if passed.kind != "xlsx" or found.expected > MOST_ROWS or merged > MOST_MERGED_CELLS:
        return {"marked": False}
    book = load_workbook(path)
    marker = Marker(book[found.sheet], found.layout, request)
    marker.wipe()
    by_row: dict[int, list[list[Any]]] = defaultdict(list)
    for each in request["marks"]:
        by_row[each[0]].append(each)
    for row, marks in by_row.items():
        marker.mark_row(row, marks)
    book.save(target)
    return {"marked": True}


class Marker:
    """Red for errors, yellow for warnings, the sentence as a comment, and all of a row's sentences in a last column."""

    def __init__(self, sheet: Worksheet, layout: Layout, request: dict[str, Any]) -> None:
        self.sheet = sheet
        self.layout = layout
        self.author: str = request["author"]
        self.fills = {name: PatternFill("solid", fgColor=f"FF{color}") for name, color in request["looks"].items()}
        self.heading: str = request["explanation"]
        self.column = self._own_column()

    def _own_column(self) -> int:
        headings = {key_of(cell.value): cell.column for cell in self.sheet[self.layout.heading_row]}
        last = max([*self.layout.columns.values(), *self.layout.unknown.values()]) + 1
        return headings.get(self.heading) or max([last, *headings.values()]) + 1

    def wipe(self) -> None:
        """Marks of an earlier time go: the file may be on its second round."""
        ours = {fill.fgColor.rgb for fill in self.fills.values()}
        for cells in self.sheet.iter_rows(min_row=self.layout.heading_row + 1):
            for cell in cells:
                if isinstance(cell, Cell) and cell.comment and cell.comment.author == self.author:
                    cell.comment = None
                if isinstance(cell, Cell) and cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in ours:
                    cell.fill = _CLEAN
                if cell.column == self.column and isinstance(cell, Cell):
                    cell.value = None

    def mark_row(self, row: int, marks: list[list[Any]]) -> None:
        head = self.sheet.cell(self.layout.heading_row, self.column)
        self._set(head, self.heading)
        head.font = Font(bold=True, color="FF9C0006")
        by_column: dict[str, list[list[Any]]] = defaultdict(list)
        for each in marks:
            by_column[each[1]].append(each)
        for heading, each in by_column.items():
            place = self.layout.columns.get(heading, self.layout.unknown.get(heading))
            if place is not None:
                self._mark_cell(self.sheet.cell(row, place + 1), each)
        words = self.sheet.cell(row, self.column)
        self._set(words, "\n".join(dict.fromkeys(message for _, _, message, _ in marks)))
        words.alignment = Alignment(wrap_text=True, vertical="top")
        self.sheet.column_dimensions[words.column_letter].width = 60

    def _mark_cell(self, cell: Cell | MergedCell, marks: list[list[Any]]) -> None:
        if isinstance(cell, MergedCell):
            return
        severities = {severity for *_, severity in marks}
        cell.fill = self.fills["error" if "error" in severities else "warning"]
        cell.comment = Comment("\n".join(message for _, _, message, _ in marks), self.author, height=120, width=320)

    def _set(self, cell: Cell | MergedCell, text: str) -> None:
        if isinstance(cell, Cell):
            cell.value = text
            # The library takes whatever begins with an equals sign for a formula.
            cell.data_type = "s"
