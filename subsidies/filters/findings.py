"""Which findings of the check to show."""

from collections.abc import Mapping

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.term_filters import ALL, TermRowsFilter
from students.filters.students import named
from subsidies.choices import FindingCode
from subsidies.models import Finding

OPEN, CLEARED = "open", "cleared"


class FindingFilter(TermRowsFilter):
    primary = ("term", "code", "school", "name")
    defaults: Mapping[str, str] = {"state": OPEN}

    code = django_filters.ChoiceFilter(label=_("事项"), choices=FindingCode.choices)
    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")
    state = django_filters.ChoiceFilter(
        label=_("状态"),
        choices=[(OPEN, _("待处理")), (CLEARED, _("已消除")), (ALL, _("待处理和已消除"))],
        empty_label=None,
        method="by_state",
    )

    class Meta:
        model = Finding
        fields = ("code",)

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "enrolment__")

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(cleared_by__isnull=value == OPEN)
