"""Which proofs of schooling elsewhere to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from students.choices import ProofStatus
from students.forms.proofs import year_choices
from students.models import SchoolingProof


class ProofFilter(ListFilter):
    primary = ("q", "status", "academic_year", "place")

    q = django_filters.CharFilter(label=_("学生姓名"), field_name="name", lookup_expr="icontains")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=ProofStatus.choices, empty_label=_("全部"))
    academic_year = django_filters.ChoiceFilter(label=_("学年"), choices=year_choices, empty_label=_("全部"))
    place = django_filters.CharFilter(label=_("就读学校或所在地"), method="by_place")
    unit = django_filters.CharFilter(label=_("登记单位"), field_name="unit__name", lookup_expr="icontains")

    class Meta:
        model = SchoolingProof
        fields: tuple[str, ...] = ()

    def by_place(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(school_name__icontains=value) | Q(place__icontains=value))
