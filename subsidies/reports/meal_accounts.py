"""专账 of a school's month: the money that came by document, the food by item, the dishes by day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Count, F, Q, QuerySet, Sum

from aid_portal.models import OrgUnit
from subsidies.meal_choices import MealReportStatus
from subsidies.models import FoodSample, InquiryPrice, MealIncome, MealPurchase, MealReport, PriceInquiry
from subsidies.reports.meal_days import month_of


@dataclass(frozen=True, slots=True)
class ItemSum:
    item: str
    unit: str
    quantity: Decimal
    amount: Decimal
    over_price: int

    @property
    def price(self) -> Decimal:
        """What was paid for one on average."""
        return self.amount / self.quantity


def income_of(school: OrgUnit, month: date) -> QuerySet[MealIncome]:
    return MealIncome.objects.of_month(school, month).order_by("day", "pk")


def spending_by_item(school: OrgUnit, month: date) -> list[ItemSum]:
    """The dearest first."""
    bought = MealPurchase.objects.of_month(school, month).order_by().values("item", "unit")
    over = Count("pk", filter=Q(price__gt=F("inquired")))
    sums = bought.annotate(quantity=Sum("quantity"), sum=Sum("amount"), over=over).order_by("-sum", "item")
    return [ItemSum(each["item"], each["unit"], each["quantity"], each["sum"], each["over"]) for each in sums]


def suppliers_of(school: OrgUnit, month: date) -> list[str]:
    """Who delivered in the month."""
    bought = MealPurchase.objects.of_month(school, month).order_by("supplier__name")
    return list(bought.values_list("supplier__name", flat=True).distinct())


def prices_on(day: date) -> QuerySet[InquiryPrice]:
    """Of the inquiry that holds on the day."""
    inquiry = PriceInquiry.objects.on(day)
    return inquiry.prices.all() if inquiry else InquiryPrice.objects.none()


def month_is_open(school: OrgUnit, day: date) -> bool:
    closed = MealReport.objects.exclude(status=MealReportStatus.OPEN)
    return not closed.filter(school=school, month=month_of(day)).exists()


def dishes_by_day(school: OrgUnit, month: date) -> list[tuple[date, list[str]]]:
    """What was on the table, as far as a sample of it was kept."""
    kept = FoodSample.objects.of_month(school, month).order_by("day", "meal", "dish").values_list("day", "dish")
    return [(day, [dish for _day, dish in group]) for day, group in groupby(kept, key=lambda pair: pair[0])]
