"""Which schools of a day and which kitchens to show."""

import django_filters
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import day_filter
from aid_portal.models import OrgUnit
from aid_portal.term_filters import term_choices
from aid_portal.widgets import day_input
from subsidies.filters.cards import SchoolRowsFilter
from subsidies.filters.meal_reports import SchoolsFilter
from subsidies.meal_choices import CanteenMode
from subsidies.models import Canteen, ClassMeals, CompanionMeal, FoodSample, SupplyException, SupplyPeriod

STATES = [("missing", _("没有登记完")), ("counted", _("已登记完"))]
OPEN = [("open", _("正在供餐")), ("closed", _("已停止"))]


class MealDayFilter(SchoolsFilter):
    """`day` is read by the page, which has put the day's figures beside each school."""

    primary = ("day", "town", "school", "state")

    day = django_filters.DateFilter(label=_("日期"), widget=day_input(), method="of_day")
    state = django_filters.ChoiceFilter(label=_("登记情况"), choices=STATES, method="by_state")

    class Meta:
        model = OrgUnit
        fields: tuple[str, ...] = ()

    def of_day(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        return queryset

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        done = Q(counted__gte=F("classes"))
        return queryset.filter(done) if value == "counted" else queryset.exclude(done)


class ClassMealsFilter(SchoolRowsFilter):
    primary = ("school", "first", "last")

    first = day_filter(_("从"), "gte", "day")
    last = day_filter(_("到"), "lte", "day")

    class Meta:
        model = ClassMeals
        fields: tuple[str, ...] = ()


class CompanionFilter(ClassMealsFilter):
    class Meta:
        model = CompanionMeal
        fields: tuple[str, ...] = ()


class SampleFilter(ClassMealsFilter):
    class Meta:
        model = FoodSample
        fields: tuple[str, ...] = ()


class SupplyDayFilter(ClassMealsFilter):
    class Meta:
        model = SupplyException
        fields: tuple[str, ...] = ()


class SupplyPeriodFilter(SchoolRowsFilter):
    term = django_filters.ChoiceFilter(label=_("学期"), choices=term_choices, field_name="term")

    class Meta:
        model = SupplyPeriod
        fields: tuple[str, ...] = ()


class CanteenFilter(SchoolRowsFilter):
    primary = ("town", "school", "mode", "open")

    mode = django_filters.ChoiceFilter(label=_("供餐模式"), choices=CanteenMode.choices)
    open = django_filters.ChoiceFilter(label=_("状态"), choices=OPEN, method="by_open")

    class Meta:
        model = Canteen
        fields: tuple[str, ...] = ()

    def by_open(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(closed_on__isnull=value == "open")
