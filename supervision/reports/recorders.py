"""Who may record a visit: accounts with the permission in force today, and of them those who go to the place."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from aid_portal.models import RoleAssignment, User
from aid_portal.permissions import Permission
from aid_portal.roles import ROLES
from supervision.models import CampaignUnit, TeamMember

_ROLES = [role for role, permissions in ROLES.items() if Permission.INSPECTION_RECORD in permissions]


def recorders() -> QuerySet[User]:
    held = RoleAssignment.objects.in_force_on(timezone.localdate()).filter(role__in=_ROLES)
    return User.objects.people().filter(is_active=True, pk__in=held.order_by().values("user")).order_by("name", "pk")


def recorded_by(places: QuerySet[CampaignUnit], user: User) -> QuerySet[CampaignUnit]:
    """Those whose team the person goes with, or whose campaign is his own.

    Where no team goes, or nobody of it has an account, the place is open to every recorder.
    """
    manned = TeamMember.objects.exclude(user=None).order_by()
    own = manned.filter(user__in=user.stands_for)
    going = Q(team=None) | ~Q(team__in=manned.values("team")) | Q(team__in=own.values("team"))
    return places.filter(going | Q(campaign__made_by__in=user.stands_for))
