"""Which units to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind, SchoolType
from aid_portal.listing import ListFilter
from aid_portal.models import OrgUnit


class OrgUnitFilter(ListFilter):
    primary = ("q", "kind", "school_type", "state")

    q = django_filters.CharFilter(label=_("名称或代码"), method="by_words")
    kind = django_filters.ChoiceFilter(label=_("机构类型"), choices=OrgKind.choices)
    school_type = django_filters.ChoiceFilter(label=_("学校类型"), choices=SchoolType.choices)
    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=[("open", _("正常")), ("closed", _("已撤销"))], method="by_state"
    )
    parent = django_filters.CharFilter(label=_("上级机构名称或代码"), method="by_parent")

    class Meta:
        model = OrgUnit
        fields = ("kind", "school_type")

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(code__startswith=value))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(closed_on__isnull=value == "open")

    def by_parent(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(parent__name__icontains=value) | Q(parent__code=value))
