"""Which of the children that an agreement is for to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.term_filters import TermRowsFilter
from students.filters.students import named
from students.models import Enrolment, TermSetting
from students.sheets.rosters import grade_choices

OVERLAPS = [("none", _("没有其他资助")), ("state", _("已有国家资助")), ("gift", _("已有其他社会捐赠"))]
NO_STATE, NO_GIFT = Q(state_aid=[]), Q(other_gift=[], handed_gift=[])


class EligibleFilter(TermRowsFilter):
    """`overlap` needs rows that subsidies.reports.donation_children.with_overlaps has looked at; the term names the year."""

    primary = ("term", "school", "name", "overlap")

    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")
    overlap = django_filters.ChoiceFilter(label=_("本年其他资助"), choices=OVERLAPS, method="by_overlap")
    stage = django_filters.ChoiceFilter(label=_("学段"), choices=SchoolStage.choices)
    grade = django_filters.ChoiceFilter(label=_("年级"), choices=grade_choices(), method="by_grade")
    class_name = django_filters.CharFilter(label=_("班级"), lookup_expr="icontains")

    class Meta:
        model = Enrolment
        fields: tuple[str, ...] = ()

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        year = str(self.data.get("term", ""))[:4]
        terms = TermSetting.objects.filter(pk__startswith=year).order_by("-position")
        return {**super().offered(), "term": [(each.pk, each.term.label) for each in terms]}

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value)

    def by_grade(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        stage, _dash, number = value.partition("-")
        return queryset.filter(stage=stage, grade=int(number))

    def by_overlap(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "none":
            return queryset.filter(NO_STATE, NO_GIFT)
        return queryset.exclude(NO_STATE if value == "state" else NO_GIFT)
