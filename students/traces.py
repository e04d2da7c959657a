"""Whose name stands on what, on this floor: rosters, lists of departments, likenesses, merges, proofs, determination."""

from django.db.models import Q
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal.histories import Trace, lately, register_decided, register_started, signed_by_me
from aid_portal.permissions import Permission
from students.choices import ProofStatus, ReleaseStatus, UploadStatus
from students.determination_choices import ApplicationStatus, CancellationStatus, DeterminationListStatus
from students.models import (
    Application,
    Cancellation,
    DeterminationList,
    MatchPair,
    Objection,
    Release,
    RosterUpload,
    SchoolingProof,
    StudentMerge,
)

UNDER_WAY = [ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.REVIEWED, ApplicationStatus.DECIDED]
OPEN_UPLOADS, OPEN_RELEASES = [UploadStatus.RECEIVED, UploadStatus.CHECKED], [ReleaseStatus.RECEIVED, ReleaseStatus.HELD]


def objection_state(objection: Objection) -> tuple[str, str]:
    return (objection.result, objection.get_result_display()) if objection.result else ("open", now("待答复"))


register_decided(
    Trace(
        "roster", _("接收花名册"), Permission.ROSTER_VIEW, signed_by_me(RosterUpload, "accepted_by"), "accepted_at", unit="unit"
    )
)
register_decided(Trace("release", _("确认部门名单"), Permission.RECORD_VIEW, signed_by_me(Release, "accepted_by"), "accepted_at"))
register_decided(
    Trace(
        "match", _("核对名单与学生"), Permission.REVIEW_VIEW, signed_by_me(MatchPair, "answered_by"), "answered_at",
        unit="enrolment__school",
    )
)  # fmt: skip
register_decided(
    Trace("merge", _("确认学生档案合并"), Permission.STUDENT_MERGE, signed_by_me(StudentMerge, "decided_by"), "decided_at")
)
register_decided(
    Trace(
        "proof", _("核验县外就读证明"), Permission.PROOF_VIEW, signed_by_me(SchoolingProof, "verified_by"), "verified_at",
        unit="unit",
    )
)  # fmt: skip
register_started(
    Trace(
        "roster", _("上传花名册"), Permission.ROSTER_VIEW, signed_by_me(RosterUpload, "uploaded_by"), "uploaded_at", unit="unit",
        returned=Q(status=UploadStatus.REFUSED) & lately("uploaded_at"),
        ended=~Q(status__in=OPEN_UPLOADS), reason=lambda upload: upload.refusal,
    )
)  # fmt: skip
register_started(
    Trace(
        "release", _("上传部门名单"), Permission.RECORD_VIEW, signed_by_me(Release, "uploaded_by"), "uploaded_at",
        returned=Q(status=ReleaseStatus.REFUSED) & lately("uploaded_at"),
        ended=~Q(status__in=OPEN_RELEASES), reason=lambda release: release.refusal,
    )
)  # fmt: skip
register_started(
    Trace(
        "proof", _("登记县外就读证明"), Permission.PROOF_VIEW, signed_by_me(SchoolingProof, "submitted_by"), "submitted_at",
        unit="unit", returned=Q(status=ProofStatus.REFUSED) & lately("verified_at"),
        ended=~Q(status=ProofStatus.SUBMITTED),
        reason=lambda proof: proof.refusal,
    )
)  # fmt: skip
register_decided(
    Trace(
        "determination-review", _("审核认定名单"), Permission.ROUND_VIEW, signed_by_me(DeterminationList, "reviewed_by"),
        "reviewed_at", unit="school",
    )
)  # fmt: skip
register_decided(
    Trace(
        "determination-approve", _("审批认定名单"), Permission.ROUND_VIEW, signed_by_me(DeterminationList, "approved_by"),
        "approved_at", unit="school",
    )
)  # fmt: skip
register_decided(
    Trace(
        "cancellation", _("批准取消认定"), Permission.ROUND_VIEW, signed_by_me(Cancellation, "decided_by"), "decided_at",
        unit="application__enrolment__school",
    )
)  # fmt: skip
register_started(
    Trace(
        "determination-list", _("编制认定名单"), Permission.ROUND_VIEW, signed_by_me(DeterminationList, "made_by"), "made_at",
        unit="school", returned=Q(status=DeterminationListStatus.RETURNED),
        ended=Q(status=DeterminationListStatus.APPROVED), reason=lambda listed: listed.return_note,
    )
)  # fmt: skip
register_started(
    Trace(
        "cancellation", _("提出取消认定"), Permission.ROUND_VIEW, signed_by_me(Cancellation, "proposed_by"), "proposed_at",
        unit="application__enrolment__school", ended=~Q(status=CancellationStatus.PROPOSED),
    )
)  # fmt: skip
register_started(
    Trace(
        "application", _("录入认定申请"), Permission.ROUND_VIEW, signed_by_me(Application, "filled_by"), "made_at",
        unit="enrolment__school", returned=Q(status=ApplicationStatus.DRAFT, return_note__gt=""),
        ended=~Q(status__in=UNDER_WAY), reason=lambda application: application.return_note,
    )
)  # fmt: skip
register_started(
    Trace(
        "objection", _("登记公示异议"), Permission.OBJECTION_HANDLE, signed_by_me(Objection, "recorded_by"), "recorded_at",
        unit="notice__school", ended=~Q(result=""), state=objection_state,
    )
)  # fmt: skip
register_decided(
    Trace(
        "objection", _("答复公示异议"), Permission.OBJECTION_HANDLE, signed_by_me(Objection, "answered_by"), "answered_on",
        unit="notice__school", state=objection_state,
    )
)  # fmt: skip
