"""Which rows of the lists to show, to add up and to take away."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import SchoolStage
from aid_portal.listing import ListFilter
from aid_portal.term_filters import ALL, TermRowsFilter
from students.filters.students import named
from subsidies.choices import EntitlementStatus
from subsidies.filters.decisions import YES_NO
from subsidies.filters.runs import paid_programme_choices
from subsidies.models import Entitlement
from subsidies.reports.words import policy_words, words_for

STANDING = "standing"
STATES = [(STANDING, _("除已取消以外")), *EntitlementStatus.choices, (ALL, _("全部状态"))]
HELD, DUE_FOR_REVIEW, FREE = "held", "due", "free"
HOLDS = [(HELD, _("暂缓中")), (DUE_FOR_REVIEW, _("暂缓已到复核日")), (FREE, _("未暂缓"))]


class RowOfListFilter(ListFilter):
    """The rows of one list."""

    primary = ("name", "status", "tier", "hold")

    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=EntitlementStatus.choices)
    tier = django_filters.ChoiceFilter(label=_("档次"), choices=lambda: list(policy_words().tiers.items()))
    hold = django_filters.ChoiceFilter(label=_("暂缓"), choices=HOLDS, method="by_hold")

    class Meta:
        model = Entitlement
        fields = ("status",)

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "enrolment__")

    def by_hold(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return held_rows(queryset, value)


class EntitlementFilter(TermRowsFilter):
    primary = ("term", "school", "programme", "name")
    defaults: Mapping[str, str] = {"status": STANDING}

    programme = django_filters.ChoiceFilter(label=_("资助项目"), choices=(), field_name="programme__code")
    name = django_filters.CharFilter(label=_("姓名或拼音首字母"), method="by_name")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, empty_label=None, method="by_status")
    stage = django_filters.ChoiceFilter(label=_("学段"), choices=SchoolStage.choices, field_name="enrolment__stage")
    tier = django_filters.ChoiceFilter(label=_("档次"), choices=())
    category = django_filters.ChoiceFilter(label=_("困难类型"), choices=(), method="by_category")
    waiver = django_filters.ChoiceFilter(label=_("资助方式"), choices=YES_NO["waiver"], method="by_waiver")
    basis = django_filters.ChoiceFilter(
        label=_("来源"), choices=[("check", _("资格比对")), ("documents", _("学校补报"))], method="by_basis"
    )
    hold = django_filters.ChoiceFilter(label=_("暂缓"), choices=HOLDS, method="by_hold")

    class Meta:
        model = Entitlement
        fields = ("term",)

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        words = words_for(self.request)
        own = {"tier": list(words.tiers.items()), "category": list(words.categories.items())}
        return {**super().offered(), "programme": paid_programme_choices(), **own}

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return named(queryset, value, "enrolment__")

    def by_status(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == STANDING:
            return queryset.exclude(status=EntitlementStatus.CANCELLED)
        return queryset if value == ALL else queryset.filter(status=value)

    def by_category(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(categories__contains=[value])

    def by_waiver(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(waiver=value == "true")

    def by_basis(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(decision__isnull=value == "documents")

    def by_hold(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return held_rows(queryset, value)


class OverrideFilter(EntitlementFilter):
    """The same conditions, and which tier or amount to try for the rows they find."""

    primary = ("term", "programme", "tier", "to_tier", "to_amount")

    to_tier = django_filters.ChoiceFilter(label=_("改按档次"), choices=(), method="by_nothing")
    to_amount = django_filters.NumberFilter(
        label=_("或改按学期标准（元）"), min_value=0, max_value=99999, decimal_places=2, method="by_nothing"
    )

    def offered(self) -> dict[str, list[tuple[str, str]]]:
        found = super().offered()
        return {**found, "to_tier": found["tier"]}

    def by_nothing(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """It says what to try, not for whom."""
        return queryset


def held_rows(queryset: QuerySet, value: str) -> QuerySet:
    if value == DUE_FOR_REVIEW:
        return queryset.filter(held_until__lte=timezone.localdate())
    return queryset.filter(held_until__isnull=value == FREE)
