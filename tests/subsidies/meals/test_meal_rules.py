"""A month is asked before it is sent; the county's table has the published formulas (domain.md 9, scenario 39)."""

from datetime import date
from decimal import Decimal

import pytest

from subsidies.rules.meals import Month, SchoolYear, a_meal, carried, faults, year_totals

SUPPLY = frozenset(date(2022, 9, day) for day in range(1, 21))  # twenty days
FIVE = Decimal("5.00")


def a_month(by_day: dict | None = None, **facts) -> Month:
    """200 pupils, twenty days, five yuan on the plate."""
    counted = {day: 195 + day.day % 3 for day in SUPPLY} if by_day is None else by_day
    spent = FIVE * sum(counted.values())
    return Month(**{"benefiting": 200, "supply": SUPPLY, "by_day": counted, "standard": FIVE, "spent": spent, **facts})


def codes(month: Month) -> list[str]:
    return [fault.code for fault in faults(month)]


def test_a_month_in_order_has_no_fault():
    assert faults(a_month()) == []


def test_scenario_39_4050_meals_of_200_pupils_in_20_days_are_refused():
    by_day = dict.fromkeys(SUPPLY, 202) | {date(2022, 9, 1): 212}
    (over, *_others) = faults(a_month(by_day))
    assert (over.code, over.blocks) == ("over_claim", True)
    assert over.sentence == "用餐4050人次，多于受益学生200人×供餐20天=4000人次"


def test_scenario_39_food_for_19200_on_4000_plates_is_below_the_standard_and_800_is_carried():
    month = a_month({day: 200 - day.day % 2 * 2 + (day.day + 1) % 2 * 2 for day in SUPPLY}, spent=Decimal("19200.00"))
    assert month.meals == 4000
    assert (a_meal(month.spent, month.meals), carried(month)) == (Decimal("4.80"), Decimal("800.00"))
    (low,) = faults(month)
    assert (low.code, low.blocks) == ("below_standard", False)
    assert low.sentence == "生均支出4.80元，低于标准5.00元，结转800.00元"


def test_a_meal_on_a_day_without_supply_is_refused():
    month = a_month({**{day: 190 + day.day % 5 for day in SUPPLY}, date(2022, 9, 24): 3})
    assert [(each.code, each.blocks, each.sentence) for each in faults(month)] == [
        ("closed_day", True, "不供餐的日子有用餐：9月24日")
    ]


def test_the_same_number_every_day_is_too_perfect():
    assert codes(a_month(dict.fromkeys(SUPPLY, 200))) == ["too_perfect"]
    few = frozenset(sorted(SUPPLY)[:9])
    assert codes(a_month(dict.fromkeys(few, 200), supply=few)) == []


def test_prices_licences_and_days_without_a_count_are_named():
    month = a_month({day: 180 + day.day for day in sorted(SUPPLY)[:-1]}, over_price=2, expired=("某粮油店",))
    assert [each.sentence for each in faults(month)] == [
        "2笔采购单价高于统一询价", "许可证过期仍供货：某粮油店", "供餐日没有登记用餐：9月20日",
    ]  # fmt: skip


def test_scenario_39_the_countys_averages():
    totals = year_totals([SchoolYear(20_000, 100), SchoolYear(9_500, 95)], [1, 2, 2])
    assert (totals.average_pupils, totals.average_days, totals.meals) == (Decimal("300.00"), Decimal("98.33"), 29_500)


@pytest.mark.parametrize("schools", [[], [SchoolYear(0, 100)]])
def test_a_county_without_a_meal_has_no_average(schools):
    assert year_totals(schools, []) == (0, 0, Decimal("0.00"), Decimal("0.00"))
