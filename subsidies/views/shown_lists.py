"""What the pages of lists show: hands, buttons, the second look before many are moved."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import if_built, rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import PublicNotice
from subsidies.actions import charging
from subsidies.choices import EntitlementStatus, ListStatus
from subsidies.models import Entitlement, EntitlementList, PolicyVersion, Quota
from subsidies.reports.countersignatures import Signing
from subsidies.reports.list_sums import BudgetNeed, RowSums, budget_needs
from subsidies.reports.posted import notices_of
from subsidies.tables.entitlement_lists import hands_of

STEPS = {ListStatus.DRAFT: 1, ListStatus.CONFIRMED: 2, ListStatus.REVIEWED: 3, ListStatus.APPROVED: 4}
SHOWN_DOUBTS = 200
DOUBTED = (EntitlementStatus.OBJECTED, EntitlementStatus.WAITING)


def list_facts(each: EntitlementList, sums: RowSums, quota: Quota | None) -> list[tuple]:
    hands = [(label, f"{person.name} {figures.minute(moment)}" if person else "") for label, person, moment in hands_of(each)]
    places = [(_("名额"), figures.count(quota.places), rows("subsidies:quota-list", term=each.term_id))] if quota else []
    return [
        (_("人次"), figures.count(sums.times), rows("subsidies:list-detail", each.pk)),
        (_("金额（元）"), figures.yuan(sums.amount)),
        (_("其中减免（元）"), figures.yuan(sums.waived)),
        *places,
        *hands,
        *map(_posted, notices_of(each)),
    ]


def _posted(notice: PublicNotice) -> tuple:
    label = _("公示（已撤回）") if notice.withdrawn_on else _("公示")
    days = f"{figures.day(notice.posted_on)} — {figures.day(notice.ends_on)}"
    return label, days, if_built("students:public-notice-detail", notice.pk)


def needs_places(each: EntitlementList, user: User) -> bool:
    law = PolicyVersion.objects.visible_to(user).law().programme(each.programme.code)
    return bool(law and law.quota)


def list_doings(each: EntitlementList, user: User, signing: Signing) -> dict[str, bool]:
    """What this user may do with the list as it stands."""
    school = user.has(Permission.ENTITLEMENT_CONFIRM) and each.status == ListStatus.DRAFT
    mine = bool(user.stands_for & {each.confirmed_by_id, each.reviewed_by_id})
    review = user.has(Permission.ENTITLEMENT_REVIEW) and each.status == ListStatus.CONFIRMED
    approve = user.has(Permission.ENTITLEMENT_APPROVE) and each.status == ListStatus.REVIEWED
    signed = signing.signed_by(user)
    signs = user.has(Permission.COUNTERSIGN) and each.status == ListStatus.REVIEWED and bool(signing.missing)
    return {
        "confirm": school,
        "rank": school and needs_places(each, user),
        "add": school,
        "post": user.has(Permission.ENTITLEMENT_CONFIRM) and each.status != ListStatus.DRAFT,
        "review": review and not mine,
        "send_back": review,
        "countersign": signs and not mine | signed,
        "approve": approve and not mine | signed and not signing.missing,
        "refuse": approve,
        "wait": mine and (review or approve),
    }


def sorted_out(chosen: QuerySet[EntitlementList], status: str, user: User, own_too: bool) -> tuple[list, list[dict[str, Any]]]:
    """The lists the deed can take, and those it leaves with the reason."""
    fit, left = [], []
    for each in chosen:
        why = _why_not(each, status, user, own_too)
        if why:
            left.append({"list": each, "why": why})
        else:
            fit.append(each)
    return fit, left


def _why_not(each: EntitlementList, status: str, user: User, own_too: bool) -> str:
    if each.status != status:
        return _("现在是“%(state)s”") % {"state": each.get_status_display()}
    if not own_too and user.stands_for & {each.confirmed_by_id, each.reviewed_by_id}:
        return _("由您本人确认或审核过，须由另一人办理")
    return ""


def doubts(entitlements: QuerySet[Entitlement]) -> list[Entitlement]:
    """Who was objected to or waits: they are not approved with the others."""
    found = entitlements.filter(status__in=DOUBTED).for_list()
    return list(found.order_by("school_id", "programme_id", "status", "rank", "pk")[:SHOWN_DOUBTS])


def needs(lists: Sequence[EntitlementList]) -> list[BudgetNeed]:
    """What the approval would take from each budget line."""
    charged = charging.of_lists([each.pk for each in lists])
    return budget_needs(
        (each.programme, each.year, source, fen)
        for each in charged
        for source, fen in zip(charging.FundSource.values, each.fen, strict=True)
    )
