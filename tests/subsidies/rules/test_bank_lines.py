"""Payments as bytes: exactly what the bank reads, or a refusal that names the cell."""

from dataclasses import replace
from decimal import Decimal

import pytest

from subsidies.rules.bank_file_problems import UnfitFile
from subsidies.rules.bank_lines import encode_text, written_rows
from tests.subsidies.bank_layouts import CARD, HEAD, layout, mirror, payment


def refused(code, *payments):
    with pytest.raises(UnfitFile) as refusal:
        encode_text(layout(code), HEAD, payments)
    return [(problem.row, problem.column, problem.code) for problem in refusal.value.problems]


def test_the_text_of_the_rural_bank_has_a_head_with_batch_rows_and_total():
    written = encode_text(layout("rural_bank_txt"), HEAD, [payment(1), payment(2, payee="李丽", amount=Decimal("1000"))])
    assert written.decode("gbk").split("\r\n") == [
        "FF2022S-001|2|1312.50|20220510",
        f"1|FF2022S-001-1|王小明|{CARD}|扶风农商银行城关支行|402000000000|312.50|2022春生活补助|",
        f"2|FF2022S-001-2|李丽|{CARD}|扶风农商银行城关支行|402000000000|1000.00|2022春生活补助|",
        "",
    ]


def test_the_generic_csv_has_a_mark_headings_and_fen():
    headings, row, end = encode_text(layout("generic_csv"), HEAD, [payment()]).decode("utf-8").split("\r\n")
    assert headings.startswith("\ufeff批次号,序号,业务编号,收款人姓名")
    assert row.startswith(f"FF2022S-001,1,FF2022S-001-1,王小明,{CARD},")
    assert ",31250," in row
    assert end == ""


def test_columns_of_fixed_width_are_counted_in_bytes():
    written = encode_text(layout("fixed"), HEAD, [payment(7)])
    assert written.decode("gbk").split("\r\n") == [
        "FF2022S-001     " + "00000001" + "00000000031250",
        "000007" + CARD + " " + "王小明      " + "0000031250",
        "END",
        "",
    ]


def test_a_mark_stands_once_before_a_file_of_fixed_widths():
    assert encode_text(mirror("fixed", "utf-8-sig"), HEAD, [payment()]).count(b"\xef\xbb\xbf") == 1


def test_the_same_rows_give_the_same_bytes():
    rows = [payment(1), payment(2)]
    assert encode_text(layout("rural_bank_txt"), HEAD, rows) == encode_text(layout("rural_bank_txt"), HEAD, list(rows))


def test_the_preview_is_the_file_cell_by_cell():
    rows = written_rows(layout("social_card_xlsx"), HEAD, [payment()])
    assert rows.headings[:4] == ["序号", "姓名", "身份证号", "社保卡银行账号"]
    assert rows.foot == [["合计", "1", "", "", "", "312.50"]]
    assert rows.all == [rows.headings, *rows.body, *rows.foot]


@pytest.mark.parametrize(
    ("cell", "column", "code"),
    [
        ({"payee": ""}, "收款人姓名", "blank"),
        ({"account": ""}, "收款账号", "blank"),
        ({"reference": ""}, "业务编号", "blank"),
        ({"payee": "王\n小明"}, "收款人姓名", "control"),
        ({"note": "\u200b补发"}, "备注", "control"),
        ({"payee": "王小明 "}, "收款人姓名", "edge_space"),
        ({"payee": "\u3000王小明"}, "收款人姓名", "edge_space"),
        ({"note": "补发|第二次"}, "备注", "delimiter"),
        ({"payee": "王𬀪"}, "收款人姓名", "encoding"),
        ({"payee": "王" * 31}, "收款人姓名", "width"),
        ({"amount": Decimal("0")}, "金额", "amount"),
        ({"amount": Decimal("-312.50")}, "金额", "amount"),
        ({"amount": Decimal("312.505")}, "金额", "amount"),
        ({"amount": Decimal("NaN")}, "金额", "amount"),
    ],
)
def test_what_the_bank_could_not_read_back_is_refused_by_row_and_column(cell, column, code):
    assert refused("rural_bank_txt", payment(1), payment(2, **cell)) == [(2, column, code)]


@pytest.mark.parametrize(
    ("note", "code"), [('说"补"', "delimiter"), ("a,b", "delimiter"), ("=1+1", "formula"), ("－1", "formula")]
)
def test_a_csv_holds_no_quotes_and_nothing_that_is_taken_for_a_formula(note, code):
    assert refused("generic_csv", payment(3, note=note)) == [(3, "备注", code)]


def test_every_cell_that_does_not_fit_is_named_at_once():
    rows = [payment(1, payee="王𬀪", account=""), payment(2), payment(3, note="a|b")]
    assert [row for row, _, _ in refused("rural_bank_txt", *rows)] == [1, 1, 3]


def test_a_line_around_the_rows_must_fit_too():
    with pytest.raises(UnfitFile) as refusal:
        encode_text(layout("fixed"), replace(HEAD, batch="FF2022S-生活补助-001"), [payment()])
    assert [tuple(problem)[:3] for problem in refusal.value.problems] == [(0, "批次号", "width")]


def test_the_sentence_names_the_place_and_never_the_person():
    with pytest.raises(UnfitFile) as refusal:
        encode_text(layout("rural_bank_txt"), HEAD, [payment(12, payee="王𬀪", note="")])
    assert str(refusal.value) == (
        "第12行“收款人姓名”：含有银行文件字库（GBK）里没有的字。请与开户银行核对登记的写法，按银行的写法改正。"
    )


def test_a_rare_name_is_written_where_the_encoding_has_it():
    assert "王𬀪" in encode_text(layout("generic_csv"), HEAD, [payment(payee="王𬀪")]).decode("utf-8")


def test_a_workbook_is_not_written_as_text():
    with pytest.raises(ValueError, match="xlsx"):
        encode_text(mirror("xlsx", "utf-8"), HEAD, [payment()])
