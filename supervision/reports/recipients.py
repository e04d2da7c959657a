"""Whom a step goes to: those who put things right at the unit, who drafted the notice, and for graver steps who is above."""

from django.utils import timezone

from aid_portal.choices import OrgKind, Role
from aid_portal.models import OrgUnit, RoleAssignment, User
from aid_portal.permissions import Permission
from aid_portal.roles import ROLES
from supervision.choices import REMINDERS
from supervision.models import RectificationNotice

PUT_RIGHT = tuple(role for role, allowed in ROLES.items() if Permission.NOTICE_REPLY in allowed)


def recipients(notice: RectificationNotice, kind: str) -> list[User]:
    """Who holds the roles now, whichever day the step makes up for; in order and everybody once, no disabled account."""
    people = {user.pk: user for user in _of_the_unit(notice.unit)}
    if kind not in REMINDERS:
        people |= {user.pk: user for user in [*_above(notice.unit), notice.issued_by] if user}
    people[notice.drafted_by_id] = notice.drafted_by
    return [user for user in people.values() if user.is_active]


def _of_the_unit(unit: OrgUnit) -> list[User]:
    """Its officers and leader; of a teaching point without any of its own, those of the school above."""
    held = _held(unit)
    nearest = max((assignment.unit.path for assignment in held), key=len, default="")
    return [assignment.user for assignment in held if assignment.unit.path == nearest]


def _above(unit: OrgUnit) -> list[User]:
    """The central school's officers of the town."""
    return [assignment.user for assignment in _held(unit) if assignment.role == Role.CENTRAL_OFFICER]


def _held(unit: OrgUnit) -> list[RoleAssignment]:
    """Who holds a role that puts things right at the unit or above it, the bureau apart; the nearest first."""
    above = [unit.path[: end + 1] for end, sign in enumerate(unit.path) if sign == "/"]
    held = RoleAssignment.objects.in_force_on(timezone.localdate()).filter(role__in=PUT_RIGHT, unit__path__in={*above, unit.path})
    held = held.exclude(unit__kind=OrgKind.BUREAU).select_related("user", "unit")
    return sorted(held.order_by("user__username"), key=lambda assignment: -len(assignment.unit.path))
