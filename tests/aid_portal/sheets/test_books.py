"""Small designed workbooks; and cells that stay text in any file."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from aid_portal.sheets import Column, SheetSpec, safe_cell, write_book

COLUMNS = [
    Column("姓名"),
    Column("金额", kind="money"),
    Column("日期", kind="date"),
    Column("人次", kind="count"),
    Column("享受", kind="yes_no"),
]
ROW = ["李小明", Decimal("1250.50"), date(2022, 9, 1), 3, True]


def written(*sheets: SheetSpec, notes=()):
    stream = io.BytesIO()
    count = write_book(stream, sheets, notes)
    return count, openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def test_each_kind_of_value_is_written_as_what_it_is():
    count, book = written(SheetSpec("应享", COLUMNS, [ROW, [None, "", None, None, False]]))
    rows = [[cell.value for cell in row] for row in book["应享"].iter_rows(min_row=2)]
    assert count == 2
    assert [str(value) for value in rows[0]] == ["李小明", "1250.5", "2022-09-01 00:00:00", "3", "是"]
    assert rows[1] == [None, None, None, None, "否"]
    assert book["应享"]["B2"].number_format == "#,##0.00"


def test_headings_stay_in_sight_under_the_caption_and_can_be_filtered():
    _, book = written(SheetSpec("应享", COLUMNS, [ROW], caption="2022年秋季学期"))
    page = book["应享"]
    assert (page["A1"].value, page["A2"].value, page.freeze_panes, page.auto_filter.ref) == (
        "2022年秋季学期",
        "姓名",
        "A3",
        "A2:E3",
    )


def test_printed_it_is_one_page_wide_with_its_headings_on_every_page():
    _, book = written(SheetSpec("应享", COLUMNS, [ROW], caption="2022年秋季学期"))
    page = book["应享"]
    assert (page.page_setup.orientation, page.page_setup.fitToHeight, page.print_title_rows) == ("landscape", 0, "$2:$2")
    assert page.oddFooter.center.text == "第 &P 页，共 &N 页"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "{=", "http://"])
def test_no_text_becomes_a_formula_or_a_link(start):
    _, book = written(SheetSpec("应享", [Column("姓名")], [[f"{start}1+1"]]))
    cell = book["应享"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (f"{start}1+1", "s", None)
    assert cell.quotePrefix == (start not in {"{=", "http://"})


def test_a_whole_number_longer_than_fifteen_digits_keeps_them():
    _, book = written(SheetSpec("应享", [Column("账号", kind="count")], [[6230000000000001234], [float("nan")]]))
    assert [row[0].value for row in book["应享"].iter_rows(min_row=2)] == ["6230000000000001234", "nan"]


def test_the_notes_are_the_last_sheet():
    _, book = written(SheetSpec("应享", COLUMNS, [ROW]), SheetSpec("余", COLUMNS, []), notes=[("导出人", "陈")])
    assert book.sheetnames == ["应享", "余", "附注"]
    assert [cell.value for cell in book["附注"][1]] == ["导出人", "陈"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_in_text_files_an_apostrophe_guards_what_could_become_a_formula(start):
    assert safe_cell(f"{start}1") == f"'{start}1"
    assert safe_cell(f"1{start}") == f"1{start}"
