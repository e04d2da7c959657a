"""Everything the wizard's page shows of an upload: step, progress, counts, causes, differences, what may be done now."""

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.choices import JobStatus
from aid_portal.models import StoredFile
from aid_portal.permissions import Permission
from students.actions import roster_uploads
from students.choices import RowOutcome, UploadStatus
from students.reports import double_enrolments, roster_differences
from students.reports.roster_issues import causes
from students.tables.roster_rows import enrolled_registry, grade_of

SHOWN = 20  # of each list on the wizard's page; the rest one click away
CHECKED, ACCEPTED = UploadStatus.CHECKED, UploadStatus.ACCEPTED
STEPS = {UploadStatus.RECEIVED: 3, UploadStatus.REFUSED: 2, UploadStatus.CHECKED: 4}


def may_mend(user, upload):
    return user.has(Permission.ROSTER_UPLOAD) and upload.status == CHECKED and not upload.at_work


def roster_page(request, upload):
    """By whose eyes it is looked at; the differences only where the file was checked and rests."""
    shown = upload.status in (CHECKED, ACCEPTED) and not upload.at_work
    original = StoredFile.objects.visible_to(request.user).filter(pk=upload.file_id).first()
    return {
        "upload": upload,
        "step": step_of(upload),
        "steps": _steps(),
        "facts": _facts(upload),
        "counted": upload.status not in (UploadStatus.RECEIVED, UploadStatus.REFUSED),
        "causes": causes(upload) if shown else [],
        "differs": _differences(upload) if shown else None,
        "original": original,
        **_permitted(request.user, upload, shown, original),
        **_notices(upload),
    }


def step_of(upload):
    """Errors with nothing to accept keep the wizard at the check; what is over stands at the end."""
    if upload.status == CHECKED and (not upload.good or roster_uploads.check_is_due(upload)):
        return 3
    return STEPS.get(upload.status, 5)


def _steps():
    return [_("下载模板"), _("上传文件"), _("校验"), _("确认差异"), _("完成")]


def _permitted(user, upload, shown, original):
    may, free = user.has(Permission.ROSTER_UPLOAD), not upload.at_work
    due = roster_uploads.check_is_due(upload)
    return {
        "may_upload": may,
        "may_accept": may and shown and upload.status == CHECKED and bool(upload.good) and not due,
        "may_discard": may and free and UploadStatus.DISCARDED in upload.open_moves(),
        "may_undo": may and free and UploadStatus.UNDONE in upload.open_moves(),
        "may_check": may and free and due and CHECKED in upload.open_moves(),
        "may_mend": may_mend(user, upload),
        "may_name": may and free and CHECKED in upload.open_moves() and bool(upload.unknown_headings),
        "may_mark": may and shown and original is not None,
        "may_cancel": upload.at_work and upload.job.can_be_cancelled and upload.job.may_be_changed_by(user),
    }


def _notices(upload):
    job = upload.job
    ended = job is not None and not job.is_active
    return {
        "refused": upload.status == UploadStatus.REFUSED,
        "failed": job.error if ended and job.status == JobStatus.FAILED else "",
        "cancelled": ended and job.status == JobStatus.CANCELLED,
        "stale": ended and job.kind == roster_uploads.ACCEPT and bool(job.result.get("stale")) and upload.status == CHECKED,
        "nothing_good": upload.status == CHECKED and not upload.good,
        "repeats": upload.repeats and upload.status in (CHECKED, ACCEPTED),
    }


def _differences(upload):
    rows = roster_differences.rows_of(upload)
    changed = rows.filter(outcome=RowOutcome.CHANGED).order_by("row")[:SHOWN] if upload.changed else []
    missing = roster_differences.missing(upload).order_by("class_name", "pk")[:SHOWN] if upload.missing else []
    doubles = list(double_enrolments.of_upload(upload).order_by("row")[: SHOWN + 1])
    return {
        "changed": [(row, roster_differences.changes_of(row)) for row in changed],
        "missing": [(child, enrolled_registry(child), grade_of(child)) for child in missing],
        "doubles": [(row, roster_differences.masked_registry(row)) for row in doubles[:SHOWN]],
        "more_doubles": len(doubles) > SHOWN,
    }


def _facts(upload):
    """What is known of it: who has not accepted or undone it yet is no gap to be shown."""
    return [fact for fact in _all_facts(upload) if fact[1]]


def _all_facts(upload):
    moment = lambda when: figures.minute(when) if when else ""  # noqa: E731
    return [
        (_("学期"), upload.term),
        (_("上传单位"), upload.unit),
        (_("上传人"), upload.uploaded_by or _("控制台")),
        (_("上传时间"), figures.minute(upload.uploaded_at)),
        (_("接收人"), upload.accepted_by or (_("控制台") if upload.accepted_at else "")),
        (_("接收时间"), moment(upload.accepted_at)),
        (_("撤销人"), upload.undone_by or ""),
        (_("撤销时间"), moment(upload.undone_at)),
        (_("工作表"), upload.sheet),
        (_("未识别的列"), "、".join(upload.unknown_headings)),
        (_("SHA-256"), f"{upload.file.sha256[:16]}…"),
    ]
