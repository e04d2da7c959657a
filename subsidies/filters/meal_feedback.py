"""Which surveys to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from subsidies.filters.cards import town_choices
from subsidies.models import MealSurvey

STATES = [("coming", _("未开始")), ("running", _("进行中")), ("over", _("已结束"))]


class KitchenRowsFilter(ListFilter):
    """Of rows that belong to a kitchen."""

    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=town_choices, method="by_town")
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(canteen__school__path__startswith=f"/{value}/")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(canteen__school__name__icontains=value) | Q(canteen__school__code=value))


class SurveyFilter(KitchenRowsFilter):
    primary = ("town", "school", "state")

    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state")

    class Meta:
        model = MealSurvey
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        if value == "coming":
            return queryset.filter(opens_on__gt=today)
        return (
            queryset.filter(closes_on__lt=today)
            if value == "over"
            else queryset.filter(opens_on__lte=today, closes_on__gte=today)
        )
