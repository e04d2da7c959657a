"""Which likenesses to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from aid_portal.terms import Term
from students.choices import DATED_KINDS, PairStatus
from students.models import MatchPair, TermSetting
from students.sheets.match_words import SHORT_LEVELS

KINDS = [(kind.value, kind.label) for kind in DATED_KINDS]


def term_choices() -> list[tuple[str, str]]:
    codes = TermSetting.objects.order_by("-position").values_list("pk", flat=True)
    return [(code, Term.parse(code).label) for code in codes]


class MatchFilter(ListFilter):
    primary = ("q", "level", "kind", "status")

    q = django_filters.CharFilter(label=_("姓名或户编号"), method="by_words")
    level = django_filters.ChoiceFilter(label=_("级别"), choices=list(SHORT_LEVELS.items()), empty_label=_("全部"))
    kind = django_filters.ChoiceFilter(label=_("名单"), choices=KINDS, empty_label=_("全部"))
    status = django_filters.ChoiceFilter(label=_("答复"), choices=PairStatus.choices, empty_label=_("全部"))
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")
    answered_by = django_filters.CharFilter(label=_("核对人"), field_name="answered_by__name", lookup_expr="icontains")
    term = django_filters.ChoiceFilter(label=_("学期"), choices=term_choices, empty_label=_("当前学期"))

    class Meta:
        model = MatchPair
        fields: tuple[str, ...] = ()

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(record__name__icontains=value) | Q(enrolment__name__icontains=value) | Q(record__household_number=value)
        )

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(enrolment__school__name__icontains=value) | Q(enrolment__school__code=value))
