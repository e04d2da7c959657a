"""What of the grievance desk waits for whom."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.menu import SUPERVISION
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer, Waiting, register_waiting
from supervision.models.grievances import GrievanceQuerySet
from supervision.reports.grievances import WAITS, changes_to_decide, changes_to_put_right, waiting

WORK: dict[str, tuple[str | Promise, str]] = {
    "accept": (_("受理新收到的诉求"), "envelope"),
    "handle": (_("核实办理诉求"), "clipboard-check"),
    "answer": (_("答复诉求"), "send"),
    "chase": (_("督办逾期诉求"), "bell"),
}


def grievances(what: str) -> Callable[[Viewer], GrievanceQuerySet]:
    return lambda viewer: waiting(viewer.user, what)


def list_of_grievances(what: str) -> Callable[[Viewer], str]:
    return lambda viewer: rows("supervision:grievance-list", waiting=what)


for name, (permission, _status) in WAITS.items():
    words, icon = WORK[name]
    register_waiting(
        Waiting(
            f"grievance-{name}", SUPERVISION, "supervision:grievance-list", words, icon, permission, grievances(name),
            since="received_at", due="due_on", unit="unit", by="received_by", detail="supervision:grievance-detail",
            listed=list_of_grievances(name),
        )
    )  # fmt: skip
register_waiting(
    Waiting(
        "data-change-decide", SUPERVISION, "supervision:data-change-list", _("批准信息更正"), "pencil-square",
        Permission.GRIEVANCE_ANSWER, lambda viewer: changes_to_decide(viewer.user), since="made_at", unit="school", by="made_by",
        detail="supervision:data-change-detail", listed=lambda viewer: rows("supervision:data-change-list", status="proposed"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "data-change-settle", SUPERVISION, "supervision:data-change-list", _("更正花名册里的姓名、证件号"), "pencil-square",
        Permission.ROSTER_UPLOAD, lambda viewer: changes_to_put_right(viewer.user), since="decided_at", unit="school",
        by="decided_by", detail="supervision:data-change-detail",
        listed=lambda viewer: rows("supervision:data-change-list", applied="no"),
    )
)  # fmt: skip
