"""When the warnings are looked at anew: soon after something that they rest on has changed, and every night all the same."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError as BrokerError

from aid_portal.announcements import Happening, subscribe

logger = logging.getLogger(__name__)

TASK = "supervision.warnings.refresh"
ASKED_KEY = "early-warnings-asked"
GATHER_SECONDS = 20  # an approver's hundred lists are one look
FORGOTTEN_SECONDS = 600  # a message that was lost keeps later ones back no longer than this

CAUSES = (
    Happening.RELEASE_CHANGED, Happening.ROSTER_CHANGED, Happening.CHECK_FINISHED, Happening.PAIR_ANSWERED,
    Happening.DETERMINED, Happening.LIST_APPROVED, Happening.PAYMENTS_BOOKED, Happening.ADJUSTMENT_APPROVED,
    Happening.PROOF_VERIFIED, Happening.PROOF_REFUSED,
)  # fmt: skip


def ask(_key: int = 0) -> None:
    """Ask for a look, unless one is asked for already; without a broker the night's run finds the same."""
    if not cache.add(ASKED_KEY, True, FORGOTTEN_SECONDS):
        return
    try:
        current_app.tasks[TASK].apply_async(countdown=GATHER_SECONDS)
    except BrokerError:
        cache.delete(ASKED_KEY)
        logger.warning("broker unreachable, the warnings wait for the night")


def begin() -> None:
    """Before the look: what changes from here on is asked for again."""
    cache.delete(ASKED_KEY)


@contextmanager
def gathered() -> Iterator[None]:
    """Work that changes everything many times over: nobody looks in between, one look follows when it is done."""
    cache.set(ASKED_KEY, True, FORGOTTEN_SECONDS)
    try:
        yield
    finally:
        begin()
    ask()


for cause in CAUSES:
    subscribe(cause, ask)
