"""The frame of every import command: dry unless --write, a report of each fault, one line of JSON last."""

import csv
import json
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from aid_portal.errors import Refused


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One error or warning: the sheet's own row number, the heading, and a sentence for people."""

    row: int
    column: str
    severity: str
    code: str
    value: str
    message: str


@dataclass(slots=True)
class Outcome:
    """What an import did or would do (eligibility.md 7): `errors` and `warnings` count rows, not faults."""

    rows: int = 0
    accepted: int = 0
    errors: int = 0
    warnings: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    report: Iterable[ReportLine] = field(default=())

    def counts(self) -> dict[str, int]:
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "report"}


class ImportCommand(BaseCommand):
    """A subclass adds its own arguments and answers `run`; refusals become a sentence on stderr and exit code 1."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=_("要导入的文件（xlsx、xls、csv）"))
        parser.add_argument("--write", action="store_true", help=_("写入数据库；不加则只检查"))
        parser.add_argument("--report", type=Path, metavar="CSV", help=_("把每条错误和提醒写入此文件"))

    @abstractmethod
    def run(self, path: Path, *, write: bool, options: dict[str, Any]) -> Outcome:
        """Check the file and, with `write`, store what is good."""

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("没有这个文件：%(path)s。请检查路径。") % {"path": path})
        try:
            outcome = self.run(path, write=options["write"], options=options)
            if options["report"]:
                write_report(options["report"], outcome.report)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        if not options["write"]:
            self.stderr.write(_("这是试运行，没有写入。加 --write 后写入。"))
        self.stdout.write(json.dumps(outcome.counts()))


def write_report(path: Path, lines: Iterable[ReportLine]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(each.name for each in fields(ReportLine))
        for line in lines:
            writer.writerow((line.row, line.column, line.severity, line.code, line.value, line.message))
