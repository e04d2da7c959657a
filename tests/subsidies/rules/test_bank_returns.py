"""Returns of a bank: read whole, or not at all."""

import string
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from subsidies.rules.bank_file_problems import UnfitFile
from subsidies.rules.bank_lines import encode_text
from subsidies.rules.bank_returns import ReturnLine, decode_return
from tests.subsidies.bank_layouts import CARD, HEAD, layout, mirror, payment, returned_text

PAID = f"1|FF-1|{CARD}|王小明|312.50|成功||20220520|S001"
FAILED = f"2|FF-2|{CARD}|李丽|500.00|失败|户名不符||"
COUNTED = "FF2022S-001|2|812.50|1|312.50"


def read(code, *rows, **rest):
    return decode_return(layout(code), returned_text(code, *rows, **rest))


def faults(answer):
    assert answer.lines == ()
    return [(problem.row, problem.column, problem.code) for problem in answer.problems]


def test_a_return_says_of_each_payment_what_became_of_it():
    answer = read("rural_bank_txt", PAID, FAILED, head=COUNTED)
    assert answer.problems == ()
    assert answer.lines == (
        ReturnLine(2, 1, "FF-1", CARD, "王小明", Decimal("312.50"), True, "", date(2022, 5, 20), "S001"),
        ReturnLine(3, 2, "FF-2", CARD, "李丽", Decimal("500.00"), False, "户名不符", None, ""),
    )
    assert (answer.batch, answer.row_count, answer.total) == ("FF2022S-001", 2, Decimal("812.50"))


def test_columns_with_headings_are_found_wherever_they_stand():
    heading = "户名,账号,处理状态,金额（分）,业务编号,失败原因,交易日期,流水号,柜员"
    data = f"{heading}\r\n王小明,{CARD},成功,31250,FF-1,,2022-05-20 10:21:33,S001,李\r\n".encode()
    line = decode_return(layout("generic_csv"), data).lines[0]
    assert (line.reference, line.holder, line.amount, line.paid_on) == ("FF-1", "王小明", Decimal("312.50"), date(2022, 5, 20))


def test_a_quoted_cell_of_a_csv_is_one_cell():
    row = f'FF-1,{CARD},王小明,31250,失败,"户名不符,请核对",2022-05-20,S001'
    assert read("generic_csv", row, headings=True).lines[0].reason == "户名不符,请核对"


def test_columns_of_fixed_width_are_cut_by_bytes():
    data = "0000010000031250成功\n0000020000050000失败户名不符\n".encode("gbk")
    answer = decode_return(layout("fixed"), data)
    assert [(line.sequence, line.amount, line.succeeded, line.reason) for line in answer.lines] == [
        (1, Decimal("312.50"), True, ""),
        (2, Decimal("500.00"), False, "户名不符"),
    ]


def test_a_character_whose_second_byte_is_the_delimiter_does_not_part_its_cell():
    assert "厊".encode("gbk").endswith(b"|")
    row = PAID.replace("王小明", "王厊")
    assert read("rural_bank_txt", row, FAILED, head=COUNTED).lines[0].holder == "王厊"


def test_a_name_beyond_gbk_is_read_where_the_bank_writes_it():
    data = returned_text("rural_bank_txt", PAID, FAILED, head=COUNTED).replace("王小明".encode("gbk"), "王㛃".encode("gb18030"))
    assert decode_return(layout("rural_bank_txt"), data).lines[0].holder == "王㛃"


def test_blank_lines_an_ending_delimiter_and_the_mark_of_old_systems_mean_nothing():
    data = returned_text("rural_bank_txt", PAID + "|", "", FAILED, "\x1a", head=COUNTED)
    answer = decode_return(layout("rural_bank_txt"), data)
    assert [line.row for line in answer.lines] == [2, 4]


