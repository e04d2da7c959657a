"""Returned payments that are not made good, with what the school does about them and how far that has come."""

from django.db.models import OuterRef, QuerySet, Subquery

from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.models import CardChange, Payment, ReturnReason
from subsidies.reports.waiting import decidable


def with_handling(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Each with `reason`, `remedy`, and of its latest change of account `mended` (the state) and `change` (the key)."""
    reason = ReturnReason.objects.filter(code=OuterRef("reason_code"))
    change = CardChange.objects.filter(payment=OuterRef("pk")).order_by("-pk")
    return payments.annotate(
        reason=Subquery(reason.values("label")[:1]),
        remedy=Subquery(reason.values("remedy")[:1]),
        mended=Subquery(change.values("status")[:1]),
        change=Subquery(change.values("pk")[:1]),
    )


def returned(user: User) -> QuerySet[Payment]:
    open_ones = Payment.objects.visible_to(user).not_made_good().select_related("batch", "school", "programme", "student")
    return with_handling(open_ones.defer("sealed"))


def to_mend(user: User) -> QuerySet[Payment]:
    """Those for which this person's school has not asked for another account yet, or was told no."""
    if not user.has(Permission.CARD_CHANGE):
        return Payment.objects.none()
    rows = returned(user)
    return rows.filter(mended=None) | rows.filter(mended=PaperStatus.REFUSED)


def changes_to_decide(user: User) -> QuerySet[CardChange]:
    return decidable(CardChange.objects.visible_to(user), user, Permission.CARD_APPROVE)


def reason_labels() -> dict[str, str]:
    """By code, as the bureau words them."""
    return dict(ReturnReason.objects.values_list("code", "label"))
