"""Builders for constraints that recur: two columns together, two columns in order, a stamp with its status."""

from collections.abc import Collection

from django.db.models import CheckConstraint, F, Q


def both_or_neither(name: str, first: str, second: str) -> CheckConstraint:
    together = Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
    return CheckConstraint(name=name, condition=together | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}))


def in_order(name: str, first: str, second: str) -> CheckConstraint:
    """`first` is not after `second`; an empty `second` is open-ended."""
    return CheckConstraint(name=name, condition=Q(**{f"{second}__isnull": True}) | Q(**{f"{first}__lte": F(second)}))


def stamped_iff(name: str, stamp: str, statuses: Collection[str]) -> CheckConstraint:
    """`stamp` is filled exactly in these statuses."""
    inside = Q(status__in=list(statuses))
    return CheckConstraint(
        name=name, condition=(inside & Q(**{f"{stamp}__isnull": False})) | (~inside & Q(**{f"{stamp}__isnull": True}))
    )


def different_people(name: str, first: str, second: str) -> CheckConstraint:
    """Maker and checker are two persons (不相容岗位分离)."""
    return CheckConstraint(name=name, condition=Q(**{f"{second}__isnull": True}) | ~Q(**{first: F(second)}))
