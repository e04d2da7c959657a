"""Who may act for whom: own roles that can be handed on for a time, and the colleagues who can take them."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from aid_portal.choices import ADMINISTRATORS
from aid_portal.models import RoleAssignment, User


def own_roles(user: User) -> QuerySet[RoleAssignment]:
    """In force in the own name; the three administrators' are handed on to nobody (三员分立)."""
    held = RoleAssignment.objects.in_force_on(timezone.localdate()).filter(user=user, acting_for=None)
    return held.exclude(role__in=ADMINISTRATORS).select_related("unit")


def colleagues(user: User) -> QuerySet[User]:
    """People with a role of their own at one of the units where this person has one: their view is as wide already."""
    units = own_roles(user).order_by().values("unit")
    theirs = RoleAssignment.objects.in_force_on(timezone.localdate()).filter(unit__in=units, acting_for=None)
    holders = theirs.exclude(role__in=ADMINISTRATORS).exclude(user=user).order_by().values("user")
    return User.objects.people().filter(pk__in=holders, is_active=True)


def of_mine(user: User) -> QuerySet[RoleAssignment]:
    """What this person has handed on or taken over, also in the past."""
    acting = RoleAssignment.objects.visible_to(user).acting()
    return acting.filter(Q(user=user) | Q(acting_for__user=user)).for_list()
