"""Which warnings to show: first those that stand; by what, where, whose work, and how late."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.list_filters import Chip, ListFilter, day_filter
from aid_portal.pagination import PAGING
from aid_portal.term_filters import towns_for
from students.choices import RecordKind
from supervision.models import EarlyWarning
from supervision.warning_choices import ALL, ELSEWHERE, STANDING, TO_DO, WarningKind, WarningOwner, WarningStatus

YES = "yes"


class WarningFilter(ListFilter):
    primary = ("kind", "town", "school", "state")

    kind = django_filters.ChoiceFilter(label=_("预警事项"), choices=WarningKind.choices)
    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=(), method="by_town")
    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")
    state = django_filters.ChoiceFilter(
        label=_("状态"), empty_label=None, method="by_state",
        choices=[(TO_DO, _("未结束")), *WarningStatus.choices, (ALL, _("全部"))],
    )  # fmt: skip
    name = django_filters.CharFilter(label=_("姓名"), method="by_name")
    owner = django_filters.ChoiceFilter(label=_("责任单位类别"), choices=WarningOwner.choices, field_name="owner__kind")
    mine = django_filters.ChoiceFilter(label=_("责任单位"), choices=[(YES, _("本单位办理的"))], method="by_mine")
    late = django_filters.ChoiceFilter(label=_("期限"), choices=[(YES, _("已逾期"))], method="by_late")
    asked = django_filters.ChoiceFilter(label=_("申请"), choices=[(YES, _("有待审核的申请"))], method="by_asked")
    list_kind = django_filters.ChoiceFilter(label=_("名单"), choices=RecordKind.choices)
    release = django_filters.NumberFilter(label=_("名单编号"))
    since = day_filter(_("预警日期自"), "gte", "raised_on")
    until = day_filter(_("预警日期至"), "lte", "raised_on")

    class Meta:
        model = EarlyWarning
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: QuerySet | None = None,
        *,
        request: HttpRequest | None = None,
        **rest: Any,
    ) -> None:
        given = {name: data[name] for name in data if data[name] and name not in PAGING} if data else {}
        self.assumed = {} if "state" in given else {"state": TO_DO}
        super().__init__({**given, **self.assumed}, queryset, request=request)
        self.offer("town", [*towns_for(request.user if request else None), (ELSEWHERE, str(_("未对上镇街")))])

    @property
    def chips(self) -> list[Chip]:
        """What nobody asked for is no condition to take off."""
        return [chip for chip in super().chips if chip.name not in self.assumed]

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(place__kind=OrgKind.BUREAU) if value == ELSEWHERE else queryset.filter(
            place__path__startswith=f"/{value}/"
        )  # fmt: skip

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(place__name__icontains=value) | Q(place__code=value))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == ALL:
            return queryset
        return queryset.filter(status__in=STANDING if value == TO_DO else [value])

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(student__name__contains=value) | Q(student=None, record__name__contains=value))

    def by_mine(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(owner__path__in=self.request.user.unit_paths)

    def by_late(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(status__in=STANDING, due_on__lt=timezone.localdate())

    def by_asked(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(status__in=STANDING, requests__status="proposed")


class CorrectionFilter(WarningFilter):
    """By the department that keeps the list."""

    primary = ("list_kind", "town", "school", "state")
