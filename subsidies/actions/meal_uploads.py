"""read, accept, discard, undo; mark, take_template: a school's table of meals or purchases, as a whole or not at all."""

from datetime import date
from io import BytesIO
from types import ModuleType
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, uploads
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from aid_portal.reading import read_table
from aid_portal.sheets import write_template
from subsidies.actions import meal_count_sheets, meal_purchase_sheets
from subsidies.actions.marked_sheets import marked
from subsidies.actions.meal_reports import refuse_closed_month
from subsidies.meal_choices import MealUploadKind, MealUploadStatus
from subsidies.models import MealUpload, Supplier
from subsidies.reports.meal_days import month_of
from subsidies.reports.meal_rolls import rolls_of, template_rows
from subsidies.sheets.meal_uploads import SPECS, count_columns, purchase_columns

SHEETS: dict[str, ModuleType] = {MealUploadKind.COUNTS: meal_count_sheets, MealUploadKind.PURCHASES: meal_purchase_sheets}
LIMITS = uploads.SCHOOL_ROSTER


@transaction.atomic
def read(*, school: OrgUnit, month: date, kind: str, source: BinaryIO, name: str, by: User) -> MealUpload:
    """The file with all its rows judged, waiting for a person to accept it; nothing else is touched.

    A file that is no such table, or that holds nothing, is refused and not kept.
    """
    month = month_of(month)
    refuse_closed_month(school, month)
    file = stored_files.store(source=source, name=name, kind=f"meal_{kind}", by=by, unit=school, personal=True)
    judged = SHEETS[kind].judge(school, month)
    with stored_files.open_plain(file) as path:
        table = read_table(path, SPECS[kind], LIMITS)
        _refuse_other_template(table.template, version(kind, school, month))
        for number, cells in table.rows():
            judged.see(number, cells)
    if not judged.good and not judged.mistakes:
        raise Refused(_("表里没有填写一行，请填好后再上传。"), code="empty")
    made = MealUpload.objects.create(
        school=school, month=month, kind=kind, file=file, uploaded_by=by, empty=judged.empty,
        rows=[SHEETS[kind].as_said(row) for row in judged.good], mistakes=[each._asdict() for each in judged.mistakes],
        status=MealUploadStatus.REFUSED if judged.mistakes else MealUploadStatus.CHECKED,
    )  # fmt: skip
    return _told("read", made, by)


@transaction.atomic
def accept(*, upload: MealUpload, by: User) -> MealUpload:
    """All its rows or none, against the facts of now."""
    upload = _taken_up(upload)
    refuse_closed_month(upload.school, upload.month)
    upload.move_to(MealUploadStatus.ACCEPTED)
    upload.accepted_by, upload.accepted_at = by, timezone.now()
    upload.rows = SHEETS[upload.kind].book(upload, by, upload.accepted_at)
    upload.save(update_fields=["status", "rows", "accepted_by", "accepted_at"])
    return _told("accepted", upload, by)


@transaction.atomic
def discard(*, upload: MealUpload, by: User) -> MealUpload:
    upload = _taken_up(upload)
    upload.move_to(MealUploadStatus.DISCARDED)
    upload.save(update_fields=["status"])
    return _told("discarded", upload, by)


@transaction.atomic
def undo(*, upload: MealUpload, by: User) -> MealUpload:
    """As it was before, while the month is open and nothing of it was changed since."""
    upload = _taken_up(upload)
    refuse_closed_month(upload.school, upload.month)
    upload.move_to(MealUploadStatus.UNDONE)
    SHEETS[upload.kind].unbook(upload)
    upload.undone_by, upload.undone_at = by, timezone.now()
    upload.save(update_fields=["status", "undone_by", "undone_at"])
    return _told("undone", upload, by)


@transaction.atomic
def mark(*, upload: MealUpload, by: User) -> tuple[str, bytes]:
    """The uploader's own sheet with each bad cell marked, to be mended and uploaded as it is: its name and bytes."""
    if not upload.mistakes:
        raise Refused(_("这份登记表没有错误。"), code="no_mistakes")
    _told("marked", upload, by)
    return marked(upload.file, SPECS[upload.kind], upload.mistakes)


@transaction.atomic
def take_template(*, school: OrgUnit, month: date, kind: str, by: User) -> tuple[str, bytes]:
    """Its name and bytes; that of the meals has a row a class and day of supply, with who is on leave already."""
    month, stream = month_of(month), BytesIO()
    label = str(MealUploadKind(kind).label)
    if kind == MealUploadKind.COUNTS:
        columns, rows = count_columns(), list(template_rows(school, month, rolls_of(school, month)))
    else:
        names = Supplier.objects.filter(ended_on=None).order_by("name").values_list("name", flat=True)
        columns, rows = purchase_columns(tuple(names)), []
    write_template(stream, title=label, columns=columns, version=version(kind, school, month), rows=rows)
    after = {"kind": kind, "month": f"{month:%Y-%m}", "rows": len(rows)}
    audit.record("subsidies.meal_upload.template_taken", by=by, target=school, unit=school, after=after)
    return f"{label}-{school}-{month:%Y-%m}.xlsx", stream.getvalue()


def version(kind: str, school: OrgUnit, month: date) -> str:
    return f"meal_{kind}/1/{school.code}/{month:%Y-%m}"


def _refuse_other_template(found: str, wanted: str) -> None:
    if found.startswith("meal_") and found != wanted:
        raise Refused(_("这是另一所学校、另一个月或另一种登记表的模板，请核对后重新下载模板。"), code="other_template")


def _taken_up(upload: MealUpload) -> MealUpload:
    return MealUpload.objects.locked().select_related("school", "file").get(pk=upload.pk)


def _told(word: str, upload: MealUpload, by: User) -> MealUpload:
    after = {"kind": upload.kind, "rows": len(upload.rows), "mistakes": len(upload.mistakes)}
    audit.record(f"subsidies.meal_upload.{word}", by=by, target=upload, unit=upload.school, after=after)
    return upload
