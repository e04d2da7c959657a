"""Lists of other departments: receive a file, load it as a dated release, hold one that shrank, withdraw one."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, jobs, reading, uploads
from aid_portal.actions import stored_files
from aid_portal.announcements import Happening, announce
from aid_portal.errors import Refused
from aid_portal.models import StoredFile, User
from students.actions.determination_loading import load_determinations
from students.actions.record_loading import Loaded, load_records
from students.actions.release_changes import keep_changes
from students.choices import RecordKind, ReleaseStatus
from students.models import Release
from students.sheets.records import RECORD_SPECS

KIND = "students.release_load"
# a file with fewer rows than this share of the last one is held for a second look (domain.md 2.4)
SMALLEST_SHARE = 0.9
# their rows say of which day or which academic year they are
DATED_BY_THEMSELVES = frozenset({RecordKind.RURAL, RecordKind.DETERMINATIONS})
Progress = Callable[[int, int], None]


@transaction.atomic
def upload(
    *, kind: str, source: bytes | BinaryIO | Iterable[bytes], name: str, data_date: date | None, by: User, post: bool = True
) -> Release:
    """Keep the file, look at it at the gate (UploadRefused: nothing is kept), and let a job load it."""
    file = stored_files.store(source=source, name=name, kind=f"records-{kind}", by=by, unit=by.home_unit)
    release = receive(kind=kind, file=file, data_date=data_date, by=by)
    with stored_files.open_plain(file) as path:
        uploads.gate(path, uploads.COUNTY_FILE)
    title = _("载入部门名单：%(list)s") % {"list": release.get_kind_display()}
    release.job = jobs.start(
        KIND, by=by, title=title, params={"release": release.pk}, unique_key=f"release:{release.pk}", post=post
    )
    release.save(update_fields=["job"])
    return release


@transaction.atomic
def receive(*, kind: str, file: StoredFile, data_date: date | None, by: User | str) -> Release:
    """A file is kept and waits to be loaded; a data date in the future is refused."""
    if data_date and data_date > timezone.localdate():
        raise Refused(_("数据日期 %(day)s 晚于今天，请核对。") % {"day": data_date}, code="future_data_date")
    if data_date is None and kind not in DATED_BY_THEMSELVES:
        raise Refused(_("请给出数据日期：名单反映的是哪一天的情况。"), code="missing_data_date")
    release = Release.objects.create(kind=kind, file=file, data_date=data_date, uploaded_by=by if isinstance(by, User) else None)
    audit.record("students.release.received", by=by, target=release)
    return release


def load_stored(*, release: Release, progress: Progress) -> Release:
    """The same from the file as it was stored, for the one who uploaded it; what has been loaded already stays as it is."""
    if release.status != ReleaseStatus.RECEIVED:
        return release
    with stored_files.open_plain(release.file) as path:
        return load(release=release, path=path, by=release.uploaded_by or audit.SYSTEM, progress=progress)


@transaction.atomic
def give_up(*, release: Release) -> None:
    """Its loading was cancelled: nothing of it is kept but the file."""
    release = Release.objects.locked().get(pk=release.pk)
    if release.status == ReleaseStatus.RECEIVED:
        _refuse(release, _("载入已取消，名单没有入库。需要时请重新上传。"))


def load(*, release: Release, path: Path, by: User | str, progress: Progress = lambda done, total: None) -> Release:
    """The rows of the file become the release's records; it takes effect at once unless it is held or repeats another.

    Safe to run twice: what an earlier try loaded is replaced in one transaction.
    """
    try:
        table = reading.read_table(path, RECORD_SPECS[release.kind], uploads.COUNTY_FILE)
        return _load_table(release, table, by, progress)
    except Refused as refusal:
        return _refuse(release, refusal.message)


@transaction.atomic
def _refuse(release: Release, sentence: str) -> Release:
    release = Release.objects.locked().get(pk=release.pk)
    release.move_to(ReleaseStatus.REFUSED)
    release.refusal = sentence[:500]
    release.save(update_fields=["status", "refusal"])
    return release


@transaction.atomic
def _load_table(release: Release, table: reading.Table, by: User | str, progress: Progress) -> Release:
    _one_at_a_time(release.kind)
    release = Release.objects.locked().get(pk=release.pk)
    if release.kind == RecordKind.DETERMINATIONS:
        _note(release, table, load_determinations(release, table, progress))
        return _take_effect(release, by)
    _note(release, table, load_records(release, table, progress))
    if release.data_date is None:
        raise Refused(_("表中没有可用的数据日期，请重新上传并填写数据日期。"), code="missing_data_date")
    keep_changes(release)
    if twin := Release.objects.twin_of(release):
        return _repeat(release, twin)
    return _hold(release) if _shrank(release) else _take_effect(release, by)


def _one_at_a_time(kind: str) -> None:
    """Two files of one source loaded at once would each be compared with the one before both."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('release'), hashtext(%s))", [kind])


