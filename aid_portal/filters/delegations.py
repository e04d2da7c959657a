"""Which delegations to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus
from aid_portal.list_filters import ListFilter
from aid_portal.models import RoleAssignment

SIDES = [("given", _("我委托别人的")), ("taken", _("我代理别人的"))]


class DelegationFilter(ListFilter):
    primary = ("side", "status")

    side = django_filters.ChoiceFilter(label=_("方向"), choices=SIDES, method="by_side", empty_label=_("全部"))
    status = django_filters.ChoiceFilter(label=_("状态"), choices=AssignmentStatus.choices, empty_label=_("全部"))

    class Meta:
        model = RoleAssignment
        fields = ("status",)

    def by_side(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        own = {"given": "acting_for__user", "taken": "user"}[value]
        return queryset.filter(**{own: self.request.user})
