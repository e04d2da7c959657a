"""Which school-years and which rates to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.filters.years import YearFilter
from aid_portal.list_filters import ListFilter
from subsidies.choices import PaperStatus
from subsidies.filters.cards import SchoolRowsFilter
from subsidies.filters.years import YearRowsFilter
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.models.school_aid import STAGES
from subsidies.school_aid_choices import SchoolAidKind, SchoolAidState

WAITING = [("yes", _("有待确认的使用"))]


class SchoolAidYearFilter(YearRowsFilter, SchoolRowsFilter):
    """`state` needs rows with their money."""

    primary = ("year", "school", "state", "stage")

    stage = django_filters.ChoiceFilter(label=_("学段"), choices=STAGES, field_name="rate__stage")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=SchoolAidState.choices)
    waiting = django_filters.ChoiceFilter(label=_("待确认"), choices=WAITING, method="by_waiting")

    class Meta:
        model = SchoolAidYear
        fields: tuple[str, ...] = ()

    def by_waiting(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(waiting__gt=0)


class SchoolAidRateFilter(ListFilter):
    primary = ("stage", "status")

    stage = django_filters.ChoiceFilter(label=_("学段"), choices=STAGES)
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)

    class Meta:
        model = SchoolAidRate
        fields: tuple[str, ...] = ()


class SchoolAidUseFilter(ListFilter):
    primary = ("year", "school", "kind", "status")

    year = YearFilter(label=_("年度"), field_name="year__year")
    school = django_filters.CharFilter(label=_("学校标识码"), field_name="year__school__code")
    kind = django_filters.ChoiceFilter(label=_("用途"), choices=SchoolAidKind.choices)
    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)

    class Meta:
        model = SchoolAidUse
        fields: tuple[str, ...] = ()
