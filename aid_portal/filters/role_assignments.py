"""Which role assignments to show."""

from datetime import timedelta

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.listing import ListFilter
from aid_portal.models import RoleAssignment

ENDING_SOON = timedelta(days=30)


class RoleAssignmentFilter(ListFilter):
    primary = ("status", "role", "q")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=AssignmentStatus.choices)
    role = django_filters.ChoiceFilter(label=_("角色"), choices=Role.choices)
    q = django_filters.CharFilter(label=_("姓名、用户名或单位"), method="by_words")

    ending = django_filters.ChoiceFilter(
        label=_("到期"), choices=[("soon", _("30天内到期"))], method="by_ending", empty_label=_("全部")
    )

    class Meta:
        model = RoleAssignment
        fields = ("status", "role")

    def by_ending(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        return queryset.in_force_on(today).filter(ends_on__lte=today + ENDING_SOON)

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(user__name__icontains=value) | Q(user__username__icontains=value) | Q(unit__name__icontains=value)
        )
