"""Counts become marks, marks a total, totals a ranking."""

from decimal import Decimal

import pytest

from aid_portal.errors import Refused
from supervision.rules.assessments import (
    INDICATORS,
    METHOD_WORDS,
    TIMELY,
    Adjustment,
    Count,
    Indicator,
    Mark,
    Method,
    assess,
    ranks,
    total,
)


def an_indicator(code: str, weight: str, method: Method = Method.PROPORTIONAL) -> Indicator:
    return Indicator(code, code, "甲", "乙", Decimal(weight), method, steps=TIMELY if method is Method.STEPS else ())


def a_count(numerator: int, denominator: int) -> Count:
    return Count(Decimal(numerator), Decimal(denominator))


def marks_of(method: Method, numerator: int, denominator: int) -> Decimal | None:
    (mark,) = assess({"a": a_count(numerator, denominator)}, indicators=[an_indicator("a", "10", method)])
    return mark.final


def test_the_indicators_of_the_city_weigh_a_hundred_and_say_how_they_are_counted() -> None:
    assert sum(indicator.weight for indicator in INDICATORS) == 100
    assert len({indicator.code for indicator in INDICATORS}) == len(INDICATORS) == 18
    assert INDICATORS[0].formula == "已签订的目标责任书 ÷ 应签订的目标责任书"
    assert all((indicator.method is Method.STEPS) == bool(indicator.steps) for indicator in INDICATORS)
    assert set(METHOD_WORDS) == set(Method)


def test_full_counts_are_full_marks() -> None:
    assert total(assess({indicator.code: a_count(7, 7) for indicator in INDICATORS})) == Decimal("100.00")


def test_a_proportion_is_rounded_half_up_to_the_cent() -> None:
    assert marks_of(Method.PROPORTIONAL, 2, 3) == Decimal("6.67")
    assert marks_of(Method.PROPORTIONAL, 1, 16) == Decimal("0.63")


@pytest.mark.parametrize(("percent", "marks"), [(100, "10"), (95, "10"), (94, "8"), (90, "8"), (80, "5"), (79, "0")])
def test_steps_are_reached_or_not(percent: int, marks: str) -> None:
    assert marks_of(Method.STEPS, percent, 100) == Decimal(marks)


def test_all_or_nothing_forgives_not_one() -> None:
    assert marks_of(Method.ALL_OR_NOTHING, 12_000, 12_000) == 10
    assert marks_of(Method.ALL_OR_NOTHING, 11_999, 12_000) == 0


def test_what_has_nothing_to_count_is_not_applicable_and_its_weight_is_shared_out() -> None:
    three = [an_indicator("a", "50"), an_indicator("b", "30"), an_indicator("c", "20")]
    marks = assess({"a": a_count(1, 1), "b": a_count(1, 2), "c": a_count(0, 0)}, indicators=three)
    assert [(mark.weight, mark.final) for mark in marks] == [
        (Decimal("62.50"), Decimal("62.50")),
        (Decimal("37.50"), Decimal("18.75")),
        (0, None),
    ]
    assert assess({"a": a_count(1, 1), "b": a_count(1, 2)}, indicators=three)[2].final is None


@pytest.mark.parametrize("missing", [indicator.code for indicator in INDICATORS])
def test_the_full_marks_stay_a_hundred_whichever_does_not_apply(missing: str) -> None:
    counts = {indicator.code: a_count(3, 3) for indicator in INDICATORS if indicator.code != missing}
    assert total(assess(counts)) == Decimal("100.00")


def test_cents_left_over_go_to_the_largest_remainders() -> None:
    four = [an_indicator("a", "40"), an_indicator("b", "30"), an_indicator("c", "20"), an_indicator("d", "10")]
    marks = assess({code: a_count(1, 1) for code in "bcd"}, indicators=four)
    assert [mark.weight for mark in marks] == [0, Decimal("50.00"), Decimal("33.33"), Decimal("16.67")]


def test_where_nothing_applies_there_is_no_total() -> None:
    assert total(assess({})) is None
    assert total(assess({"loans": a_count(0, 0)})) is None


def test_a_person_adjusts_with_a_reason_within_the_weight() -> None:
    ten = [an_indicator("a", "10")]

    def adjusted(points: str, reason: str = "核实后补报", of: int = 10) -> Mark:
        return assess({"a": a_count(min(8, of), of)}, {"a": Adjustment(Decimal(points), reason)}, ten)[0]

    assert (adjusted("2").computed, adjusted("2").final, adjusted("-8").final) == (8, 10, 0)
    for points in ("2.01", "-8.01"):
        with pytest.raises(Refused, match=r"应在0至10(\.00)?分之间"):
            adjusted(points)
    with pytest.raises(Refused, match="写明调整“a”得分的理由"):
        adjusted("1", reason=" ")
    with pytest.raises(Refused, match="不适用于该单位"):
        adjusted("1", of=0)


@pytest.mark.parametrize("count", [a_count(11, 10), a_count(-1, 10), a_count(1, -1)])
def test_a_count_that_cannot_be_is_refused(count: Count) -> None:
    with pytest.raises(Refused, match=r"“a”的计数.*先核对数据"):
        assess({"a": count}, indicators=[an_indicator("a", "10")])


def test_equal_totals_share_the_better_place() -> None:
    totals = {"甲": Decimal("90.00"), "乙": Decimal("95.5"), "丙": Decimal("90"), "丁": Decimal("80"), "戊": None}
    assert ranks(totals) == {"乙": 1, "甲": 2, "丙": 2, "丁": 4}
