"""Which purchases, suppliers and price lists to show."""

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter, day_filter
from subsidies.filters.cards import SchoolRowsFilter
from subsidies.meal_choices import MealIncomeSource
from subsidies.models import MealIncome, MealPurchase, PriceInquiry, Supplier

FLAGS = [("over", _("高于统一询价")), ("unpriced", _("没有询价"))]


class PurchaseFilter(SchoolRowsFilter):
    primary = ("school", "item", "flag", "first")

    item = django_filters.CharFilter(label=_("品名"), lookup_expr="icontains")
    supplier = django_filters.CharFilter(label=_("供应商"), field_name="supplier__name", lookup_expr="icontains")
    flag = django_filters.ChoiceFilter(label=_("价格"), choices=FLAGS, method="by_flag")
    first = day_filter(_("从"), "gte", "day")
    last = day_filter(_("到"), "lte", "day")

    class Meta:
        model = MealPurchase
        fields: tuple[str, ...] = ()

    def by_flag(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(price__gt=F("inquired")) if value == "over" else queryset.filter(inquired=None)


class IncomeFilter(SchoolRowsFilter):
    source = django_filters.ChoiceFilter(label=_("资金来源"), choices=MealIncomeSource.choices)
    first = day_filter(_("从"), "gte", "day")
    last = day_filter(_("到"), "lte", "day")

    class Meta:
        model = MealIncome
        fields: tuple[str, ...] = ()


class SupplierFilter(ListFilter):
    primary = ("name",)

    name = django_filters.CharFilter(label=_("供应商"), lookup_expr="icontains")

    class Meta:
        model = Supplier
        fields: tuple[str, ...] = ()


class InquiryFilter(ListFilter):
    primary = ("item",)

    item = django_filters.CharFilter(label=_("品名"), method="by_item")

    class Meta:
        model = PriceInquiry
        fields: tuple[str, ...] = ()

    def by_item(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(prices__item__icontains=value).distinct()