@pytest.mark.parametrize(
    ("old", "new", "column", "code"),
    [
        ("312.50", "312.505", "金额", "amount"),
        ("312.50", "-312.50", "金额", "amount"),
        ("312.50", "三百", "金额", "amount"),
        ("312.50", "", "金额", "amount"),
        ("成功", "处理中", "处理状态", "result"),
        ("成功", "", "处理状态", "result"),
        ("20220520", "2022-02-30", "交易日期", "day"),
        (CARD, "见卡", "账号", "account"),
        ("1|FF-1", "一|FF-1", "序号", "sequence"),
        ("S001", "S" * 41, "流水号", "too_long"),
    ],
)
def test_a_cell_that_cannot_be_read_stops_the_whole_file(old, new, column, code):
    assert faults(read("rural_bank_txt", PAID.replace(old, new), FAILED, head=COUNTED)) == [(2, column, code)]


def test_every_cell_that_cannot_be_read_is_named_at_once():
    wrong = read("rural_bank_txt", PAID.replace("成功", "?").replace("312.50", "?"), FAILED.replace("失败", "?"), head=COUNTED)
    assert faults(wrong) == [(2, "金额", "amount"), (2, "处理状态", "result"), (3, "处理状态", "result")]


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("FF2022S-001|3|812.50|1|312.50", "总笔数"),
        ("FF2022S-001|2|812.51|1|312.50", "总金额"),
        ("FF2022S-001|2|812.50|2|312.50", "成功笔数"),
        ("FF2022S-001|2|812.50|1|500.00", "成功金额"),
    ],
)
def test_a_file_whose_lines_are_not_what_its_head_says_is_stopped(head, column):
    assert faults(read("rural_bank_txt", PAID, FAILED, head=head)) == [(1, column, "sum")]


def test_a_head_that_cannot_be_read_is_named_by_its_line():
    assert faults(read("rural_bank_txt", PAID, head="FF2022S-001|两笔|812.50|1|312.50")) == [(1, "总笔数", "sequence")]


def test_two_answers_to_one_payment_are_stopped():
    assert faults(read("rural_bank_txt", PAID, FAILED.replace("2|FF-2", "2|FF-1"), head=COUNTED)) == [(3, "业务编号", "repeated")]
    assert faults(read("rural_bank_txt", PAID, FAILED.replace("2|FF-2", "1|FF-2"), head=COUNTED)) == [(3, "序号", "repeated")]


def test_answers_without_our_reference_are_no_repetition():
    rows = [PAID.replace("FF-1", ""), FAILED.replace("FF-2", "")]
    assert [line.reference for line in read("rural_bank_txt", *rows, head=COUNTED).lines] == ["", ""]


@pytest.mark.parametrize("row", [PAID + "|多余", PAID.removesuffix("|20220520|S001"), "合计"])
def test_a_line_of_another_shape_is_named(row):
    assert faults(read("rural_bank_txt", row, FAILED, head=COUNTED)) == [(2, "", "cells")]


def test_a_line_of_fixed_width_that_is_too_long_or_parts_a_character_is_named():
    for row in ("0000010000031250成功" + "户" * 11, "000001000031250成功成功"):
        assert faults(decode_return(layout("fixed"), row.encode("gbk"))) == [(1, "", "cells")]


def test_a_missing_heading_is_named():
    data = f"业务编号,账号\r\nFF-1,{CARD}\r\n".encode()
    named = faults(decode_return(layout("generic_csv"), data))
    assert named[:2] == [(1, "户名", "heading"), (1, "金额（分）", "heading")]


@pytest.mark.parametrize("data", ["", "\r\n", "业务编号,账号,户名,金额（分）,处理状态,失败原因,交易日期,流水号\r\n"])
def test_a_file_without_rows_is_no_return(data):
    assert faults(decode_return(layout("generic_csv"), data.encode()))[0][2] in ("no_heading", "no_rows")
    assert faults(decode_return(layout("rural_bank_txt"), b""))[0][2] == "no_rows"


def test_bytes_of_another_encoding_are_named_by_their_line():
    assert faults(decode_return(layout("generic_csv"), b"\xd2\xb5\xce\xf1\r\n")) == [(1, "", "encoding")]


