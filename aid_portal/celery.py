"""The Celery application: it only wakes workers, the database knows what is to be done."""

import os
import time

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aid_portal.settings")

app = Celery("aid_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

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
    from aid_portal import workers

    if time.monotonic() - _last_beat < workers.HEARTBEAT_SECONDS:
        return
    workers.beat()
    _last_beat = time.monotonic()
