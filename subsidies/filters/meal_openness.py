"""Which notices, open days, meetings and members to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import day_filter
from subsidies.filters.cards import SchoolRowsFilter
from subsidies.meal_choices import CommitteePart, MealEventKind
from subsidies.models import CommitteeMember, MealEvent

SITTING = [("now", _("在任")), ("left", _("已退出"))]


class EventFilter(SchoolRowsFilter):
    primary = ("kind", "school", "first", "last")

    kind = django_filters.ChoiceFilter(label=_("类型"), choices=MealEventKind.choices)
    first = day_filter(_("从"), "gte", "day")
    last = day_filter(_("到"), "lte", "day")

    class Meta:
        model = MealEvent
        fields: tuple[str, ...] = ()


class MemberFilter(SchoolRowsFilter):
    primary = ("school", "part", "sitting")

    part = django_filters.ChoiceFilter(label=_("身份"), choices=CommitteePart.choices)
    sitting = django_filters.ChoiceFilter(label=_("状态"), choices=SITTING, method="by_sitting")

    class Meta:
        model = CommitteeMember
        fields: tuple[str, ...] = ()

    def by_sitting(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(until_on__isnull=value == "now")
