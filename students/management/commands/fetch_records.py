"""Load what a department's list service gives: `manage.py fetch_records KIND [--data-date D] --write`; by the gate of a file."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from students.actions import list_services
from students.choices import RecordKind


class Command(BaseCommand):
    help = "从主管部门的名单接口取一期名单；不加 --write 只检查"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=RecordKind.values, metavar="KIND", help=" ".join(RecordKind.values))
        parser.add_argument("--data-date", type=date.fromisoformat, help=_("数据日期，如 2022-09-01"))
        parser.add_argument("--write", action="store_true", help=_("写入数据库；不加则只检查"))
        parser.add_argument("--report", type=Path, metavar="CSV", help=_("把每条错误和提醒写入此文件"))

    def handle(self, *args: Any, **options: Any) -> None:
        """A list that shrank is not confirmed here: that takes a person who has looked at it."""
        told = {name: options[name] for name in ("data_date", "write", "report")}
        with tempfile.TemporaryDirectory(dir=settings.TEMP_DIR, prefix="plain-") as folder:
            try:
                path = list_services.fetch(kind=options["kind"], folder=Path(folder))
            except Refused as refusal:
                raise CommandError(refusal.message) from refusal
            call_command("import_records", options["kind"], path, **told, stdout=self.stdout, stderr=self.stderr)
