"""What of warnings waits for whom: for their owner's hands, and for the second person's word."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.menu import SUPERVISION
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer, Waiting, register_waiting
from supervision.models import EarlyWarning, WarningRequest
from supervision.models.warnings import EarlyWarningQuerySet
from supervision.reports.warning_waiting import requests_to_decide, warnings_to_handle

ENTRY, LISTED, DETAIL = "supervision:radar", "supervision:warning-list", "supervision:warning-detail"
ASKED = WarningRequest.objects.waiting().filter(warning=OuterRef("pk")).order_by("made_at").values("made_at")[:1]


def to_handle(viewer: Viewer) -> EarlyWarningQuerySet:
    return warnings_to_handle(viewer.user)


def to_decide(viewer: Viewer) -> EarlyWarningQuerySet:
    """Warnings whose end or delay somebody else has asked for."""
    return EarlyWarning.objects.filter(pk__in=requests_to_decide(viewer.user).order_by().values("warning"))


register_waiting(
    Waiting(
        "warning-handle", SUPERVISION, ENTRY, _("核实处理预警"), "bell", Permission.WARNING_HANDLE, to_handle,
        since="raised_on", due="due_on", unit="place", detail=DETAIL, listed=lambda viewer: rows(LISTED, mine="yes"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "warning-decide", SUPERVISION, ENTRY, _("审核预警办结和延期申请"), "clipboard-check", Permission.WARNING_CLOSE, to_decide,
        since=Subquery(ASKED), due="due_on", unit="place", detail=DETAIL, listed=lambda viewer: rows(LISTED, asked="yes"),
    )
)  # fmt: skip
