"""refuse_own, refuse_who_decided, refuse_who_sent: through how many different hands a batch goes (不相容岗位分离).

The database says the same for every way in (subsidies/models/batches.py, subsidies/models/ledger.py).
"""

from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.models import User
from subsidies.models import Batch


def sent_by(batch: Batch, user: User) -> bool:
    """Whether `user`, or somebody for whom he acts today, had a hand in what went out."""
    signers = batch.countersignatures.values_list("signed_by", flat=True)
    return bool(user.stands_for & {batch.prepared_by_id, batch.reviewed_by_id, batch.released_by_id, *signers})


def may_sign(batch: Batch, user: User) -> bool:
    """Whether `user` has neither prepared nor reviewed it, nor decided on what it pays."""
    return not (sent_by(batch, user) or _decided(batch, user))


def refuse_own(batch: Batch, by: User) -> None:
    if by.stands_for & {batch.prepared_by_id, batch.reviewed_by_id}:
        message = _("“%(batch)s”由您本人编制或审核（代理期间含被代理人），须由另一人办理。")
        raise Refused(message % {"batch": batch}, code="own_work", ids=[batch.pk])


def refuse_who_decided(batch: Batch, by: User) -> None:
    if _decided(batch, by):
        message = _("您确认、审核或审批过其中的名单（代理期间含被代理人），须由另一人放行。")
        raise Refused(message, code="own_work", ids=[batch.pk])


def refuse_who_sent(batch: Batch, by: User) -> None:
    """What became of the money is booked by none of those who sent it or decided on it."""
    if sent_by(batch, by) or _decided(batch, by):
        message = _("“%(batch)s”由您本人编制、审核、会签或放行，或您办理过其中的名单（代理期间含被代理人），结果须由另一人入账。")
        raise Refused(message % {"batch": batch}, code="own_work", ids=[batch.pk])


def _decided(batch: Batch, by: User) -> bool:
    hands = batch.payments.values_list(
        "entitlement__list__confirmed_by", "entitlement__list__reviewed_by", "entitlement__list__approved_by"
    ).distinct()
    return any(by.stands_for & set(three) for three in hands)
