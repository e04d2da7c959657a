"""What waits on the ground floor: decisions about people and data, what was granted and not taken, work that failed."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus, JobStatus, TokenStatus, UnmaskKind, UnmaskStatus
from aid_portal.links import rows
from aid_portal.menu import SYSTEM, WORK
from aid_portal.models import ApiToken, JobRun, RoleAssignment, UnmaskRequest, User
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer, Waiting, register_waiting

RECENT_DAYS = 7


def assignments_to_grant(viewer: Viewer) -> QuerySet[RoleAssignment]:
    proposed = RoleAssignment.objects.visible_to(viewer.user).filter(status=AssignmentStatus.PROPOSED)
    return proposed.exclude(Q(proposed_by=viewer.user) | Q(user=viewer.user))


def assignment_name(assignment: RoleAssignment) -> str:
    """Whose role it is, and for whom it is exercised."""
    if assignment.acting_for is None:
        return str(assignment)
    return gettext("%(assignment)s（代%(person)s）") % {"assignment": assignment, "person": assignment.acting_for.user}


def tokens_to_issue(viewer: Viewer) -> QuerySet[ApiToken]:
    proposed = ApiToken.objects.visible_to(viewer.user).filter(status=TokenStatus.PROPOSED)
    return proposed.exclude(proposed_by=viewer.user)


def requests_to_decide(viewer: Viewer) -> QuerySet[UnmaskRequest]:
    proposed = UnmaskRequest.objects.visible_to(viewer.user).filter(status=UnmaskStatus.PROPOSED)
    return proposed.exclude(requested_by__in=viewer.user.stands_for)


def exports_granted(viewer: Viewer) -> QuerySet[UnmaskRequest]:
    mine = UnmaskRequest.objects.visible_to(viewer.user).filter(requested_by=viewer.user)
    return mine.filter(kind=UnmaskKind.EXPORT, status=UnmaskStatus.GRANTED)


def week() -> date:
    """The first day of the last seven."""
    return timezone.localdate() - timedelta(days=RECENT_DAYS - 1)


def failed_jobs(user: User) -> QuerySet[JobRun]:
    return JobRun.objects.visible_to(user).filter(status=JobStatus.FAILED, created_at__date__gte=week())


register_waiting(
    Waiting(
        "role-grant", SYSTEM, "role-assignment-list", _("批准任职"), "person-badge", Permission.ROLE_GRANT, assignments_to_grant,
        since="proposed_at", detail="role-assignment-detail", unit="unit", by="proposed_by", name=assignment_name,
        listed=lambda viewer: rows("role-assignment-list", status=AssignmentStatus.PROPOSED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "token-issue", SYSTEM, "token-list", _("签发接口令牌"), "key", Permission.TOKEN_ISSUE, tokens_to_issue,
        since="proposed_at", detail="token-detail", by="proposed_by",
        listed=lambda viewer: rows("token-list", status=TokenStatus.PROPOSED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "unmask-decide", WORK, "unmask-request-list", _("批准查看或导出完整信息"), "shield-check", Permission.UNMASK_APPROVE,
        requests_to_decide, since="requested_at", detail="unmask-request-detail", by="requested_by",
        listed=lambda viewer: rows("unmask-request-list", status=UnmaskStatus.PROPOSED.value, mine="no"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "export-take", WORK, "unmask-request-list", _("取走已批准的完整导出"), "download", Permission.EXPORT_UNMASKED,
        exports_granted, since="decided_at", detail="unmask-request-detail", by="decided_by",
        listed=lambda viewer: rows(
            "unmask-request-list", status=UnmaskStatus.GRANTED.value, kind=UnmaskKind.EXPORT.value, mine="yes"
        ),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "job-failed", WORK, "job-run-list", _("查看未完成的后台任务"), "exclamation-triangle", Permission.JOB_VIEW,
        lambda viewer: failed_jobs(viewer.user).filter(requested_by=viewer.user),
        since="created_at", detail="job-run-detail", unit="unit",
        listed=lambda viewer: rows("job-run-list", status=JobStatus.FAILED.value, mine="yes", since=week()),
    )
)  # fmt: skip
