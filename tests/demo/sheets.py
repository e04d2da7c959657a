"""Reads a made-up workbook back as the portal would: the visible sheet, its heading row found, its rows with numbers."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from aid_portal.demo.layouts import ALIASES


def rows_of(path: Path, headings: tuple[str, ...]) -> Iterator[tuple[int, dict]]:
    """Row number and cells by heading; empty and 合计 rows are left out."""
    book = CalamineWorkbook.from_path(path)
    name = next(sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible)
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    start = next(place for place, row in enumerate(rows) if sum(cell != "" for cell in row) > 2)
    order = [_heading(str(cell), headings) for cell in rows[start]]
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if any(cell != "" for cell in row) and row[0] != "合计":
            yield number, dict(zip(order, map(_plain, row), strict=False))


def _heading(text: str, headings: tuple[str, ...]) -> str:
    shown = text.replace("\n", "").replace("*", "")
    return shown if shown in headings else next((own for own in headings if shown in ALIASES.get(own, ())), shown)


def _plain(cell):
    return cell.date() if isinstance(cell, datetime) else cell if isinstance(cell, date | str | float | int) else ""
