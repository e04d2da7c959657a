"""Bank files in every kind: the same rows give the same bytes, and what comes back comes through the gate."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aid_portal.uploads import UploadRefused
from subsidies.rules.bank_file_problems import UnfitFile
from subsidies.sheets.bank_files import encode_file, read_return
from tests.subsidies.bank_layouts import CARD, HEAD, layout, mirror, payment, returned_text
from tests.workbooks import Calculated, workbook

HEADINGS = ["序号", "姓名", "社保卡银行账号", "发放金额（元）", "发放状态", "失败原因", "发放日期", "流水号", "业务编号"]
PAID = [1, "王小明", CARD, 312.5, "成功", "", date(2022, 5, 20), "S001", "FF-1"]
FAILED = ["2", "李丽", CARD, "1,500.00", "失败", "户名不符", "", "", "FF-2"]
TOTAL = ["合计", 2, "", "1812.50"]


def returned(tmp_path, *rows):
    path = tmp_path / "return.xlsx"
    path.write_bytes(workbook([HEADINGS, *rows]))
    return read_return(path, layout("social_card_xlsx"))


def faults(answer):
    assert answer.lines == ()
    return [(problem.row, problem.column, problem.code) for problem in answer.problems]


def sheet_of(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).active


def test_every_cell_of_a_workbook_is_text_so_that_a_card_keeps_all_its_digits():
    rows = list(sheet_of(encode_file(layout("social_card_xlsx"), HEAD, [payment()])).iter_rows())
    assert [cell.value for cell in rows[1]][:6] == ["1", "王小明", "610324201403150014", CARD, "扶风农商银行城关支行", "312.50"]
    assert {(cell.data_type, cell.number_format) for row in rows for cell in row if cell.value is not None} == {("s", "@")}


def test_a_workbook_ends_with_its_total():
    last = list(sheet_of(encode_file(layout("social_card_xlsx"), HEAD, [payment(1), payment(2)])).values)[-1]
    assert last[:6] == ("合计", "2", None, None, None, "625.00")


def test_what_begins_like_a_formula_stays_text_in_a_workbook():
    data = encode_file(layout("social_card_xlsx"), HEAD, [payment(note="=1+1")])
    cell = sheet_of(data)["I2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


@pytest.mark.parametrize("code", ["rural_bank_txt", "social_card_xlsx", "generic_csv", "fixed"])
def test_the_same_rows_give_the_same_bytes(code):
    one, again = (encode_file(layout(code), HEAD, [payment(1), payment(2)]) for _ in range(2))
    assert one == again
    assert one != encode_file(layout(code), HEAD, [payment(1), payment(3)])


def test_a_workbook_does_not_say_at_what_hour_it_was_made():
    with zipfile.ZipFile(io.BytesIO(encode_file(layout("social_card_xlsx"), HEAD, [payment()]))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", archive.read("docProps/core.xml"))) == {b"2000-01-01T"}


def test_a_workbook_takes_no_character_that_the_banks_system_lacks():
    with pytest.raises(UnfitFile, match="第2行“姓名”"):
        encode_file(layout("social_card_xlsx"), HEAD, [payment(1), payment(2, payee="王𬀪")])


def test_a_returned_workbook_is_read_with_its_total(tmp_path):
    answer = returned(tmp_path, PAID, FAILED, TOTAL)
    assert answer.problems == ()
    assert [(line.row, line.reference, line.amount, line.succeeded, line.reason, line.paid_on) for line in answer.lines] == [
        (2, "FF-1", Decimal("312.50"), True, "", date(2022, 5, 20)),
        (3, "FF-2", Decimal("1500.00"), False, "户名不符", None),
    ]
    assert (answer.row_count, answer.total) == (2, Decimal("1812.50"))


def test_a_total_that_is_not_the_sum_of_the_rows_stops_the_workbook(tmp_path):
    assert faults(returned(tmp_path, PAID, FAILED, ["合计", 2, "", "1812.51"])) == [(4, "总金额", "sum")]


def test_a_workbook_without_its_total_may_have_lost_rows(tmp_path):
    assert (3, "固定文字", "words") in faults(returned(tmp_path, PAID, FAILED))


@pytest.mark.parametrize(
    ("place", "cell", "column", "code"),
    [
        (2, 6217000000000000004, "社保卡银行账号", "number_cell"),
        (8, 6217000000000000004, "业务编号", "number_cell"),
        (3, 312.505, "发放金额（元）", "amount"),
        (3, Calculated("D2", 312.5), "发放金额（元）", "formula_cell"),
        (4, True, "发放状态", "result"),
        (6, 3.5, "发放日期", "day"),
    ],
)
def test_a_cell_that_has_lost_what_the_bank_wrote_stops_the_workbook(tmp_path, place, cell, column, code):
    wrong = [*PAID[:place], cell, *PAID[place + 1 :]]
    assert faults(returned(tmp_path, wrong, FAILED, TOTAL)) == [(2, column, code)]


def test_a_workbook_without_rows_is_no_return(tmp_path):
    assert faults(returned(tmp_path, TOTAL))[-1] == (0, "", "no_rows")


def test_a_workbook_of_something_else_is_refused_at_the_gate(tmp_path):
    path = tmp_path / "roster.xlsx"
    path.write_bytes(workbook([["姓名", "班级"], ["王小明", "一班"]]))
    with pytest.raises(UploadRefused, match="前20行里找不到表头"):
        read_return(path, layout("social_card_xlsx"))


def test_a_text_return_passes_the_gate(tmp_path):
    path = tmp_path / "return.txt"
    path.write_bytes(
        returned_text("rural_bank_txt", f"1|FF-1|{CARD}|王小明|312.50|成功||20220520|S001", head="FF|1|312.50|1|312.50")
    )
    assert read_return(path, layout("rural_bank_txt")).lines[0].holder == "王小明"


def test_a_workbook_is_not_taken_for_a_text(tmp_path):
    path = tmp_path / "return.txt"
    path.write_bytes(workbook([HEADINGS, PAID]))
    with pytest.raises(UploadRefused, match="所选版式的回盘是文本文件"):
        read_return(path, layout("rural_bank_txt"))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            dict,
            payee=st.text(st.sampled_from("王小明李丽·厊𬀪𠮷=<&'龘"), min_size=1, max_size=6),
            amount=st.integers(1, 10**9).map(lambda fen: Decimal(fen) / 100),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_what_was_written_into_a_workbook_is_read_back_as_it_was(tmp_path, rows):
    shape = mirror("xlsx", "utf-8")
    payments = [payment(sequence, **row) for sequence, row in enumerate(rows, start=1)]
    path = tmp_path / "mirror.xlsx"
    path.write_bytes(encode_file(shape, HEAD, payments))
    answer = read_return(path, shape)
    assert answer.problems == ()
    assert [(line.sequence, line.reference, line.account, line.holder, line.amount) for line in answer.lines] == [
        (line.sequence, line.reference, line.account, line.payee, line.amount) for line in payments
    ]
