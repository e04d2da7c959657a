"""Ground floor and roof: people, units, audit, files, jobs, and what hangs the floors together."""

from aid_portal.celery import app as celery_app

__all__ = ["celery_app"]
