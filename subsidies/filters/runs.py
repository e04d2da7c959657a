"""Which checks, and which of their changes, to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from aid_portal.term_filters import term_choices
from subsidies.choices import Change, RunStatus
from subsidies.models import EligibilityRun, Programme, RunChange

REAL_OR_DRY = [("real", _("正式比对")), ("dry", _("试算"))]


class RunFilter(ListFilter):
    primary = ("term", "kind", "status")

    term = django_filters.ChoiceFilter(label=_("学期"), choices=term_choices)
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=REAL_OR_DRY, method="by_kind")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=RunStatus.choices)

    class Meta:
        model = EligibilityRun
        fields = ("term", "status")

    def by_kind(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(dry=value == "dry")


def programme_choices() -> list[tuple[str, str]]:
    """Of the programmes that the policy decides."""
    return list(Programme.objects.state().values_list("code", "label"))


def paid_programme_choices() -> list[tuple[str, str]]:
    """Of all programmes that money is paid for, those of donors after those of the policy."""
    return list(Programme.objects.values_list("code", "label"))


class RunChangeFilter(ListFilter):
    primary = ("change", "programme", "school", "name")

    change = django_filters.ChoiceFilter(label=_("变化"), choices=Change.choices)
    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=programme_choices, field_name="programme__code")
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")
    name = django_filters.CharFilter(label=_("学生姓名"), field_name="student__name", lookup_expr="contains")

    class Meta:
        model = RunChange
        fields = ("change",)

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(school__name__icontains=value) | Q(school__code=value))
