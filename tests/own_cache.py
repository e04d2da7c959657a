"""A cache of one's own on the server that all tests share: to empty the whole would take the sessions of the test beside."""

import uuid

from django.conf import settings
from django.core.cache import caches


def begin_anew() -> None:
    """What was kept so far is found no more."""
    settings.CACHES["default"]["KEY_PREFIX"] = f"test-{uuid.uuid4().hex[:12]}"
    if hasattr(caches._connections, "default"):
        del caches["default"]
