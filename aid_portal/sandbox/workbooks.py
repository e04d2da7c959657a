"""Sheets of a workbook as rows of cells: small ones straight from the file, large ones slice by slice."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import python_calamine as calamine

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.gate import Passed
from aid_portal.sandbox.limits import UploadLimits
from aid_portal.sandbox.scan import SheetScan
from aid_portal.sandbox.slices import write_slices

Row = tuple[int, list]


@dataclass(slots=True)
class SheetRows:
    """One visible sheet; `expected` rows hold something, as far as the gate could count them."""

    name: str
    rows: Iterator[Row]
    expected: int
    scan: SheetScan


def sheets(path: Path, passed: Passed, limits: UploadLimits) -> Iterator[SheetRows]:
    try:
        if passed.kind == "xls":
            yield from _old_sheets(path, limits)
        elif passed.largest > limits.slice_cells:
            yield from _sliced_sheets(path, passed, limits)
        else:
            yield from _whole_sheets(path, passed)
    except calamine.PasswordError as error:
        raise Fault("password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise Fault("unreadable") from error


def _whole_sheets(path: Path, passed: Passed) -> Iterator[SheetRows]:
    # From a stream: by a path the library would believe the name of the file.
    with path.open("rb") as stream, calamine.CalamineWorkbook.from_filelike(stream) as workbook:
        for sheet, scan in passed.scans:
            loaded = workbook.get_sheet_by_name(sheet.name)
            yield SheetRows(sheet.name, counted(_rows_of(loaded), scan), scan.rows, scan)


def _sliced_sheets(path: Path, passed: Passed, limits: UploadLimits) -> Iterator[SheetRows]:
    """The reader needs ten times what it reads: a county's file is cut into sheets of its own, and they are read in turn."""
    with tempfile.TemporaryDirectory(prefix="aid-") as folder:
        sliced = Path(folder) / "slices.xlsx"
        for sheet, scan in passed.scans:
            starts = write_slices(path, sliced, sheet, scan, limits)
            with calamine.CalamineWorkbook.from_path(sliced) as workbook:
                rows = _rows_of_slices(workbook, starts, scan)
                yield SheetRows(sheet.name, counted(rows, scan), scan.rows, scan)


def _rows_of_slices(workbook: calamine.CalamineWorkbook, starts: list[int], scan: SheetScan) -> Iterator[Row]:
    for place, start in enumerate(starts):
        offset = 0 if scan.numbered else start - 1
        for number, cells in _rows_of(workbook.get_sheet_by_index(place)):
            if number + offset >= start:
                yield number + offset, cells


def _old_sheets(path: Path, limits: UploadLimits) -> Iterator[SheetRows]:
    with path.open("rb") as stream, calamine.CalamineWorkbook.from_filelike(stream) as workbook:
        for listed in workbook.sheets_metadata:
            if listed.visible != calamine.SheetVisibleEnum.Visible or listed.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            loaded = workbook.get_sheet_by_name(listed.name)
            if loaded.total_width > limits.columns:
                raise Fault("too_many_columns", count=loaded.total_width, limit=limits.columns)
            yield SheetRows(listed.name, _rows_of(loaded), loaded.height, SheetScan())


def _rows_of(sheet: calamine.CalamineSheet) -> Iterator[Row]:
    """Rows by the sheet's own numbers, cells by the sheet's own columns: the reader counts rows from the sheet's top,
    but columns from the first that has a value."""
    indent = [""] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, indent + cells if indent else cells


def counted(rows: Iterator[Row], scan: SheetScan) -> Iterator[Row]:
    """The rows with what the reader leaves out put back: errors by name, rows of formulas that nobody calculated.

    Rows that hold something are counted on the way; another number than the gate's means that one of the two has lost rows.
    """
    seen, last = 0, 0
    for number, cells in rows:
        last = number
        if number in scan.errors:
            _put_back(cells, scan.errors[number])
        seen += any(cells) or number in scan.formulas or any(cell != "" for cell in cells)
        yield number, cells
    for number in sorted(number for number in scan.formulas if number > last):
        seen += 1
        yield number, [""] * scan.width
    if seen != scan.rows:
        raise Fault("rows_lost", gate=scan.rows, reader=seen)


def _put_back(cells: list, errors: dict[int, str]) -> None:
    for column, text in errors.items():
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text
