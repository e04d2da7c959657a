"""The workbook of errors goes back, is mended where it is red, and is uploaded as it is (eligibility.md 2.9)."""

from pathlib import Path

import openpyxl
import pytest

from aid_portal.reading import TableSpec, read_table
from aid_portal.sheets import Mark, mark_workbook
from aid_portal.uploads import SCHOOL_ROSTER, UploadRefused
from tests.workbooks import Calculated, parts_of, rows_xml, saved, sheet_xml, workbook, zipped

SPEC = TableSpec("people", required=("姓名", "身份证号"), optional=("年级",))
TABLE = [
    ["2022年花名册"],
    ["姓名", "身份证号", "年级", "家访"],
    ["李小明", "610324201203150013", "三年级", "是"],
    ["王", "1", "四", "否"],
]
MARKS = [Mark(4, "身份证号", "第4行“身份证号”：应为18位。"), Mark(4, "年级", "第4行“年级”：不认识“四”。", "warning")]


def marked(tmp_path: Path, content: bytes, marks=MARKS) -> tuple[str, Path]:
    target = tmp_path / "marked.xlsx"
    return mark_workbook(saved(tmp_path, content), target, SPEC, SCHOOL_ROSTER, marks), target


def page_of(path: Path):
    return openpyxl.load_workbook(path).worksheets[0]


def rows_of(path: Path) -> list[list]:
    table = read_table(path, SPEC, SCHOOL_ROSTER)
    assert table.unknown == ["家访"]
    return [cells for _, cells in table]


def test_bad_cells_are_red_and_say_what_is_wrong_and_doubtful_ones_are_yellow(tmp_path):
    how, path = marked(tmp_path, workbook(TABLE))
    page = page_of(path)
    assert how == "marked"
    assert [page[ref].fill.fgColor.rgb for ref in ("B4", "C4", "B3")] == ["FFFFC7CE", "FFFFEB9C", "00000000"]
    assert page["B4"].comment.text == "第4行“身份证号”：应为18位。"
    assert (page["E2"].value, page["E3"].value) == ("错误说明", None)
    assert page["E4"].value == "第4行“身份证号”：应为18位。\n第4行“年级”：不认识“四”。"


def test_the_rest_of_the_sheet_is_the_uploaders_own(tmp_path):
    _, path = marked(tmp_path, workbook(TABLE))
    assert [[cell.value for cell in row[:4]] for row in page_of(path).iter_rows(min_row=2)] == TABLE[1:]


def test_a_marked_workbook_can_be_uploaded_as_it_is(tmp_path):
    _, path = marked(tmp_path, workbook(TABLE))
    assert rows_of(path) == [["李小明", "610324201203150013", "三年级", "是"], ["王", "1", "四", "否"]]


def test_marks_of_an_earlier_round_are_gone(tmp_path):
    _, first = marked(tmp_path, workbook(TABLE))
    _, path = marked(tmp_path, first.read_bytes(), [Mark(3, "姓名", "第3行“姓名”：请核对。")])
    page = page_of(path)
    assert (page["B4"].comment, page["B4"].fill.fill_type, page["E4"].value) == (None, None, None)
    assert (page["A3"].comment.text, page["E3"].value, page.max_column) == ("第3行“姓名”：请核对。",) * 2 + (5,)


def test_a_message_is_never_a_formula(tmp_path):
    _, path = marked(tmp_path, workbook(TABLE), [Mark(4, "年级", "=1+1")])
    assert page_of(path)["E4"].data_type == "s"


def test_a_mark_without_a_column_stands_in_the_last_one(tmp_path):
    _, path = marked(tmp_path, workbook(TABLE), [Mark(3, "", "第3行与第4行重复。")])
    assert page_of(path)["E3"].value == "第3行与第4行重复。"


@pytest.mark.parametrize("kind", ["text", "long", "merged"])
def test_where_the_own_sheet_cannot_be_marked_the_bad_rows_come_alone(tmp_path, kind):
    content = {
        "text": lambda: "\n".join(",".join(row) for row in TABLE).encode(),
        "long": lambda: workbook([*TABLE, *[TABLE[2]] * 5_001]),
        "merged": lambda: zipped(parts_of([("数据", "", sheet_xml(rows_xml(TABLE), after=WHOLE_SHEET))])),
    }[kind]()
    how, path = marked(tmp_path, content)
    page = page_of(path)
    assert how == "errors_only"
    assert [cell.value for cell in page[1]] == ["*姓名", "*身份证号", "年级", "家访", "错误说明", "原行号"]
    assert (page["B2"].fill.fgColor.rgb, page["B2"].comment.text, page["F2"].value) == ("FFFFC7CE", MARKS[0].message, 4)
    assert rows_of(path) == [["王", "1", "四", "否"]]


WHOLE_SHEET = '<mergeCells count="1"><mergeCell ref="A10:XFD1048576"/></mergeCells>'


def test_bad_rows_alone_keep_numbers_as_numbers_and_formulas_as_what_they_show(tmp_path, monkeypatch):
    monkeypatch.setattr("aid_portal.sheets.marked._mark_in_child", lambda *_: False)
    _, path = marked(tmp_path, workbook([*TABLE[:3], ["=王", 123, Calculated("1+1", 2), ""]]))
    page = page_of(path)
    assert [page[ref].value for ref in ("A2", "B2", "C2")] == ["=王", 123, 2]
    assert [page[ref].data_type for ref in ("A2", "B2", "C2")] == ["s", "n", "n"]


def test_a_file_that_cannot_be_read_cannot_be_marked_either(tmp_path):
    with pytest.raises(UploadRefused):
        marked(tmp_path, b"")