def test_a_foot_that_says_something_else_means_that_the_file_was_cut():
    whole = encode_text(mirror("delimited", "gbk"), HEAD, [payment()])
    cut = whole.replace("合计".encode("gbk"), "小计".encode("gbk"))
    assert faults(decode_return(mirror("delimited", "gbk"), cut)) == [(3, "固定文字", "words")]


def test_the_sentences_name_the_place_and_never_the_person():
    answer = read("rural_bank_txt", PAID.replace("成功", "处理中"), FAILED, head=COUNTED)
    assert [problem.sentence for problem in answer.problems] == [
        "第2行“处理状态”：不是版式写明的成功或失败。请向银行核对，或在版式里补上这个词。"
    ]


NAMES = st.text(st.sampled_from("王小明李丽扶风县古诗飞·厊亅卽㛃𬀪𠮷龘囧 a"), min_size=1, max_size=8).filter(str.strip)
ANYTHING = st.text(max_size=8)
PAYMENTS = st.lists(
    st.builds(
        dict,
        payee=NAMES | ANYTHING,
        account=st.text(string.digits, min_size=8, max_size=32),
        amount=st.integers(1, 10**9).map(lambda fen: Decimal(fen) / 100),
        note=ANYTHING,
        id_number=st.text(string.digits + "X", max_size=18),
    ),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize(
    ("kind", "encoding", "unit"),
    [
        ("delimited", "gbk", "yuan"),
        ("delimited", "utf-8", "fen"),
        ("fixed", "gbk", "fen"),
        ("fixed", "utf-8", "yuan"),
        ("fixed", "utf-8-sig", "yuan"),
        ("csv", "utf-8-sig", "fen"),
        ("csv", "gbk", "yuan"),
    ],
)
@example(rows=[{"payee": "王\x1c小明"}])
@example(rows=[{"payee": "王\u2028小明"}])
@example(rows=[{"payee": "\ufeff王小明"}])
@given(rows=PAYMENTS)
def test_what_was_written_is_read_back_as_it_was_or_was_refused_by_its_row(kind, encoding, unit, rows):
    shape = mirror(kind, encoding, unit)
    payments = [payment(sequence, **row) for sequence, row in enumerate(rows, start=1)]
    try:
        written = encode_text(shape, HEAD, payments)
    except UnfitFile as refusal:
        blamed = {problem.row for problem in refusal.problems}
        assert blamed <= {line.sequence for line in payments}
        payments = [line for line in payments if line.sequence not in blamed]
        written = encode_text(shape, HEAD, payments)
    if not payments:
        return
    answer = decode_return(shape, written)
    assert answer.problems == ()
    assert [
        (line.sequence, line.reference, line.account, line.holder, line.amount, line.reason, line.bank_serial)
        for line in answer.lines
    ] == [(line.sequence, line.reference, line.account, line.payee, line.amount, line.note, line.id_number) for line in payments]


@given(st.sampled_from(["㛃", "𬀪", "𠮷", "䶮"]), st.integers(1, 3))
def test_a_character_outside_gbk_is_refused_by_the_name_of_its_row(character, row):
    payments = [payment(sequence, payee=f"王{character}" if sequence == row else "王小明") for sequence in (1, 2, 3)]
    with pytest.raises(UnfitFile) as refusal:
        encode_text(mirror("delimited", "gbk"), HEAD, payments)
    assert [(problem.row, problem.code) for problem in refusal.value.problems] == [(row, "encoding")]
    assert character not in str(refusal.value)


@given(st.binary(max_size=200), st.sampled_from(["rural_bank_txt", "generic_csv", "fixed"]))
def test_no_bytes_whatever_make_the_reader_stumble(data, code):
    answer = decode_return(layout(code), data)
    assert bool(answer.lines) != bool(answer.problems)


def test_a_workbook_is_not_read_as_text():
    with pytest.raises(ValueError, match="xlsx"):
        decode_return(layout("social_card_xlsx"), b"")
