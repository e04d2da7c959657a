"""A template keeps digits, offers words to choose from, and comes back as what it is."""

import io
from pathlib import Path

import openpyxl

from aid_portal.reading import TableSpec, read_table
from aid_portal.sheets import Column, write_template
from aid_portal.uploads import SCHOOL_ROSTER
from tests.workbooks import saved

SPEC = TableSpec("people", required=("姓名", "身份证号"), optional=("学校", "出生日期"))
SCHOOLS = tuple(f"扶风县第{number}小学" for number in range(80))
COLUMNS = [
    Column("姓名", required=True),
    Column("身份证号", required=True, prompt="请保持文本格式。"),
    Column("学校", choices=SCHOOLS, prompt="从列表中选择。"),
    Column("出生日期", kind="date"),
]
ROW = ["李小明", "610324201203150013", SCHOOLS[3], ""]


def template(rows=(ROW,)) -> bytes:
    stream = io.BytesIO()
    assert write_template(
        stream, title="花名册", columns=COLUMNS, version="roster/1/2022A", rows=rows, notes=["勿改表头"]
    ) == len(rows)
    return stream.getvalue()


def test_a_template_filled_beforehand_is_read_back_and_known_by_its_version(tmp_path: Path) -> None:
    table = read_table(saved(tmp_path, template()), SPEC, SCHOOL_ROSTER)
    assert (table.template, table.heading_row, table.unknown) == ("roster/1/2022A", 1, [])
    assert list(table) == [[2, ROW]]


def test_cells_still_empty_are_text_so_that_ids_keep_their_digits() -> None:
    page = openpyxl.load_workbook(io.BytesIO(template())).worksheets[0]
    ids = page.column_dimensions["A"]  # one entry for equal neighbours
    assert (ids.min, ids.max, ids.number_format) == (1, 3, "@")
    assert page.freeze_panes == "A2"


def test_long_lists_to_choose_from_stand_on_a_hidden_sheet_under_a_name() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    assert book["_options"].sheet_state == "veryHidden"
    rules = {str(rule.sqref): rule for rule in book.worksheets[0].data_validations.dataValidation}
    assert rules["C2:C2002"].formula1 == "options_3"
    assert book.defined_names["options_3"].attr_text == "_options!$C$1:$C$80"
    assert [row[2].value for row in book["_options"].iter_rows()] == list(SCHOOLS)
    assert rules["B2:B2002"].prompt == "请保持文本格式。"


def test_a_page_explains_every_column() -> None:
    page = openpyxl.load_workbook(io.BytesIO(template()))["填写说明"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[1][:3] == ["姓名", "必填", None]
    assert rows[3][:3] == ["学校", "选填", "从列表中选择。"]
    assert ["勿改表头", None, None, None] in rows


def test_a_template_is_printed_on_a4_across_with_its_headings_on_every_page():
    sheet = openpyxl.load_workbook(io.BytesIO(template())).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$1:$1")
