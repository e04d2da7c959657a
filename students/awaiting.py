"""What waits for a person on this floor: the numbers beside the menu."""

from aid_portal.models import User
from aid_portal.permissions import Permission
from students.choices import ReleaseStatus
from students.models import Release


def releases_held(user: User) -> int:
    """Lists that shrank, for those who may confirm them."""
    if not user.has(Permission.RECORD_UPLOAD):
        return 0
    return Release.objects.visible_to(user).filter(status=ReleaseStatus.HELD).count()
