"""rank, confirm, review, approve, send_back, refuse: a list through the hands of the school and of two persons of the county.

Many lists are reviewed or approved in one deed; it is refused as a whole and names the lists that stand in its way.
"""

from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.announcements import Happening, announce
from aid_portal.errors import Refused, Stale, refuse_empty
from aid_portal.models import User
from aid_portal.sql import execute, fetch
from students.registry_numbers import opener
from subsidies.actions import charging, countersignatures, ledger
from subsidies.choices import EntitlementStatus, ListStatus
from subsidies.models import Entitlement, EntitlementList, PolicyVersion
from subsidies.rules.policy import Policy
from subsidies.rules.quotas import Candidate, ranked

NAMED = 3  # as many offenders as a sentence names


@transaction.atomic
def rank(*, entitlement_list: EntitlementList, by: User) -> int:
    """Places go by tier, category and 学籍号 (eligibility.md 5); who is beyond the last place waits. Answers how many wait."""
    entitlement_list = _locked([entitlement_list.pk])[0]
    _refuse_elsewhere([entitlement_list], ListStatus.DRAFT)
    policy = PolicyVersion.objects.law()
    (_pk, places, taken, _proposed) = next(iter(_places([entitlement_list.pk], policy)), (0, None, 0, 0))
    if places is None:
        raise Refused(_("“%(list)s”还没有批准的名额，请先下达名额。") % {"list": entitlement_list})
    free = max(places - taken, 0)
    order = _ranked(entitlement_list, policy)
    for position, row in enumerate(order, start=1):
        row.rank = position
        inside = position <= free
        row.status = EntitlementStatus.PROPOSED if inside else EntitlementStatus.WAITING
        words = {"places": free, "rank": position}
        row.note = "" if inside else _("可用名额%(places)s个，排第%(rank)s位，候补") % words
    Entitlement.objects.bulk_update(order, ["rank", "status", "note"])
    return max(len(order) - free, 0)


@transaction.atomic
def confirm(*, entitlement_list: EntitlementList, by: User) -> EntitlementList:
    """The school answers for the list: no name is missing, objected ones have their reason, places are kept."""
    entitlement_list = _locked([entitlement_list.pk])[0]
    _refuse_elsewhere([entitlement_list], ListStatus.DRAFT)
    _refuse_unfit([entitlement_list])
    _move([entitlement_list], ListStatus.CONFIRMED, "confirmed", by)
    return entitlement_list


@transaction.atomic
def review(*, lists: Collection[int], by: User) -> list[EntitlementList]:
    found = _locked(lists)
    _refuse_elsewhere(found, ListStatus.CONFIRMED)
    _refuse_own(found, by)
    _refuse_unfit(found)
    _move(found, ListStatus.REVIEWED, "reviewed", by)
    return found


@transaction.atomic
def approve(*, lists: Collection[int], seen: Decimal, by: User) -> list[EntitlementList]:
    """Approved and committed in one transaction; `seen` is the sum in yuan that the approver had before his eyes."""
    found = _locked(lists)
    _refuse_elsewhere(found, ListStatus.REVIEWED)
    _refuse_own(found, by)
    _refuse_unfit(found)
    _refuse_stale([each.pk for each in found], seen)
    countersignatures.refuse_unsigned(EntitlementList.objects.filter(pk__in=[each.pk for each in found]).for_list(), by)
    charges = charging.of_lists([each.pk for each in found])
    charging.refuse_over_budget(charges)
    _move(found, ListStatus.APPROVED, "approved", by)
    execute("subsidies", "approve_entitlements", charging.columns(charges))
    ledger.commit_lists(lists=[each.pk for each in found], by=by)
    announce(Happening.LIST_APPROVED, found[0].pk)
    return found


@transaction.atomic
def send_back(*, lists: Collection[int], note: str, by: User) -> list[EntitlementList]:
    """Instead of the review. Once a list is reviewed the turn is the approver's, and the reviewer takes it back no more."""
    return _to_the_school(lists, ListStatus.CONFIRMED, note, by)


@transaction.atomic
def refuse(*, lists: Collection[int], note: str, by: User) -> list[EntitlementList]:
    """Instead of the approval."""
    return _to_the_school(lists, ListStatus.REVIEWED, note, by)


def _to_the_school(lists: Collection[int], status: str, note: str, by: User) -> list[EntitlementList]:
    """With the reason; whoever confirmed or reviewed it is no longer named."""
    refuse_empty(note, _("请写明退回原因。"))
    found = _locked(lists)
    _refuse_elsewhere(found, status)
    for each in found:
        each.move_to(ListStatus.DRAFT)
        each.return_note = note.strip()
        each.confirmed_by = each.confirmed_at = each.reviewed_by = each.reviewed_at = None
    fields = ["status", "return_note", "confirmed_by", "confirmed_at", "reviewed_by", "reviewed_at"]
    EntitlementList.objects.bulk_update(found, fields)
    audit.record("subsidies.list.returned", by=by, target=found[0], note=note, after=_named(found))
    return found


