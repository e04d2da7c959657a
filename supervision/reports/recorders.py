"""Who may record a visit: accounts with the permission in force today."""

from django.db.models import QuerySet
from django.utils import timezone

from aid_portal.models import RoleAssignment, User
from aid_portal.permissions import Permission
from aid_portal.roles import ROLES

_ROLES = [role for role, permissions in ROLES.items() if Permission.INSPECTION_RECORD in permissions]


def recorders() -> QuerySet[User]:
    held = RoleAssignment.objects.in_force_on(timezone.localdate()).filter(role__in=_ROLES)
    return User.objects.people().filter(is_active=True, pk__in=held.order_by().values("user")).order_by("name", "pk")
