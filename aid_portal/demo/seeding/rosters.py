"""Rosters of the made-up county: sent by the schools' officers, the towns' and the clerk; checked, then accepted."""

from pathlib import Path

from django.utils.translation import gettext as _

from aid_portal.actions import stored_files
from aid_portal.choices import OrgKind, Role
from aid_portal.demo import File, Manifest
from aid_portal.demo.files import DIRECT_FILE, PRIVATE_FILE
from aid_portal.demo.seeding.people import CLERK, named
from aid_portal.demo.seeding.telling import Telling
from aid_portal.errors import Stale
from aid_portal.models import OrgUnit, User
from aid_portal.terms import Term
from students.actions import roster_checks, rosters
from students.choices import UploadStatus
from students.models import RosterUpload

OFFICERS = (Role.SCHOOL_OFFICER, Role.CENTRAL_OFFICER)
UNDER_WAY = (UploadStatus.RECEIVED, UploadStatus.CHECKED)


def take_in(county: Manifest, term: str, telling: Telling) -> str:
    """Every roster of the term; returns in words what came."""
    files = county.of("roster", term)
    total, done = sum(file.rows for file in files), 0
    for file in files:
        upload = _upload_of(county, file)
        if upload.status == UploadStatus.RECEIVED:
            upload = check(upload, telling, done, total)
        if upload.status == UploadStatus.CHECKED:
            _accept(upload)
        done += file.rows
        telling.far(done, total)
    return _("%(files)d 份，%(rows)d 行") % {"files": len(files), "rows": total}


def _upload_of(county: Manifest, file: File) -> RosterUpload:
    """What an interrupted run left of this file, or a new upload."""
    sender, unit, name = _sender(file)
    earlier = RosterUpload.objects.filter(term=file.term, file__name=name).exclude(status=UploadStatus.DISCARDED).first()
    return earlier or receive(county.path(file), name, file.term, unit, sender)


def receive(path: Path, name: str, term: str, unit: OrgUnit, by: User) -> RosterUpload:
    stored = stored_files.store(source=path, name=name, kind="roster", by=by, unit=unit)
    return rosters.receive(term=term, unit=unit, file=stored, by=by)


def check(upload: RosterUpload, telling: Telling, done: int = 0, total: int = 0) -> RosterUpload:
    with stored_files.open_plain(upload.file) as path:
        return roster_checks.check(
            upload=upload, path=path, progress=lambda rows, all_rows: telling.far(done + rows, total or all_rows)
        )


def _accept(upload: RosterUpload) -> None:
    """Another file may have been accepted since this one was checked; then the new difference is taken."""
    try:
        rosters.accept(upload=upload, by=upload.uploaded_by)
    except Stale:
        rosters.accept(upload=upload, by=upload.uploaded_by)


def _sender(file: File) -> tuple[User, OrgUnit, str]:
    """Who sends it, for which unit, under which name: the officer of the school or town, where there is one."""
    code = Path(file.path).stem
    unit = OrgUnit.objects.filter(code=code).first()
    bundles = {PRIVATE_FILE: _("民办幼儿园"), DIRECT_FILE: _("局直学校")}
    name = f"{unit or bundles[code]}{Term.parse(file.term).label}花名册.xlsx"
    officer = User.objects.filter(assignments__unit=unit, assignments__role__in=OFFICERS).first() if unit else None
    if officer:
        return officer, unit, name
    return named(CLERK), OrgUnit.objects.get(kind=OrgKind.BUREAU), name
