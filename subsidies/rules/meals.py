"""What a month of meals is asked before it is sent, and the published totals of a county's year (domain.md 9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from subsidies.meal_choices import BLOCKING, MealFault

CENT = Decimal("0.01")
NAMED = 20  # as many as a sentence names
# As many days with one and the same number are no coincidence where pupils fall ill.
PERFECT_DAYS = 10


@dataclass(frozen=True, slots=True)
class Month:
    """One school's month as its rows say: `by_day` meals a day, `supply` the days on which food was due.

    `over_present` are classes and days whose meals are more than the rolls and leaves of now say were there, in words.
    """

    benefiting: int
    supply: frozenset[date]
    by_day: Mapping[date, int]
    standard: Decimal
    spent: Decimal
    over_price: int = 0
    expired: tuple[str, ...] = ()
    over_present: tuple[str, ...] = ()
    round_sellers: tuple[str, ...] = ()

    @property
    def meals(self) -> int:
        return sum(self.by_day.values())

    @property
    def days(self) -> int:
        return len(self.supply)

    @property
    def due(self) -> Decimal:
        return self.meals * self.standard


class Fault(NamedTuple):
    code: str
    sentence: str

    @property
    def blocks(self) -> bool:
        return self.code in BLOCKING


def a_meal(spent: Decimal, meals: int) -> Decimal | None:
    """日生均支出 in yuan, to the fen."""
    return (spent / meals).quantize(CENT, ROUND_HALF_UP) if meals else None


def carried(month: Month) -> Decimal:
    """What was not put on the plates stays in the plan: the year must come to the standard (年度平衡)."""
    return max(month.due - month.spent, Decimal(0))


def faults(month: Month) -> list[Fault]:
    return [Fault(code, sentence) for code, sentence in _asked(month) if sentence]


def _asked(month: Month) -> Iterable[tuple[str, str]]:
    yield MealFault.OVER_CLAIM, _over_claim(month)
    yield MealFault.CLOSED_DAY, _closed_days(month)
    yield MealFault.MORE_THAN_PRESENT, _named(_("用餐多于到校人数，请重新登记：%(names)s"), month.over_present[:NAMED])
    yield MealFault.BELOW_STANDARD, _below_standard(month)
    yield MealFault.TOO_PERFECT, _too_perfect(month)
    yield MealFault.OVER_PRICE, _("%(count)d笔采购单价高于统一询价") % {"count": month.over_price} if month.over_price else ""
    yield MealFault.LICENCE_EXPIRED, _named(_("许可证过期仍供货：%(names)s"), month.expired)
    yield MealFault.ROUND_AMOUNTS, _named(_("采购每笔都是整百元，请核对票据：%(names)s"), month.round_sellers)
    missing = sorted(month.supply - {day for day, meals in month.by_day.items() if meals})
    yield MealFault.NO_COUNT, _named(_("供餐日没有登记用餐：%(names)s"), [_day(each) for each in missing])


def _over_claim(month: Month) -> str:
    most = month.benefiting * month.days
    if month.meals <= most:
        return ""
    words = {"meals": month.meals, "pupils": month.benefiting, "days": month.days, "most": most}
    return _("用餐%(meals)d人次，多于受益学生%(pupils)d人×供餐%(days)d天=%(most)d人次") % words


def _closed_days(month: Month) -> str:
    closed = sorted(day for day, meals in month.by_day.items() if meals and day not in month.supply)
    return _named(_("不供餐的日子有用餐：%(names)s"), [_day(day) for day in closed])


def _below_standard(month: Month) -> str:
    each = a_meal(month.spent, month.meals)
    if each is None or each >= month.standard:
        return ""
    words = {"each": each, "standard": month.standard, "carried": carried(month)}
    return _("生均支出%(each)s元，低于标准%(standard)s元，结转%(carried)s元") % words


def _too_perfect(month: Month) -> str:
    counted = [meals for day, meals in sorted(month.by_day.items()) if day in month.supply and meals]
    if len(counted) < PERFECT_DAYS or len(set(counted)) > 1:
        return ""
    return _("%(days)d天用餐人数都是%(meals)d人，请核对是否按实登记") % {"days": len(counted), "meals": counted[0]}


def _named(sentence: str, names: Sequence[str]) -> str:
    return sentence % {"names": "、".join(names)} if names else ""


def _day(day: date) -> str:
    return _("%(month)d月%(day)d日") % {"month": day.month, "day": day.day}


class SchoolYear(NamedTuple):
    """A school's meals of a year and the days on which it supplied."""

    meals: int
    days: int


class YearTotals(NamedTuple):
    """`schools` is 实施学校数, the most that served in one month of the year."""

    schools: int
    meals: int
    average_pupils: Decimal
    average_days: Decimal


def year_totals(schools: Iterable[SchoolYear], serving: Iterable[int]) -> YearTotals:
    """平均受益学生数 = Σ meals / days; 平均就餐天数 = all meals / that number; both to two decimals.

    `serving`: by month how many schools served.
    """
    supplied = [each for each in schools if each.meals]
    meals = sum(each.meals for each in supplied)
    pupils = sum((Decimal(each.meals) / each.days for each in supplied), Decimal(0))
    days = Decimal(meals) / pupils if pupils else Decimal(0)
    return YearTotals(max(serving, default=0), meals, pupils.quantize(CENT, ROUND_HALF_UP), days.quantize(CENT, ROUND_HALF_UP))
