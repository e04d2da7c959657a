"""Which joinings of two files to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from students.choices import MergeStatus
from students.models import StudentMerge
from students.sheets.merge_words import GROUNDS


class MergeFilter(ListFilter):
    primary = ("status", "name", "ground")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=MergeStatus.choices, empty_label=_("全部"))
    name = django_filters.CharFilter(label=_("姓名"), method="by_name")
    ground = django_filters.ChoiceFilter(label=_("依据"), choices=list(GROUNDS.items()), empty_label=_("全部"))

    class Meta:
        model = StudentMerge
        fields: tuple[str, ...] = ()

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(kept__name__icontains=value) | Q(merged__name__icontains=value))
