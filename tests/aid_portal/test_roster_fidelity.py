"""Honest rows are never lost: as many come out as stood in the sheet, whoever wrote it (reliability.md R13)."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.styles import PatternFill

from aid_portal.reading import TableSpec, read_table
from aid_portal.sheets import Column
from aid_portal.streaming_xlsx import write_xlsx
from aid_portal.uploads import SCHOOL_ROSTER
from tests.workbooks import HEAD, MAIN, Raw, parts_of, rows_xml, saved, sheet_xml, workbook, zipped

SPEC = TableSpec("people", required=("学校", "姓名", "身份证号"), optional=("出生日期",))
HEADINGS = ["学校", "姓名", "身份证号"]
COUNT = 500
PEOPLE = [["2161324001", f"学生{number}", f"61032420120315{number:04d}"] for number in range(COUNT)]
TABLE = [HEADINGS, *PEOPLE]
SHEET = "xl/worksheets/sheet1.xml"
SHAPES: dict[str, Callable[[], bytes]] = {}


def shape(maker: Callable[[], bytes]) -> Callable[[], bytes]:
    SHAPES[maker.__name__] = maker
    return maker


def sheet(xml: str, shared: str | None = None) -> bytes:
    return zipped(parts_of([("数据", "", xml)], shared))


def by_openpyxl(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled() -> tuple[openpyxl.Workbook, object]:
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    return book, book.active


@shape
def excel_with_shared_strings() -> bytes:
    """Written by XlsxWriter, which follows Excel to the byte."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        page = book.add_worksheet()
        for number, row in enumerate(TABLE):
            page.write_row(number, 0, row)
    return stream.getvalue()


@shape
def openpyxl_as_it_comes() -> bytes:
    return by_openpyxl(filled()[0])


@shape
def wps_with_a_lying_dimension() -> bytes:
    return sheet(sheet_xml(rows_xml(TABLE), before='<dimension ref="A1"/>'))


@shape
def rows_without_numbers_and_cells_without_references() -> bytes:
    cells = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in TABLE)
    rows = "".join(f"<row>{row}</row>" for row in cells)
    return sheet(sheet_xml(rows))


@shape
def every_tag_under_a_prefix() -> bytes:
    rows = rows_xml(TABLE).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    return sheet(f'{HEAD}<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>')


@shape
def filtered_and_hidden_rows() -> bytes:
    book, page = filled()
    page.auto_filter.ref = f"A1:C{COUNT + 1}"
    for number in range(5, 200):
        page.row_dimensions[number].hidden = True
    return by_openpyxl(book)


@shape
def a_hidden_sheet_before_it() -> bytes:
    draft = sheet_xml(rows_xml([HEADINGS, ["x", "草稿", "x"]]))
    return zipped(parts_of([("草稿", "hidden", draft), ("数据", "", sheet_xml(rows_xml(TABLE)))]))


@shape
def an_explaining_sheet_before_it() -> bytes:
    return zipped(parts_of([("说明", "", sheet_xml(rows_xml([["请先读说明"]]))), ("数据", "", sheet_xml(rows_xml(TABLE)))]))


@shape
def titles_merged_over_it_and_rows_left_out() -> bytes:
    rows = rows_xml([["2022年学生花名册"], None, ["填报单位"], *TABLE])
    return sheet(sheet_xml(rows, after='<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'))


@shape
def a_formatted_tail_down_to_the_last_row() -> bytes:
    tail = "".join(
        f'<row r="{number}"><c r="A{number}" s="1"/><c r="C{number}" s="1"/></row>' for number in range(COUNT + 2, 60_000)
    )
    return sheet(sheet_xml(rows_xml(TABLE) + tail))


@shape
def a_million_empty_rows_with_a_height() -> bytes:
    tail = "".join(f'<row r="{number}" ht="15" customHeight="1"/>' for number in range(COUNT + 2, 1_048_577))
    return sheet(sheet_xml(rows_xml(TABLE) + tail))


