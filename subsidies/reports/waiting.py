"""What waits for this person: each answer is the rows behind a number of the menu and of the home page."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import EntitlementStatus, ListStatus, PaperStatus
from subsidies.models import (
    Adjustment,
    ApprovalBand,
    Entitlement,
    EntitlementList,
    MealStandard,
    Quota,
    Recovery,
    SchoolAidRate,
    SchoolAidUse,
)
from subsidies.reports.countersignatures import signed_enough, to_sign

NOTHING = Q(pk__in=[])


def lists_waiting(user: User) -> QuerySet[EntitlementList]:
    """Drafts of the own school; what one may review or approve and has not handled before."""
    mine, by_me = NOTHING, Q(confirmed_by__in=user.stands_for) | Q(reviewed_by__in=user.stands_for)
    if user.has(Permission.ENTITLEMENT_CONFIRM):
        mine |= Q(status=ListStatus.DRAFT)
    if user.has(Permission.ENTITLEMENT_REVIEW):
        mine |= Q(status=ListStatus.CONFIRMED) & ~by_me
    reviewed = EntitlementList.objects.filter(Q(status=ListStatus.REVIEWED) & ~by_me)
    if user.has(Permission.ENTITLEMENT_APPROVE):
        mine |= Q(pk__in=signed_enough(reviewed, user).values("pk"))
    if user.has(Permission.COUNTERSIGN):
        mine |= Q(pk__in=to_sign(reviewed, user).values("pk"))
    return EntitlementList.objects.visible_to(user).filter(mine)


def approval_bands_waiting(user: User) -> QuerySet[ApprovalBand]:
    return decidable(ApprovalBand.objects.visible_to(user), user, Permission.POLICY_APPROVE)


def adjustments_waiting(user: User) -> QuerySet[Adjustment]:
    return decidable(Adjustment.objects.visible_to(user), user, Permission.ADJUST_APPROVE)


def quotas_waiting(user: User) -> QuerySet[Quota]:
    return decidable(Quota.objects.visible_to(user), user, Permission.QUOTA_APPROVE)


def school_aid_waiting(user: User) -> QuerySet[SchoolAidUse]:
    return decidable(SchoolAidUse.objects.visible_to(user), user, Permission.SCHOOL_AID_CONFIRM)


def school_aid_rates_waiting(user: User) -> QuerySet[SchoolAidRate]:
    return decidable(SchoolAidRate.objects.visible_to(user), user, Permission.POLICY_APPROVE)


def meal_standards_waiting(user: User) -> QuerySet[MealStandard]:
    return decidable(MealStandard.objects.visible_to(user), user, Permission.POLICY_APPROVE)


def recoveries_open(user: User) -> QuerySet[Recovery]:
    return Recovery.objects.visible_to(user).open()


def holds_to_review(user: User) -> QuerySet[Entitlement]:
    """Held rows whose review day has come."""
    held = Entitlement.objects.visible_to(user).exclude(status=EntitlementStatus.CANCELLED)
    return held.filter(held_until__lte=timezone.localdate())


def decidable(papers: QuerySet, user: User, permission: Permission) -> QuerySet:
    """What another person has made and this one may approve."""
    if not user.has(permission):
        return papers.none()
    return papers.filter(status=PaperStatus.PROPOSED).exclude(made_by__in=user.stands_for)
