"""Which pupils of a month, and which leaves, to show."""

from datetime import date

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import day_filter
from aid_portal.models import OrgUnit
from students.filters.students import named
from students.models import Enrolment
from students.sheets.rosters import grade_choices
from subsidies.filters.cards import SchoolRowsFilter
from subsidies.filters.meal_months import OfMonthFilter
from subsidies.meal_choices import LeaveReason
from subsidies.models import MealLeave
from subsidies.reports.meal_named import named_in
from subsidies.reports.meal_pupils import STAGES

GRADES = [(code, label) for code, label in grade_choices() if code.partition("-")[0] in STAGES]


class MealPupilFilter(SchoolRowsFilter, OfMonthFilter):
    primary = ("month", "school", "grade", "class_name")

    grade = django_filters.ChoiceFilter(label=_("年级"), choices=GRADES, method="by_grade")
    class_name = django_filters.CharFilter(label=_("班级"))
    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")

    class Meta:
        model = Enrolment
        fields: tuple[str, ...] = ()

    def schools_of(self, queryset: QuerySet) -> QuerySet:
        return OrgUnit.objects.filter(pk__in=queryset.order_by().values("school"))

    def by_month(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named_in(queryset, date.fromisoformat(value))

    def by_grade(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        stage, _dash, number = value.partition("-")
        return queryset.filter(stage=stage, grade=int(number))

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value)


class LeaveFilter(SchoolRowsFilter):
    primary = ("school", "reason", "first", "last")

    reason = django_filters.ChoiceFilter(label=_("原因"), choices=LeaveReason.choices)
    first = day_filter(_("从"), "gte", "last_on")
    last = day_filter(_("到"), "lte", "first_on")
    name = django_filters.CharFilter(label=_("学生姓名"), field_name="enrolment__name", lookup_expr="contains")

    class Meta:
        model = MealLeave
        fields: tuple[str, ...] = ()

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(enrolment__school__path__startswith=f"/{value}/")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(enrolment__school__name__icontains=value) | Q(enrolment__school__code=value))
