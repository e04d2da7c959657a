"""Is everything there that the portal needs, and does what it keeps agree; a fault ends with exit code 1."""

import sys
from collections.abc import Collection, Iterator

from django.core.management.base import BaseCommand, CommandParser

from aid_portal import selfchecks
from aid_portal.diagnosis import CHECKS, Diagnosis, Level, examine

NEEDED = ("migrations", "keys")


class Command(BaseCommand):
    help = "Check servers, tables, worker, schedule, keys, fonts, disk, holidays; compare money, envelopes and files."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        every = (*CHECKS, *selfchecks.names())
        parser.add_argument("--only", nargs="+", choices=every, default=every, help="these checks alone")

    def handle(self, *_args: str, **options: object) -> None:
        looks = {Level.OK: self.style.SUCCESS, Level.NOTICE: self.style.WARNING, Level.FAULT: self.style.ERROR}
        found = []
        for diagnosis in _examined(options["only"]):
            found.append(diagnosis.level)
            self.stdout.write(f"{looks[diagnosis.level](diagnosis.level)}\t{diagnosis.subject}\t{diagnosis.seen}")
        if Level.FAULT in found:
            sys.exit(1)


def _examined(only: Collection[str]) -> Iterator[Diagnosis]:
    """What is kept is asked only where there are tables and keys to ask with."""
    yield from examine([name for name in CHECKS if name in only])
    asked = [name for name in selfchecks.names() if name in only]
    if asked:
        missing = [each for each in examine(NEEDED) if each.level is Level.FAULT]
        yield from missing or selfchecks.ask(asked)
