"""Whether a background worker is up: each worker leaves its heartbeat in the cache."""

import time

from django.core.cache import cache

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 10
HEARTBEAT_KEPT_SECONDS = 3600
SILENT_SECONDS = 30


def beat() -> None:
    cache.set(HEARTBEAT_KEY, time.time(), HEARTBEAT_KEPT_SECONDS)


def awake() -> bool:
    """A worker beat within the last half minute; without a cache nobody is awake."""
    try:
        last = cache.get(HEARTBEAT_KEY)
    except OSError:
        return False
    return last is not None and time.time() - last < SILENT_SECONDS
