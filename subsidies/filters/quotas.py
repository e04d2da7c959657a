"""Which quotas to show."""

from collections.abc import Mapping

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.term_filters import ALL, TermRowsFilter
from subsidies.choices import PaperStatus
from subsidies.filters.runs import programme_choices
from subsidies.models import Quota

CURRENT, PROPOSED = "current", PaperStatus.PROPOSED.value
STATES = [
    (CURRENT, _("有效和待批准")),
    (PROPOSED, _("待批准")),
    ("in_force", _("有效")),
    ("replaced", _("已被取代")),
    (PaperStatus.REFUSED.value, _("未批准")),
    (ALL, _("全部")),
]


class QuotaFilter(TermRowsFilter):
    primary = ("term", "school", "programme", "state")
    defaults: Mapping[str, str] = {"state": CURRENT}

    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=(), field_name="programme__code")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, empty_label=None, method="by_state")

    class Meta:
        model = Quota
        fields = ("term",)

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        return {**super().offered(), "programme": programme_choices()}

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == CURRENT:
            return queryset.filter(replaced_by=None).exclude(status=PaperStatus.REFUSED)
        if value == "in_force":
            return queryset.in_force()
        if value == "replaced":
            return queryset.filter(replaced_by__isnull=False)
        return queryset if value == ALL else queryset.filter(status=value)
