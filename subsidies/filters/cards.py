"""Which returned payments, changes of account and accounts of staff to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from aid_portal.term_filters import term_choices, towns_for
from subsidies.choices import PaperStatus
from subsidies.models import CardChange, Payment, ReturnReason, StaffAccount

NOT_MENDED = "none"
MENDED = [(NOT_MENDED, _("还没有更正")), *PaperStatus.choices]


def reason_choices() -> list[tuple[str, str]]:
    return list(ReturnReason.objects.values_list("code", "label"))


def town_choices(request: HttpRequest | None = None) -> list[tuple[str, str]]:
    return towns_for(request.user if request else None)


class SchoolRowsFilter(ListFilter):
    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=town_choices, method="by_town")
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(school__path__startswith=f"/{value}/")

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(school__name__icontains=value) | Q(school__code=value))


class ReturnedFilter(SchoolRowsFilter):
    """`mended` needs rows that subsidies.reports.returned.with_handling has looked at."""

    primary = ("term", "school", "mended", "reason_code")

    term = django_filters.ChoiceFilter(label=_("学期"), choices=term_choices, field_name="batch__term")
    reason_code = django_filters.ChoiceFilter(label=_("退票原因"), choices=reason_choices)
    mended = django_filters.ChoiceFilter(label=_("账户更正"), choices=MENDED, method="by_mended")
    batch = django_filters.CharFilter(label=_("批次号"), field_name="batch__number", lookup_expr="istartswith")

    class Meta:
        model = Payment
        fields = ("reason_code",)

    def by_mended(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(mended=None) if value == NOT_MENDED else queryset.filter(mended=value)


class CardChangeFilter(SchoolRowsFilter):
    primary = ("status", "school", "name")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=PaperStatus.choices)
    name = django_filters.CharFilter(label=_("学生姓名"), field_name="student__name", lookup_expr="contains")

    class Meta:
        model = CardChange
        fields = ("status",)


class StaffAccountFilter(SchoolRowsFilter):
    primary = ("school", "name")

    name = django_filters.CharFilter(label=_("姓名"), lookup_expr="contains")

    class Meta:
        model = StaffAccount
        fields = ("name",)
