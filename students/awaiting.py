"""What waits for a person on this floor: the numbers beside the menu."""

from aid_portal.current_term import opening_term
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import MatchPair, Release, RosterUpload, SchoolingProof, StudentMerge


def releases_held(user: User) -> int:
    """Lists that shrank, for those who may confirm them."""
    if not user.has(Permission.RECORD_UPLOAD):
        return 0
    return Release.objects.visible_to(user).held().count()


def pairs_open(user: User) -> int:
    """Likenesses of the term that the pages open with, for those who may answer them."""
    if not user.has(Permission.REVIEW_ANSWER):
        return 0
    return MatchPair.objects.visible_to(user).waiting_in(str(opening_term())).count()


def proofs_to_verify(user: User) -> int:
    """Proofs handed in by somebody else, for those who may verify them."""
    if not user.has(Permission.PROOF_VERIFY):
        return 0
    return SchoolingProof.objects.visible_to(user).verifiable_by(user).count()


def rosters_checked(user: User) -> int:
    """Checked rosters that wait for a person's word."""
    return RosterUpload.objects.waiting_for(user).count() if user.has(Permission.ROSTER_UPLOAD) else 0


def merges_proposed(user: User) -> int:
    """Two files that may be one child."""
    if not user.has(Permission.STUDENT_MERGE):
        return 0
    return StudentMerge.objects.visible_to(user).proposed().count()
