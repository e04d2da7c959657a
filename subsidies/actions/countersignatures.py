"""sign_batch, sign_lists: a further person's yes where the sum asks for one; refuse_unsigned: nothing goes on without it.

Whoever signs has not prepared, confirmed or reviewed it, and neither approves nor releases it afterwards; the database says
the same (subsidies/models/countersignatures.py).
"""

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import AlreadyDone, Refused, Stale
from aid_portal.models import User
from subsidies.actions import batch_hands
from subsidies.choices import BatchStatus, ListStatus
from subsidies.models import Batch, Countersignature, EntitlementList
from subsidies.models.countersignatures import with_signatures

Thing = Batch | EntitlementList


@transaction.atomic
def sign_batch(*, batch: Batch, seen: bytes, by: User) -> Batch:
    """`seen` is the digest of what the signer looked at."""
    Batch.objects.locked().get(pk=batch.pk)
    batch = with_signatures(Batch.objects.select_related("term")).get(pk=batch.pk)
    _refuse_elsewhere([batch], BatchStatus.REVIEWED)
    batch_hands.refuse_own(batch, by)
    batch_hands.refuse_who_decided(batch, by)
    if bytes(batch.digest) != bytes(seen):
        raise Stale(_("批次内容与您看到的不同，请重新核对后再会签。"))
    _sign([batch], by)
    return batch


@transaction.atomic
def sign_lists(*, lists: Collection[int], seen: Decimal, by: User) -> list[EntitlementList]:
    """`seen` is the sum in yuan that the signer had before his eyes."""
    list(EntitlementList.objects.locked().filter(pk__in=lists).order_by("pk"))
    found = list(with_signatures(EntitlementList.objects.filter(pk__in=lists).for_list()).order_by("pk"))
    if not found:
        raise Refused(_("请至少选择一份名单。"))
    _refuse_elsewhere(found, ListStatus.REVIEWED)
    if own := [each for each in found if by.stands_for & {each.confirmed_by_id, each.reviewed_by_id}]:
        message = _("%(count)s份名单由您本人确认或审核过（代理期间含被代理人），须由另一人会签。")
        raise Refused(message % {"count": len(own)}, code="own_work", ids=[each.pk for each in own])
    if (now := sum(each.asked for each in found)) != seen:
        words = {"now": figures.yuan(now), "seen": figures.yuan(seen)}
        raise Stale(_("名单合计现在是%(now)s元，与您看到的%(seen)s元不同，请重新核对后再会签。") % words)
    _sign(found, by)
    return found


def refuse_unsigned(rows: QuerySet, by: User) -> None:
    """Batches or lists that their sum lets go on only with the signatures of others."""
    found = list(with_signatures(rows).order_by("pk"))
    if missing := [each for each in found if each.signed < each.wanted]:
        first = missing[0]
        words = {"thing": first, "sum": figures.yuan(first.asked), "count": first.wanted - first.signed}
        message = _("“%(thing)s”金额%(sum)s元，达到会签标准，还须%(count)s人会签。")
        raise Refused(message % words, code="unsigned", ids=[each.pk for each in missing])
    if signed := [each for each in found if _signers(each) & by.stands_for]:
        message = _("“%(thing)s”由您本人会签（代理期间含被代理人），须由另一人办理。")
        raise Refused(message % {"thing": signed[0]}, code="own_work", ids=[each.pk for each in signed])


def _signers(thing: Thing) -> set[int]:
    of_now = thing.countersignatures.filter(reviewed_at=thing.reviewed_at)
    return set(of_now.values_list("signed_by", flat=True))


def _sign(things: Sequence[Thing], by: User) -> None:
    for each in things:
        _refuse_needless(each, by)
        own = {"batch": each} if isinstance(each, Batch) else {"entitlement_list": each}
        Countersignature.objects.create(**own, reviewed_at=each.reviewed_at, amount=each.asked, signed_by=by)
        word = "batch" if isinstance(each, Batch) else "list"
        audit.record(f"subsidies.{word}.countersigned", by=by, target=each, after={"amount": str(each.asked)})


def _refuse_needless(thing: Thing, by: User) -> None:
    words = {"thing": thing, "sum": figures.yuan(thing.asked)}
    if thing.wanted == 0:
        raise Refused(_("“%(thing)s”金额%(sum)s元，没有达到会签标准，不需要会签。") % words, code="no_need", ids=[thing.pk])
    if by.stands_for & _signers(thing):
        raise AlreadyDone(_("“%(thing)s”您已经会签，还须由另一人会签。") % words, ids=[thing.pk])
    if thing.signed >= thing.wanted:
        raise AlreadyDone(_("“%(thing)s”已经会签完毕。") % words, ids=[thing.pk])


def _refuse_elsewhere(things: Sequence[Thing], status: str) -> None:
    if wrong := [each for each in things if each.status != status]:
        words = {"thing": wrong[0], "state": wrong[0].get_status_display()}
        raise Stale(_("“%(thing)s”现在是“%(state)s”，不能会签；请刷新页面后再看。") % words, ids=[each.pk for each in wrong])
