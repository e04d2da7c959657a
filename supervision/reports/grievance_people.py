"""Whom the desk gives a grievance to, and the children that one may concern."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit, RoleAssignment, User
from aid_portal.permissions import Permission
from aid_portal.roles import ROLES
from students.models import Enrolment, Student

_ROLES = [role for role, permissions in ROLES.items() if Permission.GRIEVANCE_HANDLE in permissions]


def handlers() -> QuerySet[User]:
    """People of the bureau who deal with grievances today."""
    held = RoleAssignment.objects.in_force_on(timezone.localdate()).filter(role__in=_ROLES, unit__kind=OrgKind.BUREAU)
    return User.objects.people().filter(is_active=True, pk__in=held.order_by().values("user")).order_by("name", "pk")


def units() -> QuerySet[OrgUnit]:
    """All that is open: whoever asks may name any of them."""
    return OrgUnit.objects.open().order_by("path")


def children(user: User) -> QuerySet[Student]:
    """Each with the school and the class of the newest roster row: `seat_school`, `seat`."""
    newest = Enrolment.objects.filter(student=OuterRef("pk")).order_by("-accepted_order")
    seat = Subquery(newest.values("class_name")[:1])
    return Student.objects.visible_to(user).annotate(seat=seat, seat_school=Subquery(newest.values("school")[:1])).order_by("pk")
