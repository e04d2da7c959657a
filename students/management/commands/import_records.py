"""Load a department's list: `manage.py import_records KIND FILE [--data-date D] --write` (eligibility.md 7)."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.importing import ImportCommand, Outcome, ReportLine
from students.actions import releases
from students.choices import RecordKind, ReleaseStatus
from students.models import Release
from students.reports.release_issues import report_lines


class Command(ImportCommand):
    help = "导入部门名单；不加 --write 只检查"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=RecordKind.values, metavar="KIND", help=" ".join(RecordKind.values))
        super().add_arguments(parser)
        parser.add_argument("--data-date", type=date.fromisoformat, help=_("数据日期，如 2022-09-01"))
        parser.add_argument("--confirm", action="store_true", help=_("行数比上一期减少超过10%%时仍然入库"))

    def run(self, path: Path, *, write: bool, options: dict[str, Any]) -> Outcome:
        with transaction.atomic():
            release = self._load(path, options)
            outcome = _outcome(release)
            if not write:
                transaction.set_rollback(True)
        if write and release.status == ReleaseStatus.HELD:
            raise Refused(release.refusal + _("确认完整请加 --confirm。"))
        return outcome

    def _load(self, path: Path, options: dict[str, Any]) -> Release:
        kind = options["kind"]
        file = stored_files.store(source=path, name=path.name, kind=f"records-{kind}", by=None)
        release = releases.receive(kind=kind, file=file, data_date=options["data_date"], by=audit.CONSOLE)
        release = releases.load(release=release, path=path, by=audit.CONSOLE)
        if release.status == ReleaseStatus.REFUSED and not release.rows:
            raise Refused(release.refusal)
        if release.status == ReleaseStatus.HELD and options["confirm"]:
            release = releases.confirm(release=release, note=_("命令行确认"), by=audit.CONSOLE)
        if release.refusal:
            self.stderr.write(release.refusal)
        return release


def _outcome(release: Release) -> Outcome:
    return Outcome(
        rows=release.rows,
        accepted=release.rows - release.errors,
        errors=release.errors,
        warnings=release.warnings,
        new=release.new,
        changed=release.changed,
        unchanged=release.unchanged,
        missing=release.missing,
        report=[ReportLine(*line) for line in report_lines(release)],
    )
