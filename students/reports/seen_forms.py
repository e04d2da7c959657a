"""Who may read what a family wrote of itself in an application."""

from aid_portal.models import User
from aid_portal.permissions import Permission

# The household's circumstances are for those who weigh, decide, review, answer or audit; the others see the result.
OPENS = (
    Permission.APPLICATION_COLLECT, Permission.DETERMINATION_DECIDE, Permission.DETERMINATION_SUBMIT,
    Permission.DETERMINATION_REVIEW, Permission.DETERMINATION_APPROVE, Permission.OBJECTION_HANDLE, Permission.AUDIT_VIEW,
)  # fmt: skip


def sees_form(user: User) -> bool:
    return any(user.has(permission) for permission in OPENS)
