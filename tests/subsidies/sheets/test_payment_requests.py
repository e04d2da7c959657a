"""拨付申请表: schools and fund sources add up to the same sum, or there is no paper."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from aid_portal.errors import Refused
from subsidies.sheets import payment_requests
from subsidies.sheets.batch_heads import BatchHead
from subsidies.sheets.payment_requests import PaymentRequest, RequestRow, Sources
from tests.papers import pages_of, rows_of, sheet_of, text_of

HEAD = BatchHead("扶风县教育体育局", "2022年春季学期", "PF2022S-0003", datetime(2022, 6, 8, 2, 0, tzinfo=UTC), "陈静", "林涛")
ROWS = (RequestRow("城关镇中心小学", 120, Decimal("75000.00")), RequestRow("法门高中", 80, Decimal("80000.50"), "含补发"))
SOURCES = Sources(Decimal("100000.00"), Decimal("40000.00"), Decimal("10000.50"), Decimal("5000.00"))
REQUEST = PaymentRequest(HEAD, "普通高中国家助学金", "社会保障卡", SOURCES, ROWS)


def test_the_request_says_batch_programme_term_and_channel():
    text = text_of(payment_requests.pdf(REQUEST))
    for words in ("PF2022S-0003", "普通高中国家助学金", "2022年春季学期", "社会保障卡", "扶风县教育体育局"):
        assert words in text


def test_person_times_and_amounts_are_added_up_in_figures_and_in_words():
    text = text_of(payment_requests.pdf(REQUEST))
    assert "1城关镇中心小学12075,000.002法门高中8080,000.50含补发合计200155,000.50" in text
    assert "申请金额（大写）：人民币壹拾伍万伍仟元伍角" in text


def test_the_four_fund_sources_are_named_with_what_each_gives():
    text = text_of(payment_requests.pdf(REQUEST))
    assert "中央资金（元）省级资金（元）市级资金（元）县级资金（元）100,000.0040,000.0010,000.505,000.00" in text


def test_a_request_whose_sources_are_a_fen_off_is_not_made():
    wrong = replace(REQUEST, sources=replace(SOURCES, county=Decimal("5000.01")))
    for make in (payment_requests.pdf, payment_requests.xlsx):
        with pytest.raises(Refused, match=r"155,000\.50 元.*155,000\.51 元"):
            make(wrong)


def test_four_hands_and_a_seal_have_their_place():
    text = text_of(payment_requests.pdf(REQUEST))
    for words in ("经办人：陈静", "审核人：林涛", "审批人", "财务负责人", "单位（公章）"):
        assert words in text


def test_a_county_of_ninety_schools_repeats_its_heads():
    rows = [RequestRow(f"第{number}小学", 1, Decimal("1.00")) for number in range(1, 91)]
    pages = pages_of(payment_requests.pdf(replace(REQUEST, rows=rows, sources=Sources(central=Decimal("90.00")))))
    assert len(pages) > 1
    assert all("序号学校人次金额（元）备注" in page for page in pages)


def test_six_hands_stand_in_two_rows_and_a_long_head_is_not_cut_off():
    head = replace(HEAD, released_by="周敏", countersigned_by="魏国强、韩晓梅")
    long = replace(REQUEST, head=head, programme="、".join(["义务教育家庭经济困难学生生活补助"] * 6))
    sheet = sheet_of(payment_requests.xlsx(long))
    last = [sheet.cell(row, 1).value for row in (sheet.max_row - 1, sheet.max_row)]
    assert [part.split("：")[0] for row in last for part in row.split("　" * 8)] == [
        "经办人", "审核人", "会签人", "审批人", "财务负责人", "单位（公章）",
    ]  # fmt: skip
    assert sheet.row_dimensions[2].height > 3 * 14


def test_the_workbook_adds_up_and_names_the_sources():
    rows = rows_of(payment_requests.xlsx(REQUEST))
    assert rows[5][1:4] == ["合计", 200, 155000.5]
    assert [(row[1], row[3]) for row in rows[6:10]] == [
        ("中央资金", 100000),
        ("省级资金", 40000),
        ("市级资金", 10000.5),
        ("县级资金", 5000),
    ]
    assert sheet_of(payment_requests.xlsx(REQUEST)).page_setup.orientation != "landscape"
