"""What has happened on one floor, for the floors above it: they say here what follows, and are told once it is committed.

subscribe(Happening.CHECK_FINISHED, follow)    # an upper app's tasks.py: follow(key) starts a job
announce(Happening.CHECK_FINISHED, run.pk)     # the action, inside its transaction

Who listens does little: it starts a job, so that long work neither holds up nor spoils what was done before it.
"""

from collections import defaultdict
from collections.abc import Callable
from enum import StrEnum

from django.db import transaction


class Happening(StrEnum):
    """`announce` is given the key of the thing that is named first."""

    CHECK_FINISHED = "check_finished"  # an eligibility run that was no trial
    PROOF_VERIFIED = "proof_verified"  # a proof of schooling outside the county
    PROOF_REFUSED = "proof_refused"
    RELEASE_CHANGED = "release_changed"  # a department's list took effect or was withdrawn
    ROSTER_CHANGED = "roster_changed"  # a roster was accepted or undone
    DETERMINED = "determined"  # an application was approved or its approval revoked
    PAIR_ANSWERED = "pair_answered"  # a record is or is not a child's
    LIST_APPROVED = "list_approved"  # the awards of a school, programme and term
    PAYMENTS_BOOKED = "payments_booked"  # a batch: what the bank paid and returned
    ADJUSTMENT_APPROVED = "adjustment_approved"


Listener = Callable[[int], object]
_listeners: dict[Happening, list[Listener]] = defaultdict(list)


def subscribe(happening: Happening, listener: Listener) -> None:
    _listeners[happening].append(listener)


def announce(happening: Happening, key: int) -> None:
    """Nobody is told of what is rolled back; a listener that fails is logged and keeps no other from hearing it."""
    for listener in _listeners[happening]:

        def tell(listener: Listener = listener) -> None:  # no partial: Django names the function when it fails
            listener(key)

        transaction.on_commit(tell, robust=True)
