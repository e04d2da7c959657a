"""A school's month of the plan out of its rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum

from aid_portal.models import OrgUnit
from subsidies.models import ClassMeals, MealIncome, MealPurchase, MealReport, MealStandard
from subsidies.reports.meal_days import supply_days
from subsidies.reports.meal_pupils import pupils_of
from subsidies.rules.meals import Month


def month_facts(school: OrgUnit, month: date) -> Month:
    """受益学生数 are the pupils of the first day on which food was due: the rolls of a term only lose after it."""
    supply = supply_days(school, month)
    counted = ClassMeals.objects.of_month(school, month).values_list("day").annotate(meals=Sum("meals"))
    bought = MealPurchase.objects.of_month(school, month).select_related("supplier")
    return Month(
        benefiting=pupils_of(school, min(supply)).count() if supply else 0,
        supply=supply,
        by_day=dict(counted),
        standard=MealStandard.objects.on(month).amount,
        spent=_sum(bought),
        over_price=bought.filter(price__gt=F("inquired")).count(),
        expired=tuple(sorted({each.supplier.name for each in bought if each.supplier.licence_until < each.day})),
    )


def figures_of(school: OrgUnit, month: date, facts: Month) -> dict[str, Any]:
    """The columns of the report; the opening balance is where the report before it closed."""
    before = MealReport.objects.filter(school=school, month__lt=month).order_by("-month").first()
    return {
        "enrolled": pupils_of(school, max(facts.supply, default=month)).count(),
        "benefiting": facts.benefiting,
        "days": facts.days,
        "meals": facts.meals,
        "standard": facts.standard,
        "opening": before.closing if before else Decimal(0),
        "received": _sum(MealIncome.objects.of_month(school, month)),
        "spent": facts.spent,
    }


def _sum(rows: QuerySet) -> Decimal:
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
