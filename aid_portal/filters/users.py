"""Which accounts to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.listing import ListFilter
from aid_portal.models import User


class UserFilter(ListFilter):
    primary = ("q", "role", "is_active")

    q = django_filters.CharFilter(label=_("姓名或用户名"), method="by_words")
    role = django_filters.ChoiceFilter(label=_("角色"), choices=Role.choices, method="by_role")
    is_active = django_filters.ChoiceFilter(
        label=_("账号状态"), choices=[("true", _("启用")), ("false", _("停用"))], method="by_state"
    )
    first_login = django_filters.ChoiceFilter(
        label=_("密码"), choices=[("yes", _("尚未修改初始密码"))], method="by_first_login", empty_label=_("全部")
    )
    unit = django_filters.CharFilter(label=_("任职单位名称或代码"), method="by_unit")

    class Meta:
        model = User
        fields: tuple[str, ...] = ()

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(name__icontains=value) | Q(username__icontains=value))

    def by_role(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(assignments__role=value, assignments__status=AssignmentStatus.GRANTED).distinct()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(is_active=value == "true")

    def by_first_login(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(is_active=True, must_change_password=True)

    def by_unit(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        units = Q(assignments__unit__name__icontains=value) | Q(assignments__unit__code=value)
        return queryset.filter(units, assignments__status=AssignmentStatus.GRANTED).distinct()
