"""How a table is found in a sheet, and what its cells are (eligibility.md 1 and 2)."""

import os
import signal
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from aid_portal.reading import Formula, Table, TableSpec, read_table
from aid_portal.uploads import COUNTY_FILE, SCHOOL_ROSTER, UploadRefused
from tests.workbooks import Calculated, Raw, parts_of, rows_xml, saved, sheet_xml, workbook, zipped

SPEC = TableSpec(
    "people", required=("姓名", "身份证号", "年级", "班级"), optional=("出生日期", "联系电话"), aliases={"证件号码": "身份证号"}
)
HEADINGS = ["姓名", "身份证号", "年级", "班级"]
CHILD = ["李小明", "610324201203150013", "三年级", "1班"]


def read(tmp_path: Path, content: bytes, spec: TableSpec = SPEC) -> Table:
    return read_table(saved(tmp_path, content), spec, SCHOOL_ROSTER)


def rows_of(tmp_path: Path, content: bytes, spec: TableSpec = SPEC) -> list[tuple[int, list]]:
    return [(number, cells) for number, cells in read(tmp_path, content, spec).rows()]


def refused(tmp_path: Path, content: bytes) -> UploadRefused:
    with pytest.raises(UploadRefused) as caught:
        rows_of(tmp_path, content)
    return caught.value


# The heading row


def test_titles_and_gaps_may_stand_above_the_headings_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    table = read(tmp_path, workbook([None, ["2022年学生花名册"], None, None, HEADINGS, None, CHILD]))
    assert (table.heading_row, table.sheet) == (5, "数据")
    assert [number for number, _ in table] == [7]


def test_spaces_line_breaks_and_stars_in_headings_do_not_count(tmp_path: Path) -> None:
    headings = ["*姓 名", "身份\n证号", "　年级＊", " 班\r\n级 "]
    assert rows_of(tmp_path, workbook([headings, CHILD])) == [(2, [*CHILD, "", ""])]


def test_half_of_the_required_headings_make_the_heading_row(tmp_path: Path) -> None:
    refusal = refused(tmp_path, workbook([["姓名", "年级", "备注"], CHILD]))
    assert refusal.code == "missing_heading"
    assert "身份证号、班级" in refusal.message
    assert "姓名、年级、备注" in refusal.message


def test_less_than_half_is_no_heading_row(tmp_path: Path) -> None:
    refusal = refused(tmp_path, workbook([["姓名", "性别"], CHILD]))
    assert refusal.code == "no_heading"
    assert "姓名、身份证号、年级、班级" in refusal.message


def test_the_twentieth_row_may_hold_the_headings_and_the_next_may_not(tmp_path: Path) -> None:
    above: list[list[str] | None] = [["说明"]] * 19
    assert len(rows_of(tmp_path, workbook([*above, HEADINGS, CHILD]))) == 1
    assert refused(tmp_path, workbook([*above, ["说明"], HEADINGS, CHILD])).code == "no_heading"


def test_the_first_visible_sheet_with_headings_is_read(tmp_path: Path) -> None:
    hidden, other, found, later = ([HEADINGS, [name, *CHILD[1:]]] for name in ("甲", "乙", "丙", "丁"))
    other[0] = ["说明"]
    named = [("一", "hidden", hidden), ("二", "", other), ("三", "", found), ("四", "", later)]
    table = read(tmp_path, zipped(parts_of([(name, state, sheet_xml(rows_xml(rows))) for name, state, rows in named])))
    assert (table.sheet, table.hidden) == ("三", ["一"])
    assert [cells[0] for _, cells in table] == ["丙"]


def test_a_heading_is_known_by_its_other_names_and_in_any_order(tmp_path: Path) -> None:
    content = workbook([["班级", "年级", "证件号码", "姓名"], list(reversed(CHILD))])
    table = read(tmp_path, content)
    assert table.columns == {"班级": 0, "年级": 1, "身份证号": 2, "姓名": 3}
    assert [cells[:4] for _, cells in table] == [CHILD]


