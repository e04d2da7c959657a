"""Which cases of dropout to show."""

from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from aid_portal.list_filters import ListFilter, day_filter
from aid_portal.models import OrgUnit
from subsidies.choices import PaperStatus, Place
from supervision.dropout_choices import OPEN_CASES, CaseSource, CaseStatus, EndReason, Rung
from supervision.models import DropoutCase
from supervision.reports.dropout_waiting import late

OPEN, CLOSING, NONE, LISTED, YES = "open", "closing", "none", "listed", "yes"
STATES = [(OPEN, _("在办")), *CaseStatus.choices, (CLOSING, _("销号待核准"))]
PLACES = [*Place.choices, (LISTED, _("在监测名单")), (NONE, _("不在监测名单"))]
REACHED = [(NONE, _("还没有联系家庭")), *Rung.choices]


class DropoutFilter(ListFilter):
    primary = ("state", "town", "school", "name")

    state = django_filters.ChoiceFilter(label=_("台账"), choices=STATES, method="by_state")
    town = django_filters.ChoiceFilter(label=_("镇街"), choices=(), field_name="town__code")
    school = django_filters.CharFilter(label=_("责任学校名称或代码"), method="by_school")
    name = django_filters.CharFilter(label=_("姓名"), lookup_expr="contains")
    source = django_filters.ChoiceFilter(label=_("来源"), choices=CaseSource.choices)
    place = django_filters.ChoiceFilter(label=_("最新比对"), choices=PLACES, method="by_place")
    reached = django_filters.ChoiceFilter(label=_("已到哪一步"), choices=REACHED, method="by_reached")
    late = django_filters.ChoiceFilter(label=_("下一步"), choices=[(YES, _("已过期限"))], method="by_late")
    reason = django_filters.ChoiceFilter(label=_("结束原因"), choices=EndReason.choices)
    since = day_filter(_("列入日期自"), "gte", "opened_on")
    until = day_filter(_("列入日期至"), "lte", "opened_on")

    class Meta:
        model = DropoutCase
        fields = ("source", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = self.queryset.order_by().values("town")
        known = OrgUnit.objects.filter(kind=OrgKind.TOWN, pk__in=towns).order_by("path").values_list("code", "name")
        self.offer("town", [("", str(_("全部"))), *known])

    @cached_property
    def others(self) -> dict[str, str]:
        """The conditions besides the ledger, for its tabs."""
        return {name: value for name, value in self.data.items() if name != "state" and value}

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == CLOSING:
            return queryset.filter(status__in=OPEN_CASES, closings__status=PaperStatus.PROPOSED)
        return queryset.filter(status__in=OPEN_CASES) if value == OPEN else queryset.filter(status=value)

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(school__name__icontains=value) | Q(school__code=value))

    def by_place(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == LISTED:
            return queryset.exclude(place="")
        return queryset.filter(place="" if value == NONE else value)

    def by_reached(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(reached="" if value == NONE else value)

    def by_late(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return late(queryset, timezone.localdate())
