"""post, add_photo, withdraw, take_down: a public notice is what was posted, for the legal days, and then gone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, photos, working_days
from aid_portal.actions import stored_files
from aid_portal.audit import SYSTEM
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from students.determination_choices import NoticeColumn
from students.models import Application, DeterminationList, PublicNotice, PublicNoticeRow
from students.rules.notice_columns import allowed_columns, is_private

PHOTO = "notice_photo"


@dataclass(frozen=True, slots=True)
class Line:
    """One person to be posted: what each allowed column says of him."""

    cells: dict[NoticeColumn, str]
    application: Application | None = None
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Posting:
    """How a notice is put up; `days` are working days, at least five."""

    kind: str
    title: str
    columns: Sequence[str]
    place: str
    contact: str
    days: int
    photo: File | None = None
    list: DeterminationList | None = field(default=None)


@transaction.atomic
def post(*, school: OrgUnit, posting: Posting, lines: Iterable[Line], by: User, today: date | None = None) -> PublicNotice:
    """It begins today, whoever asks for another day; a year without a holiday table is refused before anything is posted."""
    columns, lines = allowed_columns(posting.columns), list(lines)
    if not lines:
        raise Refused(_("名单里还没有人，不能公示。"), code="empty")
    _refuse_private(columns, lines)
    refuse_empty(posting.place, _("请写明张贴地点。"), code="no_place")
    refuse_empty(posting.contact, _("请写明受理异议的部门和电话。"), code="no_contact")
    today = today or timezone.localdate()
    notice = PublicNotice.objects.create(
        kind=posting.kind, school=school, list=posting.list, title=posting.title, columns=columns, place=posting.place,
        contact=posting.contact, days=posting.days, posted_on=today, posted_by=by,
        ends_on=working_days.add_working_days(today, posting.days),
    )  # fmt: skip
    PublicNoticeRow.objects.bulk_create(_row(notice, position, line) for position, line in enumerate(lines, start=1))
    if posting.photo is not None:
        add_photo(notice=notice, photo=posting.photo, by=by)
    after = {"rows": len(lines), "ends_on": str(notice.ends_on), "columns": [str(each) for each in columns]}
    audit.record("students.public_notice.posted", by=by, target=notice, unit=school, after=after)
    return notice


@transaction.atomic
def add_photo(*, notice: PublicNotice, photo: File, by: User) -> PublicNotice:
    """Of the paper where it hangs: made anew, so that neither place nor device goes with it."""
    made = photos.remade(photo.chunks())
    notice.photo = stored_files.store(source=made.jpeg, name=_("张贴照片.jpg"), kind=PHOTO, by=by, unit=notice.school)
    notice.save(update_fields=["photo"])
    audit.record("students.public_notice.photo_added", by=by, target=notice, unit=notice.school)
    return notice


@transaction.atomic
def withdraw(*, notice: PublicNotice, reason: str, by: User, today: date | None = None) -> PublicNotice:
    """It counts no more: what it showed must be posted again for its whole time."""
    refuse_empty(reason, _("请写明撤回公示的原因。"))
    notice = PublicNotice.objects.locked().select_related("school").get(pk=notice.pk)
    if notice.withdrawn_on:
        raise Refused(_("这份公示已经撤回，请刷新页面。"), code="withdrawn")
    notice.withdrawn_on, notice.withdrawn_by, notice.withdrawal = today or timezone.localdate(), by, reason.strip()
    notice.save(update_fields=["withdrawn_on", "withdrawn_by", "withdrawal"])
    audit.record("students.public_notice.withdrawn", by=by, target=notice, unit=notice.school, note=reason)
    return notice


@transaction.atomic
def take_down(today: date | None = None) -> int:
    """Notes that those whose days are over are gone; the public pages show none of them anyway. Safe to run twice."""
    standing = PublicNotice.objects.locked().select_related("school").filter(taken_down_at=None, withdrawn_on=None)
    over = list(standing.filter(ends_on__lt=today or timezone.localdate()))
    for notice in over:
        notice.taken_down_at = timezone.now()
        notice.save(update_fields=["taken_down_at"])
        audit.record("students.public_notice.taken_down", by=SYSTEM, target=notice, unit=notice.school)
    return len(over)


def _refuse_private(columns: Sequence[NoticeColumn], lines: Sequence[Line]) -> None:
    for line in lines:
        for column in columns:
            if is_private(column, line.cells[column]):
                words = {"name": line.cells[NoticeColumn.NAME], "column": column.label, "cell": line.cells[column]}
                message = _("%(name)s的%(column)s“%(cell)s”像证件号码，或写明了困难原因，不能公示。请先在花名册上更正。")
                raise Refused(message % words, code="not_for_the_public")


def _row(notice: PublicNotice, position: int, line: Line) -> PublicNoticeRow:
    cells = [line.cells[column] for column in notice.columns]
    return PublicNoticeRow(notice=notice, position=position, cells=cells, application=line.application, tier=line.tier)
