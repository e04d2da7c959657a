"""Lists of other departments: receive a file, load it as a dated release, hold one that shrank, withdraw one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, reading, uploads
from aid_portal.errors import Refused
from aid_portal.models import StoredFile, User
from aid_portal.sql import fetch
from students.actions.determination_loading import load_determinations
from students.actions.record_loading import Loaded, load_records
from students.choices import RecordKind, ReleaseStatus
from students.models import Release
from students.sheets.records import RECORD_SPECS

# a file with fewer rows than this share of the last one is held for a second look (domain.md 2.4)
SMALLEST_SHARE = 0.9
Progress = Callable[[int, int], None]


@transaction.atomic
def receive(*, kind: str, file: StoredFile, data_date: date | None, by: User | str) -> Release:
    """A file is kept and waits to be loaded; a data date in the future is refused."""
    if data_date and data_date > timezone.localdate():
        raise Refused(_("数据日期 %(day)s 晚于今天，请核对。") % {"day": data_date}, code="future_data_date")
    release = Release.objects.create(kind=kind, file=file, data_date=data_date, uploaded_by=by if isinstance(by, User) else None)
    audit.record("students.release.received", by=by, target=release)
    return release


def load(*, release: Release, path: Path, by: User | str, progress: Progress = lambda done, total: None) -> Release:
    """The rows of the file become the release's records; it takes effect at once unless it is held or repeats another.

    Safe to run twice: what an earlier try loaded is replaced in one transaction.
    """
    try:
        table = reading.read_table(path, RECORD_SPECS[release.kind], uploads.COUNTY_FILE)
        return _load_table(release, table, by, progress)
    except uploads.UploadRefused as refusal:
        return _refuse(release, str(refusal))


@transaction.atomic
def _refuse(release: Release, sentence: str) -> Release:
    release = Release.objects.locked().get(pk=release.pk)
    release.move_to(ReleaseStatus.REFUSED)
    release.refusal = sentence[:500]
    release.save(update_fields=["status", "refusal"])
    return release


@transaction.atomic
def _load_table(release: Release, table: reading.Table, by: User | str, progress: Progress) -> Release:
    release = Release.objects.locked().get(pk=release.pk)
    if release.kind == RecordKind.DETERMINATIONS:
        loaded = load_determinations(release, table, progress)
    else:
        loaded = load_records(release, table, progress)
    _note(release, table, loaded)
    if release.kind == RecordKind.DETERMINATIONS:
        return _take_effect(release, by)
    if release.data_date is None:
        raise Refused(_("请给出数据日期：名单反映的是哪一天的情况。"), code="missing_data_date")
    release.previous = Release.objects.before(release)
    _compare(release)
    if twin := Release.objects.twin_of(release):
        return _repeat(release, twin)
    return _hold(release) if _shrank(release) else _take_effect(release, by)


def _note(release: Release, table: reading.Table, loaded: Loaded) -> None:
    release.rows, release.errors, release.warnings = loaded.rows, loaded.errors, loaded.warnings
    release.new, release.changed, release.unchanged = loaded.new, loaded.changed, loaded.unchanged
    release.digest, release.unknown_headings = loaded.digest, list(table.unknown)
    release.data_date = release.data_date or loaded.data_date


def _compare(release: Release) -> None:
    params = {"release": release.pk, "previous": release.previous_id}
    [(release.new, release.changed, release.unchanged, release.missing)] = fetch("students", "release_changes", params)


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
    release.unchanged = release.rows - release.errors
    release.save()
    release.records.all().delete()
    return release


def _take_effect(release: Release, by: User | str) -> Release:
    release.move_to(ReleaseStatus.ACCEPTED)
    release.accepted_at = timezone.now()
    release.accepted_by = by if isinstance(by, User) else None
    release.save()
    audit.record("students.release.accepted", by=by, target=release, after={"rows": release.rows})
    return release


@transaction.atomic
def confirm(*, release: Release, note: str, by: User | str) -> Release:
    """A held file takes effect because a person says that it is whole."""
    release = Release.objects.locked().get(pk=release.pk)
    if release.status != ReleaseStatus.HELD:
        raise Refused(_("“%(release)s”不在待复核状态。") % {"release": release})
    release.hold_note, release.refusal = note, ""
    return _take_effect(release, by)


@transaction.atomic
def withdraw(*, release: Release, note: str, by: User) -> Release:
    """A wrong file no longer counts; its rows stay for who asks later."""
    release = Release.objects.locked().get(pk=release.pk)
    if release.kind == RecordKind.DETERMINATIONS:
        raise Refused(_("认定结果按学籍号逐条更新，不能整份撤回；请上传更正后的认定结果。"))
    release.move_to(ReleaseStatus.WITHDRAWN)
    release.hold_note = note
    release.save(update_fields=["status", "hold_note"])
    audit.record("students.release.withdrawn", by=by, target=release, note=note)
    return release
