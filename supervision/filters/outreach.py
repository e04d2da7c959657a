"""Which activities of outreach to show."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.filters.years import YearFilter
from aid_portal.list_filters import ListFilter, day_filter
from aid_portal.term_filters import towns_for
from supervision.models import OutreachActivity
from supervision.outreach_choices import VALID, VOIDED, Figure, Occasion, OutreachKind, OutreachTheme


class OutreachFilter(ListFilter):
    primary = ("year", "kind", "town", "unit")

    year = YearFilter(label=_("年度"), field_name="held_on__year")
    kind = django_filters.ChoiceFilter(label=_("活动类别"), choices=OutreachKind.choices)
    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=(), method="by_town")
    unit = django_filters.CharFilter(label=_("单位名称或代码"), method="by_unit")
    figure = django_filters.ChoiceFilter(label=_("计入"), choices=Figure.choices, method="by_figure")
    occasion = django_filters.ChoiceFilter(label=_("活动安排"), choices=Occasion.choices)
    theme = django_filters.ChoiceFilter(label=_("主题"), choices=OutreachTheme.choices)
    code = django_filters.CharFilter(label=_("单位代码"), field_name="unit__code")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=[(VALID, _("有效")), (VOIDED, _("已作废"))], method="by_state")
    since = day_filter(_("自"), "gte", "held_on")
    until = day_filter(_("至"), "lte", "held_on")

    class Meta:
        model = OutreachActivity
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = towns_for(self.request.user if self.request else None)
        self.offer("town", [("", "---------"), *towns])
        if not towns:  # a school has nothing to choose here
            del self.form.fields["town"]

    @cached_property
    def _primary(self) -> list[str]:
        return [name for name in self.primary if name in self.form.fields]

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(unit__path__contains=f"/{value}/")

    def by_unit(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(unit__name__icontains=value) | Q(unit__code=value))

    def by_figure(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.counted_in(value)

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(voided_at__isnull=value == VALID)
