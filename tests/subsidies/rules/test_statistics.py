"""Of which year a table speaks, and when it may be closed (scenarios 22 and 23)."""

from decimal import Decimal

import pytest

from subsidies.rules.statistics import ACADEMIC, CALENDAR, PAID, TERM, Span, Sum, gaps

SEED = Sum(26640, Decimal("18227675.00"))


@pytest.mark.parametrize(
    ("text", "way", "terms", "label"),
    [
        ("2022", CALENDAR, ["2022S", "2022A"], "2022年（按享受学期）"),
        ("2021-2022", ACADEMIC, ["2021A", "2022S"], "2021-2022学年"),
        ("paid-2022", PAID, [], "2022年（按到账日期）"),
        ("2022S", TERM, ["2022S"], "2022年春季学期（按享受学期）"),
    ],
)
def test_a_span_is_a_year_of_three_kinds_or_a_term(text: str, way: str, terms: list[str], label: str) -> None:
    span = Span.parse(text)
    assert (span.way, [str(term) for term in span.terms], span.label, str(span)) == (way, terms, label, text)


@pytest.mark.parametrize("text", ["22", "2021-2023", "2022X", "paid-2021-2022", "next"])
def test_nothing_else_is_a_year(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        Span.parse(text)


def test_scenario_23_ways_that_agree_leave_no_gap() -> None:
    assert gaps(SEED, {"明细合计": SEED, "按学校合计": Sum(26640, Decimal("18227675.00"))}) == []


def test_one_fen_less_in_the_rows_is_a_gap() -> None:
    (gap,) = gaps(SEED, {"明细合计": Sum(26640, Decimal("18227674.99")), "各行合计": SEED})
    assert str(gap) == "明细合计为26,640人次、18,227,674.99元，总计为26,640人次、18,227,675.00元，相差0人次、-0.01元"


def test_one_head_more_is_a_gap_though_the_money_agrees() -> None:
    (gap,) = gaps(SEED, {"各行合计": Sum(26641, SEED.amount)})
    assert "相差1人次" in str(gap)
