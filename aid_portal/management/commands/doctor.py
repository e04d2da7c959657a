"""Is everything there that the portal needs; a fault ends with exit code 1."""

import sys

from django.core.management.base import BaseCommand, CommandParser

from aid_portal.diagnosis import CHECKS, Level, examine


class Command(BaseCommand):
    help = "Check database, tables, broker, cache, worker, schedule, keys, fonts, disk and holidays."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", nargs="+", choices=CHECKS, default=tuple(CHECKS), help="these checks alone")

    def handle(self, *_args: str, **options: object) -> None:
        looks = {Level.OK: self.style.SUCCESS, Level.NOTICE: self.style.WARNING, Level.FAULT: self.style.ERROR}
        found = []
        for diagnosis in examine(options["only"]):
            found.append(diagnosis.level)
            self.stdout.write(f"{looks[diagnosis.level](diagnosis.level)}\t{diagnosis.subject}\t{diagnosis.seen}")
        if Level.FAULT in found:
            sys.exit(1)
