"""withdraw: who wrote a paper of a donation takes it back while nobody has decided it."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.models import CarryOver, DonationAgreement, Gift, HandOver

P = TypeVar("P", CarryOver, DonationAgreement, Gift, HandOver)
WORDS = {DonationAgreement: "donation_agreement", Gift: "gift", HandOver: "hand_over", CarryOver: "carry_over"}


@transaction.atomic
def withdraw(*, paper: P, note: str, by: User) -> P:
    """Nothing of it counts any more; it stays to be read, with the reason."""
    model = type(paper)
    paper = model.objects.locked().get(pk=paper.pk)
    if paper.made_by_id != by.pk:
        raise Refused(_("只有登记人能撤回“%(paper)s”；批准人请用“不批准”。") % {"paper": paper}, code="not_maker", ids=[paper.pk])
    stamp(paper, approved=False, note=note, by=by)
    paper.save(update_fields=DECIDED)
    unit = paper.school if isinstance(paper, HandOver) else None
    audit.record(f"subsidies.{WORDS[model]}.withdrawn", by=by, target=paper, unit=unit, note=note)
    return paper
