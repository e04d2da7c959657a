"""What waits for a decision on the ground floor: the numbers beside the menu."""

from aid_portal.choices import AssignmentStatus, UnmaskStatus
from aid_portal.models import RoleAssignment, UnmaskRequest, User
from aid_portal.permissions import Permission


def role_assignments_waiting(user: User) -> int:
    """Proposals this user may decide: not the own ones."""
    if not user.has(Permission.ROLE_GRANT):
        return 0
    open_ones = RoleAssignment.objects.visible_to(user).filter(status=AssignmentStatus.PROPOSED)
    return open_ones.exclude(proposed_by=user).exclude(user=user).count()


def unmask_requests_waiting(user: User) -> int:
    if not user.has(Permission.UNMASK_APPROVE):
        return 0
    return UnmaskRequest.objects.visible_to(user).filter(status=UnmaskStatus.PROPOSED).exclude(requested_by=user).count()
