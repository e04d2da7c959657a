"""Take away the doubts of a department's file: row, column, masked value, rule and remedy, for the department to mend."""

from io import BytesIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.identifiers import mask_text
from aid_portal.models import User
from aid_portal.sheets.books import SheetSpec, write_book
from aid_portal.sheets.columns import Column
from students.choices import Severity
from students.models import Release
from students.reports.release_issues import report_lines
from students.sheets import messages

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    Column(_("行"), kind="count", width=8), Column(_("列"), width=16), Column(_("程度"), width=8), Column(_("原因"), width=20),
    Column(_("单元格内容"), width=26), Column(_("说明"), width=70),
)  # fmt: skip


@transaction.atomic
def take(*, release: Release, by: User) -> tuple[str, bytes]:
    """Name and bytes of the workbook, with an event: who took it."""
    rows = [
        (line.row, line.column, str(Severity(line.severity).label), messages.title(line.code), _masked(line), line.message)
        for line in report_lines(release)
    ]
    stream = BytesIO()
    write_book(stream, [SheetSpec(_("问题清单"), COLUMNS, rows, str(release))], _notes(release, by, len(rows)))
    audit.record("students.release.report_taken", by=by, target=release, after={"rows": len(rows)})
    return _("问题清单-%(release)s.xlsx") % {"release": release}, stream.getvalue()


def _masked(line) -> str:
    return mask_text(messages.shown_value(line.column, line.value))


def _notes(release: Release, by: User, count: int) -> list[tuple[str, str]]:
    return [
        (_("名单"), _("%(release)s（%(file)s）") % {"release": release, "file": release.file.name}),
        (_("制表"), f"{by.name} {figures.minute(timezone.now())}"),
        (_("条数"), figures.count(count)),
        (_("口径"), _("证件号等号码已遮盖；行号是原文件里的行号。有错误的行没有入库，有提醒的行已入库。")),
    ]