@shape
def cells_formatted_to_the_last_column() -> bytes:
    rows = rows_xml(TABLE).replace("</row>", '<c r="XFD9" s="1"/></row>', 3)
    return sheet(sheet_xml(rows.replace("XFD9", "XFD1", 1).replace("XFD9", "XFD2", 1).replace("XFD9", "XFD3", 1)))


@shape
def unfilled_cells_that_point_at_an_empty_string() -> bytes:
    """As programs write that export from a database; below the rows stand more such cells."""
    empty = "".join(f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c></row>' for number in range(COUNT + 2, COUNT + 50))
    return sheet(sheet_xml(rows_xml(TABLE) + empty), shared="<si><t/></si><si><t>x</t></si>")


@shape
def rows_of_blanks_between() -> bytes:
    blank = [" ", "", "　"]
    return workbook([HEADINGS, *(row for person in PEOPLE for row in (person, blank))])


@shape
def totals_and_remarks_between() -> bytes:
    return workbook([HEADINGS, *PEOPLE[:250], ["合计", 250], *PEOPLE[250:], ["总计", "500人"], ["", "备注：以上均已核对"]])


@shape
def coloured_and_frozen() -> bytes:
    book, page = filled()
    page.freeze_panes = "A2"
    for cell in page["B"]:
        cell.fill = PatternFill("solid", fgColor="FFFF00")
    return by_openpyxl(book)


@shape
def formulas_that_nobody_calculated() -> bytes:
    book, page = filled()
    for number in range(2, COUNT + 2):
        page.cell(number, 4, f"=DATE(2012,3,{number % 28 + 1})")
    page.cell(1, 4, "出生日期")
    return by_openpyxl(book)


@shape
def strict_open_xml() -> bytes:
    parts = parts_of([("数据", "", sheet_xml(rows_xml(TABLE)))])
    strict = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    for old, new in strict.items():
        parts = {name: str(body).replace(old, new) for name, body in parts.items()}
    return zipped(parts)


@shape
def stored_without_compression() -> bytes:
    return zipped(parts_of([("数据", "", sheet_xml(rows_xml(TABLE)))]), zipfile.ZIP_STORED)


@shape
def our_own_export() -> bytes:
    stream = io.BytesIO()
    write_xlsx(stream, [Column(heading) for heading in HEADINGS], PEOPLE, title="学生")
    return stream.getvalue()


@shape
def the_old_format() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("数据")
    for number, row in enumerate(TABLE, 2):
        for place, cell in enumerate(row):
            page.write(number, place, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@shape
def text_in_utf8_with_a_mark() -> bytes:
    return "\n".join(",".join(row) for row in TABLE).encode("utf-8-sig")


@shape
def text_in_gb18030_with_returns() -> bytes:
    return "\r\n".join(",".join(row) for row in TABLE).encode("gb18030")


@shape
def text_pasted_from_a_spreadsheet() -> bytes:
    return "\n".join("\t".join(row) for row in TABLE).encode()


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_honest_row_arrives(name: str, tmp_path: Path) -> None:
    table = read_table(saved(tmp_path, SHAPES[name]()), SPEC, SCHOOL_ROSTER)
    assert [cells[:3] for _, cells in table.rows()] == PEOPLE


def test_more_than_a_dozen_shapes_are_tried() -> None:
    assert len(SHAPES) >= 12


def test_a_number_in_the_place_of_an_id_is_known_as_a_number(tmp_path: Path) -> None:
    path = saved(tmp_path, workbook([HEADINGS, ["2161324001", "李小明", 610324201203150013]]))
    [(row, cells)] = read_table(path, SPEC, SCHOOL_ROSTER).rows()
    assert (row, type(cells[2])) == (2, float)


def test_a_day_is_a_day_whatever_time_it_was_typed_with(tmp_path: Path) -> None:
    at_noon = Raw('<c r="REF" s="2"><v>40983.5</v></c>')
    path = saved(tmp_path, workbook([[*HEADINGS, "出生日期"], [*PEOPLE[0], date(2012, 3, 15)], [*PEOPLE[1], at_noon]]))
    assert [cells[3] for _, cells in read_table(path, SPEC, SCHOOL_ROSTER).rows()] == [date(2012, 3, 15)] * 2
