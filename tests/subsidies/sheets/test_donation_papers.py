"""The stub of a receipt with the contents that the law asks for, and the list that is signed row by row."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from subsidies.sheets import donation_receipts, hand_overs
from subsidies.sheets.donation_receipts import ReceiptStub
from subsidies.sheets.hand_overs import HandOverList, HandOverRow
from tests.papers import pages_of, rows_of, sheet_of, text_of

MADE_AT = datetime(2022, 10, 13, 2, 0, tzinfo=UTC)
STUB = ReceiptStub(
    "扶风县教育体育局", "61010122", "0002206006", date(2022, 10, 12), "北京明伦公益基金会", "53110000MJ0199015R", "S2022-07",
    "捐赠款（贝壳助学金）", "笔", 1, Decimal("75000.00"), Decimal("75000.00"), "定向资助贫困高中生", "陈晓岚", MADE_AT,
)  # fmt: skip
CHILDREN = [HandOverRow(name, "高三1班", None, Decimal("2000.00")) for name in ("李明轩", "王雨桐")]
CASH = HandOverList(
    "扶风县教育体育局", "扶风高级中学", "金徽酒", "公益助学", "现金", "", date(2022, 8, 26), "高雅琴", "陈晓岚", "", CHILDREN,
    MADE_AT,
)  # fmt: skip
MILK = replace(CASH, what="饮用奶", unit="盒", rows=[HandOverRow("", "全校", 1_439, None)])


def test_the_stub_has_the_contents_of_a_receipt_and_says_that_it_is_none() -> None:
    """domain.md 7.2: code, number, payer with credit code, day, item, unit, number, standard, amount, total in words, note."""
    text = text_of(donation_receipts.pdf(STUB))
    for words in (
        "票据代码61010122",
        "票据号码0002206006",
        "交款人北京明伦公益基金会",
        "53110000MJ0199015R",
        "开票日期2022-10-12",
    ):
        assert words in text
    assert "S2022-07捐赠款（贝壳助学金）笔175,000.0075,000.00" in text
    assert "合计（大写）：人民币柒万伍仟元整（小写）75,000.00" in text
    assert "备注：定向资助贫困高中生" in text
    assert "不是票据" in text


def test_goods_without_a_value_have_a_number_and_no_amount() -> None:
    milk = replace(STUB, item="捐赠物资：饮用奶", unit="盒", quantity=40_000, standard=None, amount=None)
    text = text_of(donation_receipts.pdf(milk))
    assert "盒40000——" in text
    assert "只登记数量，不计金额" in text


def test_a_voided_receipt_says_so_with_its_reason() -> None:
    text = text_of(donation_receipts.pdf(replace(STUB, void_reason="交款人名称有误")))
    assert "已作废" in text
    assert "作废原因：交款人名称有误" in text
    assert "作废" not in text_of(donation_receipts.pdf(STUB))


def test_every_child_has_a_row_to_sign_and_the_sum_stands_below() -> None:
    text = text_of(hand_overs.pdf(CASH))
    assert "1李明轩高三1班2,000.002王雨桐高三1班2,000.00合计2人4,000.00合计（大写）：人民币肆仟元整" in text
    for words in ("签收人签名", "学校签收人：高雅琴", "经办人：陈晓岚", "批准人"):
        assert words in text


def test_goods_of_a_whole_school_are_counted_in_their_unit() -> None:
    text = text_of(hand_overs.pdf(MILK))
    assert "数量（盒）" in text
    assert "合计：1,439盒" in text


def test_a_long_list_repeats_its_heads() -> None:
    pages = pages_of(hand_overs.pdf(replace(CASH, rows=CHILDREN * 40)))
    assert len(pages) > 1
    assert all("序号姓名班级金额（元）签收人签名备注" in page for page in pages[:-1])


def test_the_workbook_says_the_same_as_the_paper() -> None:
    rows = rows_of(hand_overs.xlsx(CASH))
    assert rows[3][1:4] == ["李明轩", "高三1班", 2000]
    assert rows[5][1:4] == ["合计", "2 人", 4000]
    assert sheet_of(hand_overs.xlsx(MILK)).cell(4, 4).value == 1439
