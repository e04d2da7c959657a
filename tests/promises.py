"""How a test shows that the database keeps a promise: what breaks it is refused by the constraint of that name."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction


def is_kept(name: str, breach: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        breach()


def twice(make: Callable[..., object], **facts: object) -> Callable[[], object]:
    """The same row a second time."""
    return lambda: [make(**facts), make(**facts)]
