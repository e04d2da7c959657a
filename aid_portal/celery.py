"""The Celery application: it only wakes workers, the database knows what is to be done."""

import os
import time

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aid_portal.settings")

app = Celery("aid_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 10
HEARTBEAT_KEPT_SECONDS = 3600

_last_beat = 0.0


@signals.setup_logging.connect
def log_as_the_portal_does(**_kwargs: object) -> None:
    """Celery would put its own handlers in place; ours write JSON and no personal data."""
    from logging.config import dictConfig

    from django.conf import settings

    dictConfig(settings.LOGGING)


@signals.heartbeat_sent.connect
def tell_the_doctor(**_kwargs: object) -> None:
    """Celery beats every two seconds in the worker's main process, busy or not; one in five is written down.

    Only the worker may write it: a task that writes it would wait behind a long check and call a busy worker dead.
    """
    global _last_beat
    if time.monotonic() - _last_beat < HEARTBEAT_SECONDS:
        return
    from django.core.cache import cache

    cache.set(HEARTBEAT_KEY, time.time(), HEARTBEAT_KEPT_SECONDS)
    _last_beat = time.monotonic()
