"""Whose name stands on what, on the ground floor: roles, delegations and looks at full numbers."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import AssignmentStatus, TokenStatus, UnmaskStatus
from aid_portal.histories import Trace, lately, register_decided, register_started, signed_by_me
from aid_portal.links import rows
from aid_portal.models import ApiToken, RoleAssignment, UnmaskRequest
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer


def page_of_delegation(assignment: RoleAssignment) -> str:
    return rows("delegation-detail", assignment.pk)


def handed_on(viewer: Viewer) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.visible_to(viewer.user).filter(acting_for__user=viewer.user)


register_decided(
    Trace("role", _("批准任职"), Permission.ROLE_GRANT, signed_by_me(RoleAssignment, "decided_by"), "decided_at", unit="unit")
)
register_decided(
    Trace(
        "unmask", _("批准查看或导出完整信息"), Permission.UNMASK_APPROVE, signed_by_me(UnmaskRequest, "decided_by"), "decided_at"
    )
)
register_decided(Trace("token", _("签发接口令牌"), Permission.TOKEN_ISSUE, signed_by_me(ApiToken, "decided_by"), "decided_at"))
register_started(
    Trace(
        "token", _("提出接口令牌"), Permission.TOKEN_PROPOSE, signed_by_me(ApiToken, "proposed_by"), "proposed_at",
        returned=Q(status=TokenStatus.REFUSED) & lately("decided_at"), ended=~Q(status=TokenStatus.PROPOSED),
    )
)  # fmt: skip
register_started(
    Trace(
        "role", _("提出任职"), Permission.ROLE_PROPOSE, signed_by_me(RoleAssignment, "proposed_by"), "proposed_at", unit="unit",
        returned=Q(status=AssignmentStatus.REFUSED) & lately("decided_at"), ended=~Q(status=AssignmentStatus.PROPOSED),
    )
)  # fmt: skip
register_started(
    Trace(
        "delegation", _("委托代理"), None, handed_on, "proposed_at", unit="unit", url=page_of_delegation,
        returned=Q(status=AssignmentStatus.REFUSED) & lately("decided_at"),
        ended=~Q(status__in=[AssignmentStatus.PROPOSED, AssignmentStatus.GRANTED]) | Q(ends_on__lt=Now()),
    )
)  # fmt: skip
register_started(
    Trace(
        "unmask", _("申请查看或导出完整信息"), Permission.REVEAL, signed_by_me(UnmaskRequest, "requested_by"), "requested_at",
        returned=Q(status=UnmaskStatus.REFUSED) & lately("decided_at"),
        ended=Q(status__in=[UnmaskStatus.REFUSED, UnmaskStatus.USED]),
    )
)  # fmt: skip
