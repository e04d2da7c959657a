"""Which movements of stores and which lines of menus to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import day_filter
from subsidies.filters.cards import SchoolRowsFilter
from subsidies.meal_choices import Dish, StoreMoveKind
from subsidies.models import MenuLine, StoreMove


class StoreMoveFilter(SchoolRowsFilter):
    primary = ("school", "item", "kind", "first")

    item = django_filters.CharFilter(label=_("品名"), lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("类型"), choices=StoreMoveKind.choices)
    first = day_filter(_("从"), "gte", "day")
    last = day_filter(_("到"), "lte", "day")

    class Meta:
        model = StoreMove
        fields: tuple[str, ...] = ()


class MenuFilter(SchoolRowsFilter):
    meal = django_filters.ChoiceFilter(label=_("餐次"), choices=Dish.choices)
    first = day_filter(_("从"), "gte", "day")
    last = day_filter(_("到"), "lte", "day")

    class Meta:
        model = MenuLine
        fields: tuple[str, ...] = ()
