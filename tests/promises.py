"""How a test shows that the database keeps a promise: what breaks it is refused by the constraint or trigger of that name."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.models import Model


def is_kept(name: str, breach: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        breach()


def refused(name: str, breach: Callable[[], object]) -> None:
    """By a trigger that says `name`."""
    with pytest.raises(InternalError, match=name), transaction.atomic():
        breach()


def changed(row: Model, **facts: object) -> Callable[[], object]:
    """The row with other facts, written past every action."""
    return lambda: type(row).objects.filter(pk=row.pk).update(**facts)


def twice(make: Callable[..., object], **facts: object) -> Callable[[], object]:
    """The same row a second time."""
    return lambda: [make(**facts), make(**facts)]
