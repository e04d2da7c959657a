"""Which reports of absence to show."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import day_filter
from subsidies.filters.cards import SchoolRowsFilter
from supervision.dropout_choices import AbsenceCause, AbsenceState
from supervision.models import AbsenceReport
from supervision.reports.absences import in_state

OPEN = "open"


class AbsenceFilter(SchoolRowsFilter):
    primary = ("state", "town", "school", "name")

    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=[(OPEN, _("还没有返校")), *AbsenceState.choices], method="by_state"
    )
    name = django_filters.CharFilter(label=_("姓名"), lookup_expr="contains")
    cause = django_filters.ChoiceFilter(label=_("原因"), choices=AbsenceCause.choices)
    since = day_filter(_("未到校第一天自"), "gte", "first_day")
    until = day_filter(_("未到校第一天至"), "lte", "first_day")

    class Meta:
        model = AbsenceReport
        fields = ("cause",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request and not any(value for value, _label in self.form.fields["town"].choices if value):
            del self.form.fields["town"]  # a school has nothing to choose here

    @property
    def primary_fields(self) -> list[Any]:
        return [self.form[name] for name in self.primary if name in self.form.fields]

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.open() if value == OPEN else queryset.filter(in_state(value, timezone.localdate()))
