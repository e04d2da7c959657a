"""The error workbook of a roster: the uploader's own sheet with its bad cells marked, to be mended and uploaded as it is."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto, jobs
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import JobRun, StoredFile, User
from aid_portal.sheets.marked import ERROR, WARNING, Mark, mark_workbook
from students.actions.roster_checks import limits_for, mend_aad
from students.choices import Severity, UploadStatus
from students.models import RosterIssue, RosterUpload
from students.reports.roster_headings import spec_for
from students.sheets import messages

KIND = "students.roster_mark"
# marking somebody's workbook costs about a second per two thousand rows
AT_ONCE = 1_000


def take(*, upload: RosterUpload, by: User, post: bool = True) -> StoredFile | JobRun:
    """The workbook, or the job that makes it where that takes more than a moment."""
    if upload.status not in (UploadStatus.CHECKED, UploadStatus.ACCEPTED) or not upload.issues.exists():
        raise Refused(_("这份花名册没有需要标出的错误。"))
    if upload.rows <= AT_ONCE:
        return mark(upload=upload, by=by)
    title = _("制作错误工作簿：%(file)s") % {"file": upload.file.name}
    key, params = f"roster-mark:{upload.pk}:{by.pk}", {"upload": upload.pk}
    return jobs.start(KIND, by=by, title=title, params=params, unit=upload.unit, unique_key=key, post=post)


@transaction.atomic
def mark(*, upload: RosterUpload, by: User) -> StoredFile:
    """Made anew from the stored original, for this person only, gone after a day."""
    marks = list(_marks(upload))
    with stored_files.open_plain(upload.file) as source, tempfile.TemporaryDirectory(dir=settings.TEMP_DIR) as folder:
        target = Path(folder) / "marked.xlsx"
        mark_workbook(source, target, spec_for(upload.unit), limits_for(upload.unit), marks)
        name = _("错误标注-%(stem)s.xlsx") % {"stem": Path(upload.file.name).stem}
        expires = timezone.now() + stored_files.EXPORT_KEPT
        file = stored_files.store(
            source=target, name=name, kind="roster-marked", by=by, unit=upload.unit, personal=True, expires_at=expires
        )
    audit.record("students.roster.marked", by=by, target=upload, unit=upload.unit, after={"marks": len(marks)})
    return file


def _marks(upload: RosterUpload) -> Iterator[Mark]:
    """Errors and warnings; and what was corrected in the page, for the file does not know it."""
    for issue in RosterIssue.objects.filter(upload=upload).exclude(severity=Severity.HINT).order_by("row", "pk"):
        severity = ERROR if issue.severity == Severity.ERROR else WARNING
        yield Mark(issue.row, issue.column, messages.message(issue, issue.row), severity)
    for mend in upload.mends.all():
        value = crypto.unseal(mend.sealed, mend_aad(mend))["value"]
        yield Mark(mend.row, mend.column, _("这一格已在页面改为“%(value)s”，请照此填写。") % {"value": value}, WARNING)
