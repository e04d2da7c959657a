"""The streamed workbook, read back cell for cell by a library that had no part in it."""

import io
import random
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from aid_portal.errors import Refused
from aid_portal.sheets import Column
from aid_portal.streaming_xlsx import write_xlsx

COLUMNS = [Column("姓名"), Column("金额", kind="money"), Column("日期", kind="date"), Column("人次", kind="count")]
FIRST_DAY = datetime(2022, 9, 1)  # noqa: DTZ001 - as a workbook gives it
NOON = FIRST_DAY.replace(hour=12)
ROW = ["李小明", Decimal("1250.50"), date(2022, 9, 1), 3]


def written(rows, columns=COLUMNS, **options):
    stream = io.BytesIO()
    write_xlsx(stream, columns, rows, title="数据", **options)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def cells(rows, columns=COLUMNS):
    page = written(rows, columns).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2, max_col=len(columns))]


def test_text_money_days_and_counts_keep_their_kinds():
    [row] = list(written([ROW]).worksheets[0].iter_rows(min_row=2))
    assert [cell.value for cell in row] == ["李小明", 1250.5, FIRST_DAY, 3]
    assert [cell.data_type for cell in row] == ["s", "n", "d", "n"]
    assert [cell.number_format for cell in row] == ["@", "#,##0.00", "yyyy\\-mm\\-dd", "General"]


def test_empty_cells_are_empty_and_rows_keep_their_width():
    assert cells([["", None, None, None], ["", "", "", ""], ROW])[:2] == [[None] * 4] * 2
    assert cells([[None, None, None, None], ROW])[1][0] == "李小明"


def test_rows_are_the_same_over_the_seams_of_blocks():
    rows = [[f"学生{number}", Decimal(number), date(2022, 9, 1), number] for number in range(4_321)]
    assert cells(rows) == [[name, int(amount), FIRST_DAY, count] for name, amount, _, count in rows]


def test_text_that_looks_like_markup_a_number_or_our_own_marks_stays_text():
    texts = ["<c>&amp;</c>", "610324201203150013", "2022-09-01", "007", "a\x02b", "\x02n5\x02", "x\x1fy", "\x1ez", "\x04q", 'a"b']
    kept = ["<c>&amp;</c>", "610324201203150013", "2022-09-01", "007", "ab", "n5", "xy", "z", "q", 'a"b']
    assert [row[0] for row in cells([[text, None, None, None] for text in texts])] == kept


def test_one_odd_cell_does_not_change_its_neighbours():
    assert cells([ROW, ["\x02\x1f\ud800", *ROW[1:]], ROW])[2] == ["李小明", 1250.5, FIRST_DAY, 3]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠"])
def test_what_could_become_a_formula_is_guarded_text(start):
    page = written([[f"{start}1+1", None, None, None], ["1=1", None, None, None]]).worksheets[0]
    assert (page["A2"].value, page["A2"].data_type, page["A2"].quotePrefix) == (f"{start}1+1", "s", True)
    assert not page["A3"].quotePrefix


def test_spaces_at_the_edges_and_line_breaks_are_kept():
    texts = [" 前", "后 ", "两\n行", "回\r\n车", " "]
    assert [row[0] for row in cells([[text, None, None, None] for text in texts])] == [" 前", "后 ", "两\n行", "回\n车", " "]


def test_what_is_no_number_or_day_says_what_it_says():
    rows = [["x", "待核定", "不详", float("nan")], ["x", Decimal("Infinity"), NOON, True]]
    assert cells(rows) == [["x", "待核定", "不详", "nan"], ["x", "Infinity", FIRST_DAY, "True"]]


def test_yes_and_no_are_words():
    assert cells([[True], [False], [None]], [Column("享受", kind="yes_no")]) == [["是"], ["否"], [None]]


def test_random_tables_come_back_cell_for_cell():
    chance = random.Random(7)
    letters = "李王=+-@ \n<>&\"'_x0041_\x02\x1f甲９＝"
    rows = [["".join(chance.choices(letters, k=chance.randrange(6))), *ROW[1:]] for _ in range(500)]
    kept = [text.translate({2: None, 31: None}) or None for text, *_ in rows]
    assert [row[0] for row in cells(rows)] == kept


def test_the_headings_stay_in_sight_and_can_be_filtered():
    page = written([ROW, ROW]).worksheets[0]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:D3")
    assert [cell.value for cell in page[1]] == ["姓名", "金额", "日期", "人次"]
    assert page.column_dimensions["A"].width == 14


def test_the_second_sheet_says_who_when_and_what_is_counted():
    book = written([ROW], notes=[("导出人", "陈<局>"), ("口径", "=人次")])
    assert book.sheetnames == ["数据", "附注"]
    assert [[cell.value for cell in row] for row in book["附注"]] == [["导出人", "陈<局>"], ["口径", "=人次"]]


def test_the_number_of_rows_is_checked():
    stream = io.BytesIO()
    assert write_xlsx(stream, COLUMNS, [ROW] * 3, title="数据", expected=3) == 3
    with pytest.raises(Refused, match="应导出 4 行"):
        write_xlsx(stream, COLUMNS, [ROW] * 3, title="数据", expected=4)


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr("aid_portal.streaming_xlsx.ROWS_OF_A_SHEET", 2)
    with pytest.raises(Refused, match="最多放 2 行"):
        written([ROW] * 3)


def test_a_title_becomes_a_name_that_a_sheet_may_have():
    stream = io.BytesIO()
    write_xlsx(stream, COLUMNS, [], title="2022/秋:[应享]" + "长" * 40)
    [name] = openpyxl.load_workbook(io.BytesIO(stream.getvalue())).sheetnames
    assert name.startswith("2022 秋  应享")
    assert len(name) == 31


def test_printed_it_is_as_wide_as_a_page_across_and_its_headings_are_on_every_page():
    data, notes = written([ROW], foot="陈经办", notes=[("导出人", "陈")]).worksheets
    for page in (data, notes):
        assert (page.page_setup.orientation, page.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert data.print_title_rows == "$1:$1"
