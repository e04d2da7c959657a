"""Which self-found problems to show."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.filters.years import YearFilter
from aid_portal.list_filters import ListFilter
from supervision.choices import SelfCheckStatus, Severity, Theme
from supervision.models import SelfCheck

OWED, OVERDUE = "owed", "overdue"
STATES = [(OWED, _("待整改（含退回）")), (OVERDUE, _("逾期未报结果")), *SelfCheckStatus.choices]


class SelfCheckFilter(ListFilter):
    primary = ("year", "state", "theme", "unit")

    year = YearFilter(label=_("年度"), field_name="found_on__year")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state")
    theme = django_filters.ChoiceFilter(label=_("事项"), choices=Theme.choices)
    severity = django_filters.ChoiceFilter(label=_("程度"), choices=Severity.choices)
    unit = django_filters.CharFilter(label=_("单位"), field_name="unit__name", lookup_expr="icontains")

    class Meta:
        model = SelfCheck
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == OWED:
            return queryset.owed()
        return queryset.overdue_on(timezone.localdate()) if value == OVERDUE else queryset.filter(status=value)
