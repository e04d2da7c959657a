"""Which visits and which findings to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter, day_filter
from supervision.choices import Severity, Theme, VisitFigure
from supervision.filters.campaigns import campaign_choices
from supervision.models import Visit, VisitFinding

YES, NO = "yes", "no"


class VisitFilter(ListFilter):
    primary = ("campaign", "unit", "since", "until")

    campaign = django_filters.ChoiceFilter(label=_("督查行动"), choices=campaign_choices)
    unit = django_filters.CharFilter(label=_("单位"), field_name="unit__name", lookup_expr="icontains")
    since = day_filter(_("自"), "gte", "visited_on")
    until = day_filter(_("至"), "lte", "visited_on")
    theme = django_filters.ChoiceFilter(label=_("督查事项"), choices=Theme.choices, method="by_theme")
    figure = django_filters.ChoiceFilter(label=_("计入年度总结"), choices=VisitFigure.choices, method="by_figure")

    class Meta:
        model = Visit
        fields: tuple[str, ...] = ()

    def by_figure(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.counted_in(value)

    def by_theme(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(campaign__themes__contains=[value])


class VisitFindingFilter(ListFilter):
    primary = ("campaign", "unit", "theme", "told")

    campaign = django_filters.ChoiceFilter(label=_("督查行动"), choices=campaign_choices, field_name="visit__campaign")
    unit = django_filters.CharFilter(label=_("单位"), field_name="visit__unit__name", lookup_expr="icontains")
    theme = django_filters.ChoiceFilter(label=_("督查事项"), choices=Theme.choices)
    severity = django_filters.ChoiceFilter(label=_("程度"), choices=Severity.choices)
    told = django_filters.ChoiceFilter(
        label=_("整改通知书"), choices=[(YES, _("已写进通知书")), (NO, _("未下通知书"))], method="by_told"
    )

    class Meta:
        model = VisitFinding
        fields: tuple[str, ...] = ()

    def by_told(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(problem__isnull=value == NO)
