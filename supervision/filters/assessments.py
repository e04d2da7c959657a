"""Which years, and which marks, to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.filters.years import YearFilter
from aid_portal.list_filters import ListFilter
from supervision.choices import AssessmentStatus
from supervision.models import Assessment, UnitAssessment


class AssessmentFilter(ListFilter):
    year = YearFilter(label=_("年度"))
    status = django_filters.ChoiceFilter(label=_("状态"), choices=AssessmentStatus.choices)

    class Meta:
        model = Assessment
        fields = ("year", "status")


class UnitAssessmentFilter(ListFilter):
    assessment = django_filters.NumberFilter(label=_("考核编号"), field_name="assessment_id")
    year = YearFilter(label=_("年度"), field_name="assessment__year")
    unit = django_filters.CharFilter(label=_("学校名称或代码"), method="by_unit")

    class Meta:
        model = UnitAssessment
        fields = ("assessment",)

    def by_unit(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(unit__name__icontains=value) | Q(unit__code=value))
