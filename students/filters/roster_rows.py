"""Which rows of an upload to show: its doubts, its differences, who is not in it, whom another school has too."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from students.choices import RowOutcome, Severity
from students.filters.rosters import terms
from students.models import Enrolment, RosterIssue, RosterRow
from students.sheets.sentences import SENTENCES


class RosterIssueFilter(ListFilter):
    primary = ("severity", "code", "column", "row")

    severity = django_filters.ChoiceFilter(label=_("程度"), choices=Severity.choices, empty_label=_("全部"))
    code = django_filters.ChoiceFilter(
        label=_("原因"), choices=[(code, said.title) for code, said in SENTENCES.items()], empty_label=_("全部")
    )
    column = django_filters.CharFilter(label=_("列"))
    row = django_filters.NumberFilter(label=_("行"))

    class Meta:
        model = RosterIssue
        fields: tuple[str, ...] = ()


class RosterRowFilter(ListFilter):
    primary = ("outcome", "name", "class_name", "row")

    outcome = django_filters.ChoiceFilter(
        label=_("结果"), choices=[each for each in RowOutcome.choices if each[0] != RowOutcome.ERROR], empty_label=_("全部")
    )
    name = django_filters.CharFilter(label=_("姓名"), lookup_expr="icontains")
    class_name = django_filters.CharFilter(label=_("班级"), lookup_expr="icontains")
    school = django_filters.CharFilter(label=_("学校名称"), field_name="school__name", lookup_expr="icontains")
    row = django_filters.NumberFilter(label=_("行"))

    class Meta:
        model = RosterRow
        fields: tuple[str, ...] = ()


class MissingFilter(ListFilter):
    primary = ("name", "class_name", "school")

    name = django_filters.CharFilter(label=_("姓名"), lookup_expr="icontains")
    class_name = django_filters.CharFilter(label=_("班级"), lookup_expr="icontains")
    school = django_filters.CharFilter(label=_("学校名称"), field_name="school__name", lookup_expr="icontains")

    class Meta:
        model = Enrolment
        fields: tuple[str, ...] = ()


class DoubleFilter(MissingFilter):
    """`term` is chosen in the address; the page starts with the current one."""

    primary = ("term", "name", "school")

    term = django_filters.ModelChoiceFilter(label=_("学期"), queryset=terms, empty_label=_("当前学期"), method="keep")

    def keep(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        return queryset
