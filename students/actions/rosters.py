"""Rosters: receive a file, accept what was checked, discard it, undo it. The check itself is in `roster_checks`."""

from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from aid_portal import audit
from aid_portal.announcements import Happening, announce
from aid_portal.errors import Refused, Stale
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.sql import execute, fetch, joined_whole
from students.actions.roster_checks import count
from students.actions.roster_staging import compare_again
from students.actions.terms import open_term
from students.choices import UploadStatus
from students.dependants import dependants_of
from students.models import Enrolment, RosterUpload

WRITES = (
    "accept_students", "accept_history", "accept_changed", "accept_new", "accept_last", "accept_names", "accept_schools",
    "propose_merges",
)  # fmt: skip
UNDOES = ("undo_changed", "undo_history", "undo_new", "undo_schools", "undo_schools_earlier", "undo_merges", "undo_students")
STALE = _lazy("在您查看之后，名单里又接收了别的文件，差异已重新计算。请再看一遍差异后确认。")
Progress = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    """For those who do not wait to be told."""


@transaction.atomic
def receive(*, term: str, unit: OrgUnit, file: StoredFile, by: User | str) -> RosterUpload:
    """A file is kept and waits for its check; a locked term takes none."""
    upload = RosterUpload.objects.create(
        term=open_term(term), unit=unit, file=file, uploaded_by=by if isinstance(by, User) else None
    )
    audit.record("students.roster.received", by=by, target=upload, unit=unit)
    return upload


def accept(*, upload: RosterUpload, by: User | str) -> RosterUpload:
    """All good rows or none: an upsert on (school, 学籍号, term); nobody disappears by omission (eligibility.md 2.9-2.11).

    Where another file was accepted since the difference was shown, the new difference is kept and `Stale` raised.
    """
    accepted = accept_as_shown(upload, by)
    if accepted is None:
        raise Stale(STALE)
    return accepted


@transaction.atomic
def accept_as_shown(upload: RosterUpload, by: User | str, progress: Progress = _silent) -> RosterUpload | None:
    """None where the difference is no longer the one that was shown: the new one is kept, nothing is accepted."""
    term = open_term(upload.term_id)
    upload = RosterUpload.objects.locked().get(pk=upload.pk)
    one_at_a_time(term.pk)
    shown = upload.counts
    moved = compare_again(upload)
    count(upload)
    if moved or upload.counts != shown:
        upload.save()
        return None
    upload.move_to(UploadStatus.ACCEPTED)
    if not upload.good:
        raise Refused(_("这份花名册没有可以接收的行，请按错误说明修改后重新上传。"))
    if not upload.repeats:
        _write(upload, term.pk, progress)
    upload.accepted_at = timezone.now()
    upload.accepted_by = by if isinstance(by, User) else None
    upload.save()
    audit.record("students.roster.accepted", by=by, target=upload, unit=upload.unit, after=upload.counts)
    announce(Happening.ROSTER_CHANGED, upload.pk)
    return upload


def one_at_a_time(term: str) -> None:
    """One acceptance of a term at a time, so that the order is one order; no two files of a child join meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('roster'), hashtext(%s))", [term])


def _write(upload: RosterUpload, term: str, progress: Progress) -> None:
    order = int(timezone.now().timestamp() * 1000) * 1_000_000
    params = {"upload": upload.pk, "term": term, "order": order}
    with joined_whole(upload.rows):
        for place, name in enumerate(WRITES):
            progress(place, len(WRITES))
            execute("students", name, params)


@transaction.atomic
def discard(*, upload: RosterUpload, by: User) -> RosterUpload:
    upload = RosterUpload.objects.locked().get(pk=upload.pk)
    upload.move_to(UploadStatus.DISCARDED)
    upload.save(update_fields=["status"])
    upload.staged.all().delete()
    upload.issues.all().delete()
    audit.record("students.roster.discarded", by=by, target=upload, unit=upload.unit)
    return upload


@transaction.atomic
def undo(*, upload: RosterUpload, by: User | str, progress: Progress = _silent) -> RosterUpload:
    """The roster as it was before this file, while nothing rests on it; else the refusal says what does."""
    term = open_term(upload.term_id)
    upload = RosterUpload.objects.locked().get(pk=upload.pk)
    one_at_a_time(term.pk)
    upload.move_to(UploadStatus.UNDONE)
    _nothing_rests_on(upload)
    params = {"upload": upload.pk, "term": term.pk}
    for place, name in enumerate(UNDOES):
        progress(place, len(UNDOES))
        execute("students", name, params)
    upload.undone_at, upload.undone_by = timezone.now(), by
    upload.save(update_fields=["status", "undone_at", "undone_by"])
    audit.record("students.roster.undone", by=by, target=upload, unit=upload.unit, after=upload.counts)
    announce(Happening.ROSTER_CHANGED, upload.pk)
    return upload


def _nothing_rests_on(upload: RosterUpload) -> None:
    later = fetch("students", "undo_blockers", {"upload": upload.pk})
    if later:
        message = _("在它之后接收的花名册改动了同一批学生，请先撤销：%(names)s。")
        raise Refused(message % {"names": "、".join(name for _pk, name in later)}, ids=[pk for pk, _name in later])
    touched = Enrolment.objects.filter(upload=upload).values_list("pk", flat=True)
    if resting := dependants_of(touched):
        raise Refused(_("不能撤销，以下内容以这份花名册为依据：%(what)s。") % {"what": "；".join(resting)})
