"""What of self-found problems waits: for the unit until its own deadline, for the county once it is answered."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.menu import SUPERVISION
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer, Waiting, register_waiting
from supervision.choices import SelfCheckStatus
from supervision.models import SelfCheck

ENTRY, DETAIL = "supervision:self-check-list", "supervision:self-check-detail"


def to_answer(viewer: Viewer) -> QuerySet[SelfCheck]:
    return SelfCheck.objects.visible_to(viewer.user).owed()


def to_look_at(viewer: Viewer) -> QuerySet[SelfCheck]:
    """Not the own answers."""
    answered = SelfCheck.objects.visible_to(viewer.user).filter(status=SelfCheckStatus.REPLIED)
    return answered.exclude(replied_by__in=viewer.user.stands_for)


register_waiting(
    Waiting(
        "self-check-answer", SUPERVISION, ENTRY, _("整改自查问题并报结果"), "search", Permission.NOTICE_REPLY, to_answer,
        since="reported_at", due="due_on", unit="unit", by="reported_by", detail=DETAIL,
        listed=lambda viewer: rows(ENTRY, state="owed"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "self-check-close", SUPERVISION, ENTRY, _("核实自查问题"), "clipboard-check", Permission.NOTICE_REVIEW, to_look_at,
        since="replied_at", unit="unit", by="replied_by", detail=DETAIL,
        listed=lambda viewer: rows(ENTRY, state=SelfCheckStatus.REPLIED.value),
    )
)  # fmt: skip
