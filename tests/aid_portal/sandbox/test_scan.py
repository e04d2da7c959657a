"""What the gate sees in the bytes of a sheet, however they are cut into pieces."""

from dataclasses import asdict, replace

import pytest

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import SCHOOL_ROSTER
from aid_portal.sandbox.scan import SheetScan, column_of, scan_sheet
from tests.workbooks import Calculated, Raw, rows_xml, sheet_xml

ROWS = [None, ["甲", "", 3], ["", ""], [Calculated("1+1"), "乙"], None, ["", Raw('<c r="REF" t="e"><v>#N/A</v></c>')]]
SHEET = sheet_xml(rows_xml(ROWS), after='<mergeCells><mergeCell ref="A1:C2"/><mergeCell ref="B7:B8"/></mergeCells>').encode()


def scanned(content: bytes, size: int = 1 << 20, empties: frozenset[int] = frozenset(), **limits: int) -> SheetScan:
    pieces = (content[place : place + size] for place in range(0, len(content), size))
    return scan_sheet(pieces, replace(SCHOOL_ROSTER, **limits), empties)


def test_rows_corners_formulas_errors_and_merges_are_found() -> None:
    scan = scanned(SHEET)
    assert (scan.rows, scan.first_row, scan.last_row, scan.width, scan.area) == (3, 2, 6, 3, 15)
    assert (scan.formulas, scan.errors) == ({4: (0,)}, {6: {1: "#N/A"}})
    assert (scan.merges, scan.merged_cells, scan.numbered) == (2, 8, True)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 500])
def test_the_seams_of_the_pieces_do_not_matter(size: int) -> None:
    assert asdict(scanned(SHEET, size)) == asdict(scanned(SHEET))


def test_an_empty_sheet_has_no_rows() -> None:
    assert scanned(sheet_xml("").encode()).rows == 0
    assert scanned(sheet_xml("").replace("<sheetData></sheetData>", "<sheetData/>").encode()).area == 0


def test_a_row_of_references_to_empty_strings_is_an_empty_row() -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>'
    )
    content = sheet_xml(rows + '<row r="3"><c r="A3"><v>0</v></c></row>').encode()
    assert scanned(content, empties=frozenset({0})).rows == 2
    assert scanned(content).rows == 3


@pytest.mark.parametrize(
    ("limits", "code"),
    [({"columns": 2}, "too_many_columns"), ({"cells": 14}, "too_many_cells"), ({"merges": 1}, "too_many_merges")],
)
def test_each_limit_refuses_what_is_one_too_many(limits: dict[str, int], code: str) -> None:
    scanned(SHEET, columns=3, cells=15, merges=2)
    with pytest.raises(Fault, match=code):
        scanned(SHEET, **limits)


def test_title_rows_are_not_counted_against_the_rows() -> None:
    content = sheet_xml(rows_xml([["x"]] * 30)).encode()
    assert scanned(content, rows=10).rows == 30
    with pytest.raises(Fault, match="too_many_rows"):
        scanned(content, rows=9)


def test_formatted_cells_without_a_value_do_not_widen_the_sheet() -> None:
    assert scanned(sheet_xml('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"></c></row>').encode()).width == 1


def test_columns_are_counted_from_zero() -> None:
    assert [column_of(letters) for letters in (b"A", b"z", b"AA", b"XFD")] == [0, 25, 26, 16383]


def test_a_sheet_that_ends_in_its_rows_is_damaged() -> None:
    with pytest.raises(Fault, match="damaged"):
        scanned(SHEET[: SHEET.index(b"</sheetData>")])
