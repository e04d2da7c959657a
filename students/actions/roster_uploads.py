"""A roster through its jobs: upload, check, mend, accept, undo. What each of them does is in `rosters` and `roster_checks`."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit, jobs, uploads
from aid_portal.actions import stored_files
from aid_portal.choices import JobStatus, OrgKind
from aid_portal.errors import Refused, Stale
from aid_portal.models import JobRun, OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.sql import MANY, analyse
from students.actions import roster_checks, rosters
from students.actions.terms import open_term
from students.choices import UploadStatus
from students.models import RosterUpload, TermSetting

CHECK, ACCEPT, UNDO = "students.roster_check", "students.roster_accept", "students.roster_undo"
# as many rows are accepted or undone well within a second; more of them are a job with percent and cancel
AT_ONCE = 2_000


@transaction.atomic
def upload(
    *, term: TermSetting, unit: OrgUnit, source: bytes | BinaryIO | Iterable[bytes], name: str, by: User, post: bool = True
) -> RosterUpload:
    """Keep the file, look at it at the gate (UploadRefused: nothing is kept), and let a job check it."""
    open_term(term.pk)
    if unit.kind == OrgKind.BUREAU and not by.has(Permission.ROSTER_UPLOAD_COUNTY):
        raise Refused(_("您没有上传全县花名册的权限，请选择本单位。"), code="no_permission")
    file = stored_files.store(source=source, name=name, kind="roster", by=by, unit=unit)
    with stored_files.open_plain(file) as path:
        uploads.gate(path, roster_checks.limits_for(unit))
    kept = rosters.receive(term=term.pk, unit=unit, file=file, by=by)
    return _start(kept, CHECK, _("校验花名册：%(file)s"), by, post)


@transaction.atomic
def check_again(*, upload: RosterUpload, by: User, post: bool = True) -> RosterUpload:
    """After a check that was cancelled or failed."""
    upload = free(upload)
    if UploadStatus.CHECKED not in upload.open_moves():
        raise Refused(_("这份花名册已不在校验阶段。请查看它的最新状态。"))
    return _start(upload, CHECK, _("校验花名册：%(file)s"), by, post)


@transaction.atomic
def mend(*, upload: RosterUpload, cells: Mapping[tuple[int, str], str], by: User, post: bool = True) -> RosterUpload:
    """Cells corrected in the page, then the file is checked again with them in place."""
    open_term(upload.term_id)
    upload = free(upload)
    if not cells:
        raise Refused(_("还没有填写要改的内容。"))
    for (row, column), value in cells.items():
        roster_checks.mend(upload=upload, row=row, column=column, value=value, by=by)
    return start_check(upload, by, post)


def accept(*, upload: RosterUpload, seen: str, by: User, post: bool = True) -> RosterUpload:
    """At once, or as a job where there are many rows; `seen` is the difference that the person was shown."""
    with transaction.atomic():
        upload = free(upload)
        if check_is_due(upload):
            raise Refused(_("修改之后还没有校验完，请先重新校验。"))
        if upload.status == UploadStatus.CHECKED and seen != upload.seen:
            raise Stale(rosters.STALE)
        if upload.status == UploadStatus.CHECKED and upload.good > AT_ONCE:
            open_term(upload.term_id)
            return _start(upload, ACCEPT, _("接收花名册：%(file)s"), by, post)
    return rosters.accept(upload=upload, by=by)


@transaction.atomic
def undo(*, upload: RosterUpload, by: User, post: bool = True) -> RosterUpload:
    upload = free(upload)
    if upload.status == UploadStatus.ACCEPTED and upload.good > AT_ONCE:
        open_term(upload.term_id)
        return _start(upload, UNDO, _("撤销花名册：%(file)s"), by, post)
    return rosters.undo(upload=upload, by=by)


@transaction.atomic
def discard(*, upload: RosterUpload, by: User) -> RosterUpload:
    return rosters.discard(upload=free(upload), by=by)


def check_is_due(upload: RosterUpload) -> bool:
    """The last check did not come to its end: what the page shows is older than the mends."""
    return upload.job is not None and upload.job.kind == CHECK and upload.job.status != JobStatus.DONE


def check_stored(*, upload: RosterUpload, progress: rosters.Progress) -> RosterUpload:
    """The check of the file as it was stored; one that was decided about meanwhile stays as it is."""
    if UploadStatus.CHECKED not in upload.open_moves():
        return upload
    with stored_files.open_plain(upload.file) as path:
        upload = roster_checks.check(upload=upload, path=path, progress=progress)
    _analyse("students_rosterrow", upload)
    return upload


def accept_shown(*, upload: RosterUpload, by: User | str, progress: rosters.Progress) -> bool:
    """False where the difference had changed: it is shown anew instead. Safe to run twice."""
    if upload.status == UploadStatus.ACCEPTED:
        return True
    accepted = rosters.accept_as_shown(upload, by, progress) is not None
    _analyse("students_enrolment", upload)
    return accepted


def undo_accepted(*, upload: RosterUpload, by: User | str, progress: rosters.Progress) -> None:
    if upload.status != UploadStatus.UNDONE:
        rosters.undo(upload=upload, by=by, progress=progress)


def _analyse(table: str, upload: RosterUpload) -> None:
    """The page reads the rows the moment the work is done, long before the autovacuum has looked at them."""
    if upload.rows >= MANY:
        analyse(table)


def by_of(run: JobRun) -> User | str:
    return run.requested_by or audit.SYSTEM


def free(upload: RosterUpload) -> RosterUpload:
    """Locked, and nothing else is being done with it."""
    upload = RosterUpload.objects.locked().select_related("job", "term", "unit", "file").get(pk=upload.pk)
    if upload.at_work:
        raise Refused(_("“%(job)s”正在进行，请等它完成或先取消。") % {"job": upload.job}, code="at_work")
    return upload


def start_check(upload: RosterUpload, by: User, post: bool) -> RosterUpload:
    """Once more, with what has been said of the file meanwhile."""
    return _start(upload, CHECK, _("重新校验花名册：%(file)s"), by, post)


def _start(upload: RosterUpload, kind: str, title: str, by: User, post: bool) -> RosterUpload:
    upload.job = jobs.start(
        kind,
        by=by,
        title=title % {"file": upload.file.name},
        params={"upload": upload.pk},
        unit=upload.unit,
        unique_key=f"roster:{upload.pk}",
        post=post,
    )
    upload.save(update_fields=["job"])
    return upload
