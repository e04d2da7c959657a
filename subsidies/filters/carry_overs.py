"""Which balances carried into a later year to show."""

from collections.abc import Iterable
from itertools import chain

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.term_filters import ALL
from subsidies.choices import PaperStatus
from subsidies.filters.donations import social_choices
from subsidies.filters.years import YearRowsFilter
from subsidies.models import CarryOver


class CarryOverFilter(YearRowsFilter):
    """Of a year is what left it and what came into it."""

    primary = ("year", "source", "target", "status")

    source = django_filters.ChoiceFilter(label=_("结出项目"), choices=social_choices, field_name="source__code")
    target = django_filters.ChoiceFilter(label=_("转入项目"), choices=social_choices, field_name="target__code")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)

    class Meta:
        model = CarryOver
        fields: tuple[str, ...] = ()

    def by_year(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.of_year(int(value))

    def known_years(self) -> Iterable[int]:
        return chain(super().known_years(), CarryOver.objects.order_by().values_list("into_year", flat=True).distinct())
