"""Which role assignments to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.listing import ListFilter
from aid_portal.models import RoleAssignment


class RoleAssignmentFilter(ListFilter):
    primary = ("status", "role", "q")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=AssignmentStatus.choices)
    role = django_filters.ChoiceFilter(label=_("角色"), choices=Role.choices)
    q = django_filters.CharFilter(label=_("姓名、用户名或单位"), method="by_words")

    class Meta:
        model = RoleAssignment
        fields = ("status", "role")

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(user__name__icontains=value) | Q(user__username__icontains=value) | Q(unit__name__icontains=value)
        )
