"""The words of the yearly account: the bureau's own sentences, and nothing where there is no figure."""

from decimal import Decimal

import pytest

from supervision.rules.year_account import TITLES, GiftWords, heading, paragraph, plain, printed_money


def test_the_six_sections_are_those_of_the_bureau() -> None:
    assert [heading(section)[0] for section in TITLES] == list("一二三四五六")
    assert heading(4) == "四、精准资助，各级各类资助政策落实到位"


def test_a_section_says_its_figures() -> None:
    words = {"aid_times": "26640", "aid_amount": "1822.7675"}
    assert paragraph(4, words) == "全年享受各级各类资助政策学生26640人次，发放资金1822.7675万元。"


def test_a_figure_without_rows_is_left_out_and_a_section_without_figures_is_empty() -> None:
    assert paragraph(2, {"copies": "7500"}) == "发放宣传资料7500份。"
    assert paragraph(1, {"notices": "15"}) == "对控辍保学、资助政策落实情况进行督查，下发整改通知书15份。"
    assert [paragraph(section, {}) for section in TITLES] == [""] * 6


def test_gifts_are_told_by_children_and_money_or_by_what_was_given() -> None:
    shells = GiftWords("贝壳助学金", ("北京明伦公益基金会",), Decimal("75000.00"), 50, ())
    milk = GiftWords("饮用奶", ("蒙牛乳业",), Decimal("120000"), 0, ((40_000, "盒", "饮用奶"), (5, "所", "营养健康体验室")))
    unpriced = GiftWords("图书", ("某公司", "某协会"), Decimal(0), 0, ((300, "册", "图书"),))
    assert paragraph(4, {}, (shells, milk, unpriced)) == (
        "社会资助送温暖：北京明伦公益基金会“贝壳助学金”资助学生50名，资金7.5万元；蒙牛乳业捐赠饮用奶40000盒、营养健康体验室5所，"
        "价值12万元；某公司、某协会捐赠图书300册。"
    )


@pytest.mark.parametrize(
    ("yuan", "words"), [("60000.00", "6万元"), ("8000.00", "8000元"), ("10000", "1万元"), ("12345.67", "1.234567万元")]
)
def test_money_is_written_as_the_bureau_writes_it_and_never_rounded(yuan: str, words: str) -> None:
    assert printed_money(Decimal(yuan)) == words


def test_a_number_has_no_noughts_at_its_end() -> None:
    assert [plain(Decimal("1822.767500")), plain(600), plain(Decimal("5.00"))] == ["1822.7675", "600", "5"]
