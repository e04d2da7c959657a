"""read, book, mark: a call sheet that was filled in comes back; all its answers are written down, or none."""

from decimal import Decimal
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, uploads
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import StoredFile, User
from aid_portal.reading import read_table
from subsidies.actions import arrivals
from subsidies.actions.marked_sheets import marked
from subsidies.arrival_choices import CallSheetStatus
from subsidies.models import ArrivalSample, FilledCallSheet
from subsidies.reports.arrivals import asked_of, sheet_version
from subsidies.rules.call_sheet_rows import CallJudge
from subsidies.sheets.call_sheets import FILLED


@transaction.atomic
def read(*, sample: ArrivalSample, source: BinaryIO, name: str, by: User) -> FilledCallSheet:
    """Judged, and without a mistake waiting to be booked in the place of an earlier one; nothing else is touched."""
    sample = ArrivalSample.objects.locked().get(pk=sample.pk)
    arrivals.refuse_who_paid(sample.batch, by)
    expires_at = timezone.now() + stored_files.EXPORT_KEPT
    file = stored_files.store(source=source, name=name, kind="call_sheet", by=by, personal=True, expires_at=expires_at)
    judged = _judged(sample, file)
    if not judged.mistakes:
        _supersede(sample)
    made = FilledCallSheet.objects.create(
        sample=sample, file=file, name=file.name, sha256=file.sha256, uploaded_by=by, empty=judged.empty,
        rows=[row._asdict() for row in judged.good], mistakes=[each._asdict() for each in judged.mistakes],
        status=CallSheetStatus.REFUSED if judged.mistakes else CallSheetStatus.CHECKED,
    )  # fmt: skip
    return _told("read", made, by)


@transaction.atomic
def book(*, sheet: FilledCallSheet, by: User) -> FilledCallSheet:
    """Its answers against what stands now; the file with the telephones is gone afterwards."""
    sheet = FilledCallSheet.objects.locked().for_list().get(pk=sheet.pk)
    sheet.move_to(CallSheetStatus.BOOKED)
    arrivals.answer(sample=sheet.sample, answers=dict(map(_answer, sheet.rows)), by=by)
    file, sheet.file = sheet.file, None
    sheet.booked_by, sheet.booked_at = by, timezone.now()
    sheet.save(update_fields=["status", "file", "booked_by", "booked_at"])
    if file:
        stored_files.remove(file)
    return _told("booked", sheet, by)


@transaction.atomic
def mark(*, sheet: FilledCallSheet, by: User) -> tuple[str, bytes]:
    """The sheet with each bad cell marked, while it is kept."""
    if not sheet.mistakes or not sheet.file:
        raise Refused(_("这份电话单没有错误，或原文件已过保存期限，请重新上传。"), code="nothing_to_mark")
    _told("marked", sheet, by)
    return marked(sheet.file, FILLED, sheet.mistakes)


def _supersede(sample: ArrivalSample) -> None:
    for earlier in sample.filled_sheets.filter(status=CallSheetStatus.CHECKED):
        earlier.move_to(CallSheetStatus.SUPERSEDED)
        earlier.save(update_fields=["status"])


def _judged(sample: ArrivalSample, file: StoredFile) -> CallJudge:
    judged = CallJudge(asked_of(sample))
    with stored_files.open_plain(file) as path:
        table = read_table(path, FILLED, uploads.SCHOOL_ROSTER)
        if table.template not in ("", sheet_version(sample)):
            raise Refused(_("这是另一次抽样的电话单，请核对。"), code="other_template")
        for number, cells in table.rows():
            judged.see(number, cells)
    if not judged.good and not judged.mistakes:
        raise Refused(_("表里没有填写一行，请填好后再上传。"), code="empty")
    return judged


def _answer(row: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    told = row["told_amount"]
    return row["position"], {"answer": row["answer"], "told_amount": told and Decimal(told), "note": row["note"]}


def _told(word: str, sheet: FilledCallSheet, by: User) -> FilledCallSheet:
    after = {"rows": len(sheet.rows), "mistakes": len(sheet.mistakes), "sha256": sheet.sha256}
    audit.record(f"subsidies.call_sheet.{word}", by=by, target=sheet, after=after)
    return sheet
