"""A school's month of the plan out of its rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from aid_portal.models import OrgUnit
from subsidies.meal_choices import MealEventKind
from subsidies.models import ClassMeals, MealEvent, MealIncome, MealPurchase, MealReport, MealStandard
from subsidies.models.kitchen_pasts import with_licence_of_the_day
from subsidies.reports.meal_days import supply_days
from subsidies.reports.meal_pupils import pupils_of
from subsidies.reports.meal_rolls import over_present
from subsidies.reports.meal_surveys import satisfaction_of
from subsidies.rules.meals import Month

SEVERAL = 3
OPENNESS = ("notices", "open_days", "satisfaction")


def month_facts(school: OrgUnit, month: date) -> Month:
    """受益学生数 are the pupils of the first day on which food was due: the rolls of a term only lose after it."""
    supply = supply_days(school, month)
    counted = ClassMeals.objects.of_month(school, month).values_list("day").annotate(meals=Sum("meals"))
    bought = MealPurchase.objects.of_month(school, month)
    return Month(
        benefiting=pupils_of(school, min(supply)).count() if supply else 0,
        supply=supply,
        by_day=dict(counted),
        standard=MealStandard.objects.on(month).amount,
        spent=_sum(bought),
        over_price=bought.filter(price__gt=F("inquired")).count(),
        expired=_unlicensed(bought),
        over_present=over_present(school, month),
        round_sellers=_round_sellers(bought),
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
        **openness_of(school, month),
    }


def openness_of(school: OrgUnit, month: date) -> dict[str, Any]:
    """How often the school showed its account and opened its kitchen, and how content those who eat are, in percent."""
    held = MealEvent.objects.of_month(school, month)
    return {
        "notices": held.filter(kind=MealEventKind.NOTICE).count(),
        "open_days": held.filter(kind=MealEventKind.OPEN_DAY).count(),
        "satisfaction": satisfaction_of(school, month),
    }


def _round_sellers(bought: QuerySet[MealPurchase]) -> tuple[str, ...]:
    """Suppliers of several purchases each of which comes to whole hundreds: food that was weighed does not."""
    odd = Count("pk", filter=Q(rest__gt=0))
    found = bought.order_by().annotate(rest=F("amount") % 100).values("supplier__name").annotate(number=Count("pk"), odd=odd)
    return tuple(found.filter(number__gte=SEVERAL, odd=0).order_by("supplier__name").values_list("supplier__name", flat=True))


def _unlicensed(bought: QuerySet[MealPurchase]) -> tuple[str, ...]:
    """Suppliers whose licence of the day had expired; one that was renewed later does not mend it."""
    found = with_licence_of_the_day(bought).filter(licensed_until__lt=F("day")).order_by("supplier__name")
    return tuple(found.values_list("supplier__name", flat=True).distinct())


def _sum(rows: QuerySet) -> Decimal:
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