def _move(lists: Sequence[EntitlementList], status: str, word: str, by: User) -> None:
    now = timezone.now()
    for each in lists:
        each.move_to(status)
        each.return_note = ""
    EntitlementList.objects.filter(pk__in=[each.pk for each in lists]).update(
        status=status, return_note="", **{f"{word}_by": by, f"{word}_at": now}
    )
    audit.record(f"subsidies.list.{word}", by=by, target=lists[0], unit=lists[0].school, after=_named(lists))


def _named(lists: Sequence[EntitlementList]) -> dict:
    return {"lists": [each.pk for each in lists]}


def _locked(lists: Collection[int]) -> list[EntitlementList]:
    found = list(EntitlementList.objects.locked().filter(pk__in=lists).order_by("pk").select_related("school", "programme"))
    if not found:
        raise Refused(_("请至少选择一份名单。"))
    return found


def _refuse_elsewhere(lists: Sequence[EntitlementList], status: str) -> None:
    wrong = [each for each in lists if each.status != status]
    if wrong:
        words = {"lists": _few(wrong), "count": len(wrong), "state": wrong[0].get_status_display()}
        raise Stale(_("%(lists)s等%(count)s份名单现在是“%(state)s”，请刷新页面后再看。") % words, ids=[each.pk for each in wrong])


def _refuse_own(lists: Sequence[EntitlementList], by: User) -> None:
    own = [each for each in lists if by.stands_for & {each.confirmed_by_id, each.reviewed_by_id}]
    if own:
        words = {"lists": _few(own), "count": len(own)}
        message = _("%(lists)s等%(count)s份名单由您本人确认或审核过（代理期间含被代理人），须由另一人办理。")
        raise Refused(message % words, code="own_work", ids=[each.pk for each in own])


def _refuse_unfit(lists: Sequence[EntitlementList]) -> None:
    ids, policy = [each.pk for each in lists], PolicyVersion.objects.law()
    _refuse_low_tiers(ids, policy)
    _refuse_over_quota(lists, policy)


def _refuse_low_tiers(ids: Sequence[int], policy: Policy) -> None:
    locked = [each.code for each in policy.categories if each.locked]
    low = fetch("subsidies", "tier_low", {"lists": list(ids), "top": policy.tiers[0].code, "locked": locked})
    if low:
        words = {"count": len(low), "tier": policy.tiers[0].label}
        message = _("有%(count)s名监测对象的档次低于“%(tier)s”，不能批准；请先更正档次。")
        raise Refused(message % words, code="tier_low", ids=[pk for pk, _list in low])


def _refuse_over_quota(lists: Sequence[EntitlementList], policy: Policy) -> None:
    by_pk = {each.pk: each for each in lists}
    for pk, places, taken, proposed in _places(by_pk, policy):
        words = {"list": by_pk[pk], "places": places, "taken": taken, "proposed": proposed}
        if places is None:
            raise Refused(_("“%(list)s”还没有批准的名额，请先下达名额。") % words, code="no_quota", ids=[pk])
        if taken + proposed > places:
            words["over"] = taken + proposed - places
            message = _("“%(list)s”名额%(places)s个，已批准%(taken)s人，本次%(proposed)s人，超出%(over)s人；请先排序候补。")
            raise Refused(message % words, code="over_quota", ids=[pk])


def _places(lists: Collection[int], policy: Policy) -> list[tuple]:
    programmes = [each.code for each in policy.programmes if each.quota]
    return fetch("subsidies", "quota_places", {"lists": list(lists), "programmes": programmes})


def _refuse_stale(lists: Sequence[int], seen: Decimal) -> None:
    now = Entitlement.objects.filter(list__in=lists, status=EntitlementStatus.PROPOSED).aggregate(sum=Sum("amount"))["sum"] or 0
    if now != seen:
        words = {"now": figures.yuan(now), "seen": figures.yuan(seen)}
        raise Stale(_("名单合计现在是%(now)s元，与您看到的%(seen)s元不同，请重新核对后再批准。") % words)


def _ranked(entitlement_list: EntitlementList, policy: Policy) -> list[Entitlement]:
    unsealed = opener()
    rows = Entitlement.objects.filter(list=entitlement_list, status__in=[EntitlementStatus.PROPOSED, EntitlementStatus.WAITING])
    candidates = {}
    for row in rows.select_related("enrolment", "school"):
        held = row.enrolment
        number = unsealed(row.school.code, held.term_id, held.registry_index, held.sealed)["registry_number"]
        candidates[Candidate(row.tier, frozenset(row.categories), number)] = row
    return [candidates[each] for each in ranked(candidates, policy)]


def _few(lists: Sequence[EntitlementList]) -> str:
    return "、".join(str(each) for each in lists[:NAMED])
