"""Builders for constraints that recur: two columns together, in order, a stamp with its status, what must never happen."""

from collections.abc import Collection

import pgtrigger
from django.db.models import CheckConstraint, F, Model, Q


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


class Both(pgtrigger.Condition):
    """Conditions that hold together; what has changed and what a row was cannot be joined by `&`."""

    def __init__(self, *conditions: pgtrigger.Condition) -> None:
        self.conditions = conditions

    def resolve(self, model: type[Model]) -> str:
        return "(" + " AND ".join(condition.resolve(model) for condition in self.conditions) + ")"


def refuse(
    name: str, sentence: str, operation: pgtrigger.core.Operation, condition: pgtrigger.Condition | None = None
) -> pgtrigger.Trigger:
    """A trigger that refuses the operation with `sentence`; its condition is looked at before any function is called."""
    raises = f"RAISE EXCEPTION '{sentence}';"
    return pgtrigger.Trigger(name=name, operation=operation, when=pgtrigger.Before, condition=condition, func=raises)
