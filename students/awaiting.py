"""What waits for a person on this floor: rosters, lists of departments, likenesses, merges, proofs, determination."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.links import rows
from aid_portal.menu import STUDENTS
from aid_portal.permissions import Permission
from aid_portal.waiting import Todo, Viewer, Waiting, register_todos, register_waiting
from students import round_approvals, round_awaiting
from students.choices import MergeStatus, PairStatus, ProofStatus, ReleaseStatus, UploadStatus
from students.models import MatchPair, Release, RosterUpload, SchoolingProof, StudentMerge, TermSetting
from students.reports import standing

__all__ = ["round_approvals", "round_awaiting"]


def rosters_to_accept(viewer: Viewer) -> QuerySet[RosterUpload]:
    """Those of one's own unit: what a school has uploaded, the school accepts."""
    return RosterUpload.objects.waiting_for(viewer.user)


def releases_held(viewer: Viewer) -> QuerySet[Release]:
    """Lists that shrank, for those who may confirm them."""
    return Release.objects.visible_to(viewer.user).held()


def pairs_open(viewer: Viewer) -> QuerySet[MatchPair]:
    return MatchPair.objects.visible_to(viewer.user).waiting_in(str(viewer.term))


def merges_proposed(viewer: Viewer) -> QuerySet[StudentMerge]:
    return StudentMerge.objects.visible_to(viewer.user).proposed()


def proofs_to_verify(viewer: Viewer) -> QuerySet[SchoolingProof]:
    """Proofs handed in by somebody else."""
    return SchoolingProof.objects.visible_to(viewer.user).verifiable_by(viewer.user)


def rosters_to_send(viewer: Viewer) -> Iterator[Todo]:
    """Schools without a roster of the term, for those who send it; the bureau, which may send any, sees the number below."""
    term = TermSetting.objects.filter(pk=str(viewer.term)).first()
    if viewer.user.has(Permission.ROSTER_UPLOAD_COUNTY) or term is None or term.is_locked:
        return
    missing = standing.schools_missing(viewer.user, term.pk).count()
    hint = _("%(count)d所学校还没有") % {"count": missing} if missing > 1 else ""
    what = _("报送%(term)s花名册") % {"term": term}
    yield Todo(STUDENTS, what, missing, rows("students:roster-list"), "cloud-upload", hint=hint)


register_waiting(
    Waiting(
        "roster-accept", STUDENTS, "students:roster-list", gettext_lazy("确认接收已检查的花名册"), "file-earmark-check",
        Permission.ROSTER_UPLOAD, rosters_to_accept,
        since="uploaded_at", detail="students:roster-detail", unit="unit", by="uploaded_by",
        listed=lambda viewer: rows("students:roster-list", status=UploadStatus.CHECKED.value),
    )
)  # fmt: skip
register_todos(Permission.ROSTER_UPLOAD, rosters_to_send, "students:roster-list")
register_waiting(
    Waiting(
        "release-held", STUDENTS, "students:release-list", gettext_lazy("复核减少较多的部门名单"), "inbox",
        Permission.RECORD_UPLOAD, releases_held, since="uploaded_at", detail="students:release-detail", by="uploaded_by",
        listed=lambda viewer: rows("students:release-list", status=ReleaseStatus.HELD.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "match-answer", STUDENTS, "students:match-list", gettext_lazy("核对名单与学生是否同一人"), "clipboard-check",
        Permission.REVIEW_ANSWER, pairs_open, since="found_at", detail="students:match-detail", unit="enrolment__school",
        many=True, listed=lambda viewer: rows("students:match-list", term=str(viewer.term), status=PairStatus.OPEN.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "merge-confirm", STUDENTS, "students:merge-list", gettext_lazy("确认学生档案合并"), "people",
        Permission.STUDENT_MERGE, merges_proposed, since="proposed_at", detail="students:merge-detail",
        listed=lambda viewer: rows("students:merge-list", status=MergeStatus.PROPOSED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "proof-verify", STUDENTS, "students:proof-list", gettext_lazy("核验县外就读证明"), "geo-alt",
        Permission.PROOF_VERIFY, proofs_to_verify,
        since="submitted_at", detail="students:proof-detail", unit="unit", by="submitted_by",
        listed=lambda viewer: rows("students:proof-list", status=ProofStatus.SUBMITTED.value),
    )
)  # fmt: skip