def _note(release: Release, table: reading.Table, loaded: Loaded) -> None:
    release.rows, release.errors, release.warnings = loaded.rows, loaded.errors, loaded.warnings
    release.new, release.changed, release.unchanged = loaded.new, loaded.changed, loaded.unchanged
    release.digest, release.unknown_headings = loaded.digest, list(table.unknown)
    release.data_date = release.data_date or loaded.data_date


def _shrank(release: Release) -> bool:
    return bool(release.previous and release.rows < SMALLEST_SHARE * release.previous.rows)


def _hold(release: Release) -> Release:
    release.move_to(ReleaseStatus.HELD)
    words = {"now": release.rows, "before": release.previous.rows, "day": release.previous.data_date}
    release.refusal = _("本期%(now)d行，上一期（%(day)s）%(before)d行，减少超过10%%，请核对是否为完整名单后再确认。") % words
    release.save()
    return release


def _repeat(release: Release, twin: Release) -> Release:
    release.move_to(ReleaseStatus.REFUSED)
    release.refusal = _("与已生效的“%(twin)s”内容完全相同，没有变化，不再重复入库。") % {"twin": twin}
    release.new = release.changed = release.missing = 0
    release.unchanged, release.change_counts = release.rows - release.errors, {}
    release.save()
    release.records.all().delete()
    return release


def _take_effect(release: Release, by: User | str) -> Release:
    release.move_to(ReleaseStatus.ACCEPTED)
    release.accepted_at = timezone.now()
    release.accepted_by = by if isinstance(by, User) else None
    release.save()
    _compare_follower(release)
    audit.record("students.release.accepted", by=by, target=release, after={"rows": release.rows}, note=release.hold_note)
    announce(Happening.RELEASE_CHANGED, release.pk)
    return release


def _compare_follower(release: Release) -> None:
    """The release that follows by data date is now compared with another one than when it came."""
    follower = Release.objects.after(release) if release.data_date else None
    if follower:
        follower = Release.objects.locked().get(pk=follower.pk)
        keep_changes(follower)
        follower.save()


@transaction.atomic
def confirm(*, release: Release, note: str, by: User | str) -> Release:
    """A held file takes effect because a person says that it is whole."""
    _one_at_a_time(release.kind)
    release = Release.objects.locked().get(pk=release.pk)
    if release.status != ReleaseStatus.HELD:
        raise Refused(_("“%(release)s”不在待复核状态。") % {"release": release})
    if Release.objects.before(release) != release.previous:
        keep_changes(release)
    release.hold_note, release.refusal = note, ""
    return _take_effect(release, by)


@transaction.atomic
def withdraw(*, release: Release, note: str, by: User) -> Release:
    """A wrong file no longer counts; its rows stay for who asks later."""
    _one_at_a_time(release.kind)
    release = Release.objects.locked().get(pk=release.pk)
    if release.kind == RecordKind.DETERMINATIONS:
        raise Refused(_("认定结果按学籍号逐条更新，不能整份撤回；请上传更正后的认定结果。"))
    release.move_to(ReleaseStatus.WITHDRAWN)
    release.hold_note = note
    release.save(update_fields=["status", "hold_note"])
    _compare_follower(release)
    audit.record("students.release.withdrawn", by=by, target=release, note=note)
    announce(Happening.RELEASE_CHANGED, release.pk)
    return release
