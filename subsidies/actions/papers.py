"""decide, stamp: the second person's yes or no to what another person has made."""

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.models import User
from subsidies.choices import PaperStatus
from subsidies.models.papers import Paper

DECIDED = ["status", "decided_by", "decided_at", "decision_note"]


def decide(paper: Paper, *, approved: bool, note: str, by: User) -> None:
    """Stamp a locked paper in memory; refuses the maker's own yes and a no without a reason. Save `DECIDED` afterwards."""
    if approved and paper.made_by_id in by.stands_for:
        raise Refused(
            _("“%(paper)s”由您本人经办（代理期间含被代理人），须由另一人批准。") % {"paper": paper},
            code="own_work",
            ids=[paper.pk],
        )
    if not approved and not note.strip():
        raise Refused(_("请写明不批准的原因。"), code="no_reason")
    paper.move_to(PaperStatus.APPROVED if approved else PaperStatus.REFUSED)
    paper.decided_by, paper.decided_at, paper.decision_note = by, timezone.now(), note.strip()
