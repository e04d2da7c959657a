"""Load a roster, one school's or the county's: `manage.py import_roster FILE --term 2022A --write` (eligibility.md 7)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.choices import OrgKind
from aid_portal.errors import Refused
from aid_portal.importing import ImportCommand, Outcome, ReportLine
from aid_portal.models import OrgUnit
from students.actions import roster_checks, rosters
from students.choices import UploadStatus
from students.models import RosterUpload
from students.reports.roster_issues import report_lines


class Command(ImportCommand):
    help = "导入学生花名册；不加 --write 只检查"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--term", required=True, help=_("学期，如 2022A"))

    def run(self, path: Path, *, write: bool, options: dict[str, Any]) -> Outcome:
        with transaction.atomic():
            outcome = self._load(path, term=options["term"].upper(), write=write)
            if not write:
                transaction.set_rollback(True)
        return outcome

    def _load(self, path: Path, *, term: str, write: bool) -> Outcome:
        bureau = OrgUnit.objects.filter(kind=OrgKind.BUREAU).first()
        if bureau is None:
            raise CommandError(_("还没有机构，请先执行 import_org_units。"))
        file = stored_files.store(source=path, name=path.name, kind="roster", by=None, unit=bureau)
        upload = rosters.receive(term=term, unit=bureau, file=file, by=audit.CONSOLE)
        upload = roster_checks.check(upload=upload, path=path)
        if upload.status == UploadStatus.REFUSED:
            raise Refused(upload.refusal)
        report = list(_lines(upload))
        if write and upload.good:
            upload = rosters.accept(upload=upload, by=audit.CONSOLE)
        return Outcome(**upload.counts, report=report)


def _lines(upload: RosterUpload) -> Iterator[ReportLine]:
    return (ReportLine(*line) for line in report_lines(upload))
