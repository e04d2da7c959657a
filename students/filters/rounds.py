"""Which rounds, schools of a round and advance notices to show; the conditions that all rows of rounds share."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter
from aid_portal.models import OrgUnit
from aid_portal.term_filters import ALL, TermRowsFilter, towns_for
from students.determination_choices import Channel, RoundStatus
from students.models import AdvanceNotice, DeterminationRound


class RoundFilter(ListFilter):
    primary = ("status",)

    status = django_filters.ChoiceFilter(label=_("状态"), choices=RoundStatus.choices, empty_label=_("全部"))

    class Meta:
        model = DeterminationRound
        fields: tuple[str, ...] = ()


class RoundRowsFilter(TermRowsFilter):
    """Rows of a round's term at a school; `unit` is the path from the row to the school."""

    unit = "school"

    def by_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(round__term=value)

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{f"{self.unit}__path__startswith": f"/{value}/"})

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(**{f"{self.unit}__name__icontains": value}) | Q(**{f"{self.unit}__code": value}))


class SchoolProgressFilter(ListFilter):
    """Over schools with their numbers (reports.round_progress.with_progress)."""

    primary = ("school", "town", "standing")
    STANDINGS = (
        ("late", _("有逾期未完成的")), ("untold", _("还没有登记告知")), ("none", _("还没有申请")), ("open", _("还没有批准的")),
    )  # fmt: skip

    school = django_filters.CharFilter(label=_("学校名称或代码"), method="by_school")
    town = django_filters.ChoiceFilter(label=_("镇街、局直单位"), choices=(), method="by_town", empty_label=_("全部"))
    standing = django_filters.ChoiceFilter(label=_("进展"), choices=STANDINGS, method="by_standing", empty_label=_("全部"))

    class Meta:
        model = OrgUnit
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("town", [("", _("全部")), *towns_for(self.request.user if self.request else None)])

    def by_school(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.called(value)

    def by_town(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(path__startswith=f"/{value}/")

    def by_standing(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter({"late": Q(late__gt=0), "untold": Q(told=0), "none": Q(applied=0), "open": Q(approved=0)}[value])


class AdvanceNoticeFilter(RoundRowsFilter):
    primary = ("term", "school", "channel")

    channel = django_filters.ChoiceFilter(label=_("方式"), choices=Channel.choices, empty_label=_("全部"))
    class_label = django_filters.CharFilter(label=_("年级班级"), lookup_expr="icontains")

    class Meta:
        model = AdvanceNotice
        fields: tuple[str, ...] = ()
