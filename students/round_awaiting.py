"""What waits in a round of determination: applications, lists, objections, cancellations."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.menu import STUDENTS
from aid_portal.permissions import Permission
from aid_portal.term_filters import ALL
from aid_portal.waiting import Waiting, register_waiting
from students.determination_choices import CancellationStatus, DeterminationListStatus
from students.reports import round_waiting as waiting

ENTRY, LISTS, CHILD = "students:round-list", "students:determination-list-list", "enrolment__school"
L = DeterminationListStatus


def _applications(code: str, what: object, permission: Permission, word: str) -> Waiting:
    """Worked off in a sitting of the group, not one by one."""
    return Waiting(
        code, STUDENTS, ENTRY, what, "journal-text", permission,
        lambda viewer: waiting.applications_waiting(viewer.user)[word], since="submitted_at",
        detail="students:application-detail", unit=CHILD, many=True,
        listed=lambda viewer: rows("students:application-list", term=ALL, waiting=word),
    )  # fmt: skip


def _lists(code: str, what: object, permission: Permission, found: object, since: str, by: str, **query: str) -> Waiting:
    return Waiting(
        code, STUDENTS, ENTRY, what, "list-check", permission, found, since=since, by=by,
        detail="students:determination-list-detail", unit="school",
        listed=lambda viewer: rows(LISTS, term=ALL, **query),
    )  # fmt: skip


register_waiting(_applications("application-weigh", _("登记班级评议"), Permission.APPLICATION_COLLECT, "weigh"))
register_waiting(_applications("application-decide", _("登记学校认定"), Permission.DETERMINATION_DECIDE, "decide"))
register_waiting(
    _lists(
        "list-post", _("公示认定名单"), Permission.DETERMINATION_DECIDE, lambda viewer: waiting.lists_in(viewer.user, L.DRAFT),
        "made_at", "made_by", waiting="post",
    )
)  # fmt: skip
register_waiting(
    _lists(
        "list-submit", _("上报认定名单"), Permission.DETERMINATION_SUBMIT, lambda viewer: waiting.lists_in(viewer.user, L.POSTED),
        "made_at", "made_by", waiting="submit",
    )
)  # fmt: skip
register_waiting(
    _lists(
        "determination-review", _("审核认定名单"), Permission.DETERMINATION_REVIEW,
        lambda viewer: waiting.lists_to_review(viewer.user, timezone.localdate()),
        "submitted_at", "submitted_by", waiting="review",
    )
)  # fmt: skip
register_waiting(
    _lists(
        "determination-approve", _("审批公示期满的认定名单"), Permission.DETERMINATION_APPROVE,
        lambda viewer: waiting.lists_to_approve(viewer.user, timezone.localdate()),
        "reviewed_at", "reviewed_by", waiting="approve",
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "determination-held", STUDENTS, ENTRY, _("审批异议已答复的学生"), "flag", Permission.DETERMINATION_APPROVE,
        lambda viewer: waiting.held_to_approve(viewer.user), since="decided_at", detail="students:application-detail",
        unit=CHILD, listed=lambda viewer: rows("students:application-list", term=ALL, waiting="held"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "objection-answer", STUDENTS, "students:objection-list", _("答复公示异议"), "flag", Permission.OBJECTION_HANDLE,
        lambda viewer: waiting.objections_open(viewer.user), since="recorded_at", due="due_on", by="recorded_by",
        detail="students:objection-detail", unit="notice__school",
        listed=lambda viewer: rows("students:objection-list", state="open"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "cancellation-decide", STUDENTS, ENTRY, _("批准取消认定"), "x-circle", Permission.DETERMINATION_APPROVE,
        lambda viewer: waiting.cancellations_proposed(viewer.user), since="proposed_at", by="proposed_by",
        detail="students:cancellation-detail", unit="application__enrolment__school",
        listed=lambda viewer: rows("students:cancellation-list", status=CancellationStatus.PROPOSED.value, mine="no"),
    )
)  # fmt: skip
