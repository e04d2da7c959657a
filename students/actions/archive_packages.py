"""write, drop — a school's files of a round as one package: a folder a child, an index, what is missing; kept a day."""

import tempfile
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures, streaming_xlsx
from aid_portal.actions import stored_files
from aid_portal.leases import Lease
from aid_portal.models import JobRun, OrgUnit, StoredFile, User
from students.actions.applications import open_form
from students.actions.archive_orders import reason_of, record, refuse
from students.models import DeterminationRound
from students.reports.archive_index import COLUMNS, index_row
from students.reports.archives import ChildFile, child_files, filed, notice_photos, shared_papers
from students.reports.seen_forms import sees_form
from students.rules.file_names import safe_part, safe_suffix
from students.sheets.child_cards import card


def write(run: JobRun, lease: Lease) -> dict[str, Any]:
    """The files that this person may see now; asked again after a crash it replaces what was there."""
    by, masked = run.requested_by, run.params["masked"]
    round = DeterminationRound.objects.select_related("term").get(pk=run.params["round"])
    school = OrgUnit.objects.get(pk=run.params["school"])
    rows = filed(round, school, by)
    refuse(rows.count(), masked, by, granted=run.params.get("granted", 0), besides=run)
    with tempfile.TemporaryFile(dir=settings.TEMP_DIR) as file:  # has no name: a killed worker leaves nothing behind
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            files = list(child_files(rows, timezone.localdate()))
            for each in files:
                _put_child(package, each, masked=masked, by=by)
                lease.progress(each.number, len(files))
            _put_shared(package, round, school, rows, masked=masked, by=by)
            _put(package, _("索引") + ".xlsx", [_index(files, masked, run)])
        file.seek(0)
        drop(run)
        kept = _keep(run, school, file)
    missing = sum(bool(each.missing) for each in files)
    record("made", run, school, {"rows": len(files), "masked": masked}, by)
    return {"rows": len(files), "missing": missing, "file": str(kept.key)}


def drop(run: JobRun) -> None:
    """The run's file, if there is one, must not stay: it was cancelled, or is being written again."""
    for file in StoredFile.objects.filter(kind=_kind(run)):
        stored_files.remove(file)


def _put_child(package: zipfile.ZipFile, each: ChildFile, *, masked: bool, by: User) -> None:
    """A scan shows whole numbers that nothing can mask: it goes only into a whole package."""
    seen = sees_form(by)
    words = card(each.application, open_form(each.application) if seen else {}, whole=not masked)
    _put(package, f"{each.folder}/{_('认定情况')}.txt", ["\ufeff".encode(), words.encode()])
    scan = each.application.scan
    if scan and seen and not masked:
        _put(package, f"{each.folder}/{_('申请表')}{safe_suffix(scan.name)}", stored_files.read(scan))


def _put_shared(
    package: zipfile.ZipFile, round: DeterminationRound, school: OrgUnit, rows: Any, *, masked: bool, by: User
) -> None:
    shared, whole = _("共用材料"), shared_papers(rows) if sees_form(by) and not masked else ()
    for name, file in (*whole, *notice_photos(round, school)):
        _put(package, f"{shared}/{name}", stored_files.read(file))


def _index(files: list[ChildFile], masked: bool, run: JobRun) -> bytes:
    by = run.requested_by
    notes = [
        (_("内容"), run.title),
        (_("学生"), figures.count(len(files))),
        (_("证件号"), _("已脱敏，不含扫描件") if masked else _("完整；事由：%(reason)s") % {"reason": reason_of(run)}),
        (_("导出人"), f"{by.name}（{by.username}）"),
        *([(_("批准人"), run.params["granted_by"])] if "granted" in run.params else []),
        (_("生成时间"), figures.minute(timezone.now())),
        (_("使用要求"), _("仅限工作使用，不得外传，用后删除。每次打包和下载都记入审计，资料包在系统中保留24小时。")),
    ]
    rows = [index_row(each, whole=not masked) for each in files]
    book = BytesIO()
    streaming_xlsx.write_xlsx(book, COLUMNS, rows, title=_("索引"), notes=notes, expected=len(files))
    return book.getvalue()


def _put(package: zipfile.ZipFile, name: str, blocks: Iterable[bytes]) -> None:
    entry = zipfile.ZipInfo(name, date_time=timezone.localtime().timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    with package.open(entry, "w") as part:
        for block in blocks:
            part.write(block)


def _keep(run: JobRun, school: OrgUnit, file: IO[bytes]) -> StoredFile:
    now = timezone.localtime()
    whole = "" if run.params["masked"] else _("完整")
    name = "_".join(filter(None, (_("认定档案"), safe_part(str(school)), whole, now.strftime("%m%d-%H%M"))))
    return stored_files.store(
        source=file, name=f"{name}.zip", kind=_kind(run), by=run.requested_by, unit=school, personal=True,
        expires_at=now + stored_files.EXPORT_KEPT,
    )  # fmt: skip


def _kind(run: JobRun) -> str:
    return f"archive:{run.pk}"
