"""The sweeper by hand or from a systemd timer: wakes runs whose lease has run out."""

from django.core.management.base import BaseCommand

from aid_portal import jobs


class Command(BaseCommand):
    help = "Wake the runs whose work nobody holds any more; the beat does the same every 15 seconds."

    def handle(self, *_args: str, **_options: object) -> None:
        jobs.sweep()
