"""What is written is what spreadsheet programs and the portal read."""

from datetime import date
from random import Random

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from aid_portal.demo.layouts import Layout
from aid_portal.demo.truth import Plant, Truth
from aid_portal.demo.workbooks import Workbook


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.xlsx"
    with Workbook(path, draft=[["草稿"]]) as writer:
        writer.title("标题", 4)
        writer.append([])
        numbers = writer.append(["a<b>&c", date(2022, 9, 1), 610324201403150000.0, 7])
        assert numbers == 3
    return path


def test_texts_dates_and_numbers_come_back(book):
    sheet = openpyxl.load_workbook(book)["数据"]
    text, day, long, short = (cell.value for cell in sheet[3])
    assert (text, day.date(), long, short) == ("a<b>&c", date(2022, 9, 1), 610324201403150000.0, 7)
    assert [str(ref) for ref in sheet.merged_cells.ranges] == ["A1:D1"]


def test_the_hidden_sheet_stands_first_and_the_visible_one_is_active(book):
    read = openpyxl.load_workbook(book)
    assert [(sheet.title, sheet.sheet_state) for sheet in read] == [("草稿", "hidden"), ("数据", "visible")]
    assert read.active.title == "数据"


def test_calamine_reads_the_same_cells(book):
    rows = CalamineWorkbook.from_path(book).get_sheet_by_name("数据").to_python(skip_empty_area=False)
    assert rows[2] == ["a<b>&c", date(2022, 9, 1), 610324201403150000.0, 7.0]


def test_a_plant_is_entered_under_the_row_it_really_got(tmp_path):
    truth, layout = Truth(), Layout("标题", ("姓名", "身份证号"))
    rows = [({"姓名": f"甲{number}", "身份证号": "1"}, [Plant("odd", "姓名", key=f"甲{number}")]) for number in range(300)]
    assert layout.write(tmp_path, "list.xlsx", "2022A", rows, truth, Random(3)) == 300
    cells = {
        row[0].row: {cell.value for cell in row} for row in openpyxl.load_workbook(tmp_path / "list.xlsx")["数据"].iter_rows()
    }
    planted = [line for line in truth.lines if line[2]]
    assert len(planted) == 300
    assert all(line[-1] in cells[line[2]] for line in planted)


def test_a_plain_layout_has_its_headings_in_the_first_row_and_nothing_odd(tmp_path):
    truth = Truth()
    Layout("标题", ("姓名", "身份证号"), plain=True).write(tmp_path, "list.xlsx", "2022A", [], truth, Random(3))
    assert [cell.value for cell in openpyxl.load_workbook(tmp_path / "list.xlsx")["数据"][1]] == ["姓名", "身份证号"]
    assert truth.lines == []
