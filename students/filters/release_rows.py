"""Which rows of a release to show: its records, its doubts, its changes."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from students.choices import ChangeKind, IdState, Severity
from students.models import Determination, Record, ReleaseChange, ReleaseIssue
from students.sheets.record_words import CATEGORIES, MATCHES, TIERS
from students.sheets.sentences import SENTENCES

YES_NO = [("yes", _("是")), ("no", _("否"))]


class RecordFilter(ListFilter):
    primary = ("q", "category", "match")

    q = django_filters.CharFilter(label=_("姓名、户编号或人编号"), method="by_words")
    category = django_filters.ChoiceFilter(
        label=_("类别"), choices=list(CATEGORIES.items()), method="by_category", empty_label=_("全部")
    )
    match = django_filters.ChoiceFilter(
        label=_("与花名册比对"),
        choices=MATCHES,
        empty_label=_("全部"),
    )
    town = django_filters.CharFilter(label=_("乡镇"), lookup_expr="icontains")
    id_state = django_filters.ChoiceFilter(label=_("证件号"), choices=IdState.choices, empty_label=_("全部"))
    active = django_filters.ChoiceFilter(label=_("有效"), choices=YES_NO, method="by_active", empty_label=_("全部"))
    risk_removed = django_filters.ChoiceFilter(label=_("风险已消除"), choices=YES_NO, method="by_risk", empty_label=_("全部"))

    class Meta:
        model = Record
        fields: tuple[str, ...] = ()

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(household_number=value) | Q(person_number=value))

    def by_category(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(categories__contains=[value])

    def by_active(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(active=value == "yes")

    def by_risk(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(risk_removed=value == "yes")


class DeterminationFilter(ListFilter):
    primary = ("q", "tier", "school_code")

    q = django_filters.CharFilter(label=_("姓名"), field_name="name", lookup_expr="icontains")
    tier = django_filters.ChoiceFilter(label=_("认定档次"), choices=list(TIERS.items()), empty_label=_("全部"))
    school_code = django_filters.CharFilter(label=_("学校标识码"))

    class Meta:
        model = Determination
        fields: tuple[str, ...] = ()


class IssueFilter(ListFilter):
    primary = ("severity", "code", "column", "row")

    severity = django_filters.ChoiceFilter(label=_("程度"), choices=Severity.choices[:2], empty_label=_("全部"))
    code = django_filters.ChoiceFilter(
        label=_("原因"), choices=[(code, said.title) for code, said in SENTENCES.items()], empty_label=_("全部")
    )
    column = django_filters.CharFilter(label=_("列"))
    row = django_filters.NumberFilter(label=_("行"))

    class Meta:
        model = ReleaseIssue
        fields: tuple[str, ...] = ()


class ChangeFilter(ListFilter):
    primary = ("kind", "q", "pupil")

    kind = django_filters.ChoiceFilter(label=_("变化"), choices=ChangeKind.choices, empty_label=_("全部"))
    q = django_filters.CharFilter(label=_("姓名、户编号或人编号"), method="by_words")
    pupil = django_filters.ChoiceFilter(label=_("在校学生"), choices=YES_NO, method="by_pupil", empty_label=_("全部"))
    town = django_filters.CharFilter(label=_("乡镇"), method="by_town")

    class Meta:
        model = ReleaseChange
        fields: tuple[str, ...] = ()

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        words = [("name__icontains", value), ("household_number", value), ("person_number", value)]
        return queryset.filter(_either_side(*words))

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(_either_side(("town__icontains", value)))

    def by_pupil(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(school__isnull=value == "no")


def _either_side(*conditions: tuple[str, str]) -> Q:
    found = Q()
    for lookup, value in conditions:
        found |= Q(**{f"before__{lookup}": value}) | Q(**{f"after__{lookup}": value})
    return found
