"""Departments' lists and the schools' determinations of the made-up county, each a dated release."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from aid_portal.actions import stored_files
from aid_portal.demo import File, Manifest
from aid_portal.demo.seeding.people import CLERK, named
from aid_portal.demo.seeding.telling import Telling
from students.actions import releases
from students.choices import RecordKind, ReleaseStatus
from students.models import Release


def take_in(county: Manifest, term: str, telling: Telling) -> str:
    """All lists of the term; returns in words what came."""
    files = [file for kind in RecordKind.values for file in county.of(kind, term)]
    total, done = sum(file.rows for file in files), 0
    for file in files:
        _take(county, file, telling, done, total)
        done += file.rows
        telling.far(done, total)
    return _("%(files)d 份，%(rows)d 行") % {"files": len(files), "rows": total}


def _take(county: Manifest, file: File, telling: Telling, done: int, total: int) -> None:
    day = None if file.kind == RecordKind.DETERMINATIONS else file.data_date
    name = f"{RecordKind(file.kind).label}{_day_or_year(file)}.xlsx"
    release = Release.objects.filter(kind=file.kind, file__name=name).exclude(status=ReleaseStatus.REFUSED).first()
    release = release or receive(county.path(file), name, file.kind, day)
    if release.status == ReleaseStatus.RECEIVED:
        release = load(release, telling, done, total)
    if release.status == ReleaseStatus.HELD:
        releases.confirm(release=release, note=_("已与来源部门核对，是完整名单"), by=named(CLERK))


def _day_or_year(file: File) -> str:
    return Path(file.path).stem.removeprefix(file.kind)


def receive(path: Path, name: str, kind: str, day: date | None) -> Release:
    clerk = named(CLERK)
    stored = stored_files.store(source=path, name=name, kind=f"records-{kind}", by=clerk)
    return releases.receive(kind=kind, file=stored, data_date=day, by=clerk)


def load(release: Release, telling: Telling, done: int = 0, total: int = 0) -> Release:
    with stored_files.open_plain(release.file) as path:
        return releases.load(
            release=release,
            path=path,
            by=release.uploaded_by,
            progress=lambda rows, all_rows: telling.far(done + rows, total or all_rows),
        )
