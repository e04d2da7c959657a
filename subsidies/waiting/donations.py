"""What of donations waits for a second person, and which gifts wait for their receipt."""

from collections.abc import Callable

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.menu import AID
from aid_portal.permissions import Permission
from aid_portal.term_filters import ALL
from aid_portal.waiting import Viewer, Waiting, register_waiting
from subsidies.choices import PaperStatus
from subsidies.models import CarryOver, DonationAgreement, Gift, HandOver
from subsidies.reports.donations import unspent
from subsidies.reports.waiting import decidable

ENTRY = "subsidies:donation-list"


def to_approve(model: type[Model]) -> Callable[[Viewer], QuerySet]:
    return lambda viewer: decidable(model.objects.visible_to(viewer.user), viewer.user, Permission.DONATION_APPROVE)  # type: ignore[attr-defined]


def receipts_to_enter(viewer: Viewer) -> QuerySet[Gift]:
    """Gifts that the bureau received and has not given a receipt for."""
    approved = Gift.objects.visible_to(viewer.user).filter(direct=False, status=PaperStatus.APPROVED)
    return approved.with_receipt().filter(receipt=None)


def unspent_at_the_end(viewer: Viewer) -> QuerySet[DonationAgreement]:
    """It is given to children, or goes on into a later year on the donors' word."""
    return unspent(DonationAgreement.objects.visible_to(viewer.user), timezone.localdate())


register_waiting(
    Waiting(
        "agreement-approve", AID, ENTRY, _("批准捐赠协议"), "file-earmark-text", Permission.DONATION_APPROVE,
        to_approve(DonationAgreement), since="made_at", by="made_by", detail="subsidies:donation-agreement-detail",
        listed=lambda viewer: rows(ENTRY, year=ALL, state="waiting"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "gift-approve", AID, ENTRY, _("批准捐赠"), "gift", Permission.DONATION_APPROVE, to_approve(Gift),
        since="made_at", by="made_by", detail="subsidies:gift-detail",
        listed=lambda viewer: rows("subsidies:gift-list", year=ALL, status=PaperStatus.PROPOSED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "hand-over-approve", AID, ENTRY, _("批准捐赠发放清单"), "list-check", Permission.DONATION_APPROVE, to_approve(HandOver),
        since="made_at", unit="school", by="made_by", detail="subsidies:hand-over-detail",
        listed=lambda viewer: rows("subsidies:hand-over-list", year=ALL, status=PaperStatus.PROPOSED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "carry-over-approve", AID, ENTRY, _("批准捐赠结余结转"), "arrow-counterclockwise", Permission.DONATION_APPROVE,
        to_approve(CarryOver), since="made_at", by="made_by", detail="subsidies:carry-over-detail",
        listed=lambda viewer: rows("subsidies:carry-over-list", year=ALL, status=PaperStatus.PROPOSED.value),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "receipt-enter", AID, ENTRY, _("给捐赠开具、登记票据"), "file-earmark-text", Permission.DONATION_EDIT, receipts_to_enter,
        since="decided_at", by="decided_by", detail="subsidies:gift-detail",
        listed=lambda viewer: rows("subsidies:gift-list", year=ALL, receipt="no"),
    )
)  # fmt: skip
register_waiting(
    Waiting(
        "donation-unspent", AID, ENTRY, _("安排或结转到期协议的捐款"), "gift", Permission.DONATION_EDIT, unspent_at_the_end,
        since="decided_at", due="last_day", detail="subsidies:donation-agreement-detail",
        listed=lambda viewer: rows(ENTRY, year=ALL, state="unspent"),
    )
)  # fmt: skip