def test_the_own_name_of_a_column_goes_before_another_name(tmp_path: Path) -> None:
    table = read(tmp_path, workbook([[*HEADINGS, "证件号码"], [*CHILD, "护照"]]))
    assert table.unknown == ["证件号码"]
    assert [cells for _, cells in table] == [[*CHILD, "", "", "护照"]]


def test_two_columns_of_one_name_are_not_guessed(tmp_path: Path) -> None:
    refusal = refused(tmp_path, workbook([["姓名", *HEADINGS], ["父亲", *CHILD]]))
    assert refusal.code == "duplicate_heading"
    assert "A、B列" in refusal.message


def test_unknown_columns_are_kept_behind_the_known_ones(tmp_path: Path) -> None:
    table = read(tmp_path, workbook([["序号", *HEADINGS, "备注", "备注"], ["1", *CHILD, "甲", "乙"]]))
    assert table.unknown == ["序号", "备注", "备注_2"]
    assert [cells for _, cells in table] == [[*CHILD, "", "", "1", "甲", "乙"]]


def test_our_own_columns_of_errors_are_not_read_back(tmp_path: Path) -> None:
    table = read(tmp_path, workbook([[*HEADINGS, "错误说明", "原行号"], [*CHILD, "校验码错误", 7]]))
    assert (table.unknown, list(table)) == ([], [[2, [*CHILD, "", ""]]])


# The rows


def test_empty_rows_and_totals_are_skipped_and_end_nothing(tmp_path: Path) -> None:
    rows = [HEADINGS, CHILD, None, ["", " ", "　"], ["合计", "", "1"], [" 总 计"], ["总计：2人"], ["备注"], CHILD]
    assert [number for number, _ in rows_of(tmp_path, workbook(rows))] == [2, 6, 9]


def test_the_word_must_stand_in_the_first_filled_cell(tmp_path: Path) -> None:
    rows = [["序号", *HEADINGS], ["", "合计", "", "", ""], ["1", "合计", *CHILD[1:]]]
    assert [number for number, _ in rows_of(tmp_path, workbook(rows))] == [3]


def test_more_rows_than_allowed_are_refused_and_not_cut_off(tmp_path: Path) -> None:
    path = saved(tmp_path, workbook([HEADINGS, *[CHILD] * 30]))
    assert len(list(read_table(path, SPEC, replace(SCHOOL_ROSTER, rows=30)))) == 30
    with pytest.raises(UploadRefused, match="超过 29 行"):
        list(read_table(path, SPEC, replace(SCHOOL_ROSTER, rows=29)))


def test_rows_come_in_slices_and_progress_is_told(tmp_path: Path) -> None:
    path, told = saved(tmp_path, workbook([HEADINGS, *[CHILD] * 12_000])), []
    table = read_table(path, SPEC, SCHOOL_ROSTER, progress=lambda done, total: told.append((done, total)))
    assert [len(rows) for rows in table.slices()] == [5_000, 5_000, 2_000]
    assert told == [(5_000, 12_000), (10_000, 12_000), (12_000, 12_000)]


def test_a_child_that_dies_between_two_slices_refuses_the_file(tmp_path: Path) -> None:
    table = read_table(saved(tmp_path, workbook([HEADINGS, *[CHILD] * 19_000])), SPEC, replace(SCHOOL_ROSTER, wall_seconds=5))
    slices = table.slices()
    next(slices)
    os.kill(table.child.process.pid, signal.SIGKILL)
    with pytest.raises(UploadRefused):
        list(slices)


