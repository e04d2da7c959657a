"""发放名册: every child of the school once, numbers masked, the sum in figures and in words, a place for each hand."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from subsidies.sheets import payment_rosters
from subsidies.sheets.batch_heads import BatchHead
from subsidies.sheets.payment_rosters import PaymentRoster, RosterRow
from tests.papers import pages_of, rows_of, sheet_of, text_of

MADE_AT = datetime(2022, 6, 8, 2, 0, tzinfo=UTC)
HEAD = BatchHead("扶风县教育体育局", "2022年春季学期", "PF2022S-0003", MADE_AT, "陈静", "林涛", "周敏")
REGISTRY, ACCOUNT = "G610324201203150013", "6230521234567891234"
ROW = RosterRow("李小明", REGISTRY, "三年级1班", "义务教育寄宿生生活补助", "一般困难", Decimal("625.00"), "扶风农商银行", ACCOUNT)
HEADS = ["序号", "姓名", "学籍号", "班级", "资助项目", "档次", "金额（元）", "开户行", "收款账号", "签名"]


def roster(count: int = 1, **changes: object) -> PaymentRoster:
    rows = [replace(ROW, name=f"学生{number}", amount=Decimal("625.01"), **changes) for number in range(1, count + 1)]
    return PaymentRoster(HEAD, "城关镇中心小学", rows)


@pytest.fixture(scope="module")
def pages():
    return pages_of(payment_rosters.pdf(roster(500)))


def test_every_page_has_the_heads_the_school_and_its_number(pages):
    assert len(pages) > 10
    for number, page in enumerate(pages, start=1):
        assert "".join(HEADS) in page
        assert "城关镇中心小学" in page
        assert "PF2022S-0003" in page
        assert f"第{number}页，共{len(pages)}页" in page


def test_every_child_stands_on_the_paper_once_and_in_order(pages):
    found = [page.count("三年级1班") for page in pages]
    assert sum(found) == 500
    text = "".join(pages)
    assert text.index("学生1G") < text.index("学生250G") < text.index("学生500G")


def test_the_sum_stands_in_figures_and_in_words_behind_the_last_child(pages):
    assert "合计500人次312,505.00" in pages[-1]
    assert "人民币叁拾壹万贰仟伍佰零伍元整" in pages[-1]
    assert "大写" not in "".join(pages[:-1])


def test_whole_numbers_are_masked_and_masked_ones_stay_as_they_are():
    text = text_of(payment_rosters.pdf(roster()))
    assert "G610324********0013" in text
    assert "6230********1234" in text
    again = roster(registry_number="G610324********0013", account="6230********1234")
    assert text_of(payment_rosters.pdf(again)) == text
    assert REGISTRY not in str(rows_of(payment_rosters.xlsx(roster())))
    assert ACCOUNT not in str(rows_of(payment_rosters.xlsx(roster())))


def test_who_made_reviewed_and_released_is_said_with_a_place_for_the_seal():
    text = text_of(payment_rosters.pdf(roster()))
    for words in ("经办人：陈静", "复核人：林涛", "审批人：周敏", "学校（公章）"):
        assert words in text
    unreleased = PaymentRoster(replace(HEAD, released_by=""), "城关镇中心小学", [ROW])
    assert "审批人年月日" in text_of(payment_rosters.pdf(unreleased))


def test_an_account_of_a_guardian_names_its_holder():
    assert "6230********1234（王秀英）" in text_of(payment_rosters.pdf(roster(holder="王秀英")))


def test_the_workbook_says_the_same_and_prints_on_a4_across():
    xlsx = payment_rosters.xlsx(roster(3))
    title, facts, heads, *rest = rows_of(xlsx)
    assert title[0] == "学生资助资金发放名册"
    facts_of_batch = "学期：2022年春季学期　　批次号：PF2022S-0003　　制表日期：2022-06-08"
    assert facts[0] == f"扶风县教育体育局　　学校：城关镇中心小学　　{facts_of_batch}"
    assert heads == HEADS
    assert rest[0][:7] == [1, "学生1", "G610324********0013", "三年级1班", "义务教育寄宿生生活补助", "一般困难", 625.01]
    assert rest[3][1:7] == ["合计", "3 人次", None, None, None, 1875.03]
    assert rest[4][0] == "合计金额（大写）：人民币壹仟捌佰柒拾伍元零叁分"
    sheet = sheet_of(xlsx)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"


def test_a_long_bank_is_not_cut_off_and_a_hand_has_room_in_every_row():
    rows = [ROW, replace(ROW, bank="中国农业银行股份有限公司扶风县支行营业部第二储蓄所")]
    sheet = sheet_of(payment_rosters.xlsx(PaymentRoster(HEAD, "小学", rows)))
    assert sheet.row_dimensions[4].height > 27
    assert sheet.row_dimensions[5].height > 3 * 14


def test_only_amounts_and_serials_are_numbers_in_the_workbook():
    row = sheet_of(payment_rosters.xlsx(PaymentRoster(HEAD, "小学", [replace(ROW, name="=1+1", class_name="3")])))[4]
    assert [cell.data_type for cell in row[:9]] == ["n", "s", "s", "s", "s", "s", "n", "s", "s"]
    assert row[1].value == "=1+1"
    assert row[1].quotePrefix


def test_the_same_roster_gives_the_same_bytes():
    assert payment_rosters.pdf(roster(2)) == payment_rosters.pdf(roster(2))
    assert payment_rosters.xlsx(roster(2)) == payment_rosters.xlsx(roster(2))