@pytest.mark.parametrize("numbered", [True, False])
def test_a_large_sheet_is_read_in_slices_without_losing_or_moving_a_row(tmp_path: Path, numbered: bool) -> None:
    people = [[f"学生{number}", *CHILD[1:], date(2012, 3, 15)] for number in range(2_000)]
    gap = [*people[:700], *([] if not numbered else [None] * 40), ["合计"], *people[700:]]
    xml = sheet_xml(rows_xml([["标题"], [*HEADINGS, "出生日期"], *gap, [Calculated("A1")]]))
    if not numbered:
        xml = xml.replace("<row r=", "<row x=").replace("<c r=", "<c x=")
    path = saved(tmp_path, zipped(parts_of([("数据", "", xml)])))
    whole = list(read_table(path, SPEC, COUNTY_FILE))
    sliced = list(read_table(path, SPEC, replace(COUNTY_FILE, slice_cells=1_000)))
    assert [cells[0] for _, cells in whole[:-1]] == [cells[0] for cells in people]
    assert sliced == whole


# The cells


def test_each_kind_of_cell_arrives_as_what_it_is(tmp_path: Path) -> None:
    row = ["李小明", 610324201203150013, 3, True, date(2012, 3, 15), Raw('<c r="REF" t="e"><v>#N/A</v></c>')]
    [(_, cells)] = rows_of(tmp_path, workbook([[*HEADINGS, "出生日期", "联系电话"], row]))
    assert cells == ["李小明", 6.1032420120315e17, 3.0, True, date(2012, 3, 15), "#N/A"]
    assert [type(cell) for cell in cells] == [str, float, float, bool, date, str]


def test_a_row_of_nothing_but_errors_is_a_row(tmp_path: Path) -> None:
    error = Raw('<c r="REF" t="e"><v>#REF!</v></c>')
    assert rows_of(tmp_path, workbook([HEADINGS, [error, "", error], CHILD]))[0] == (2, ["#REF!", "", "#REF!", "", "", ""])


def test_a_formula_is_told_from_what_it_shows(tmp_path: Path) -> None:
    row = ["李小明", Calculated("B9", "610324201203150013"), Calculated("1+2", 3), Calculated("C9")]
    [(_, cells)] = rows_of(tmp_path, workbook([HEADINGS, row]))
    assert cells[:4] == ["李小明", Formula("610324201203150013"), Formula(3.0), Formula("")]


def test_a_formula_that_gives_a_day_holds_a_day(tmp_path: Path) -> None:
    day = Raw('<c r="REF" s="1"><f>DATE(2012,3,15)</f><v>40983</v></c>')
    [(_, cells)] = rows_of(tmp_path, workbook([[*HEADINGS, "出生日期"], [*CHILD, day]]))
    assert cells[4] == Formula(date(2012, 3, 15))


def test_a_row_of_formulas_that_nobody_calculated_is_not_lost(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, workbook([HEADINGS, CHILD, [Calculated("A2"), Calculated("B2")]]))
    assert rows[1] == (3, [Formula(""), Formula(""), "", "", "", ""])


def test_a_column_that_begins_far_to_the_right_is_found(tmp_path: Path) -> None:
    rows = [["", "", *HEADINGS], ["", "", CHILD[0], Calculated("1", "x"), *CHILD[2:]]]
    table = read(tmp_path, workbook(rows))
    assert table.columns["姓名"] == 2
    assert [cells[:4] for _, cells in table] == [[CHILD[0], Formula("x"), *CHILD[2:]]]


# Text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_is_read_in_the_encodings_that_programs_write(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in [["花名册"], HEADINGS, CHILD])
    assert rows_of(tmp_path, text.encode(encoding)) == [(3, [*CHILD, "", ""])]


def test_rows_of_text_are_numbered_by_their_lines(tmp_path: Path) -> None:
    text = f'{",".join(HEADINGS)}\n\n"李\n小明",1,2,3\n合计,1\n王,1,2,3'
    assert [(number, cells[0]) for number, cells in rows_of(tmp_path, text.encode())] == [(3, "李\n小明"), (6, "王")]


def test_everything_in_a_text_file_is_text(tmp_path: Path) -> None:
    text = f"{','.join(HEADINGS)}\n李小明,610324201203150013,3,2012-03-15"
    assert rows_of(tmp_path, text.encode())[0][1][:4] == ["李小明", "610324201203150013", "3", "2012-03-15"]
