"""pdf, png: a notice on paper or as a picture, made for somebody, and a record that it was."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import User
from students.determination_choices import NoticeColumn
from students.models import PublicNotice
from students.sheets import public_notices as sheets


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    content: bytes
    content_type: str


@transaction.atomic
def pdf(*, notice: PublicNotice, by: User) -> Made:
    made = Made(_("公示_%(until)s.pdf") % {"until": notice.ends_on}, sheets.pdf(posted(_on_show(notice))), "application/pdf")
    return _recorded(made, notice, by)


@transaction.atomic
def png(*, notice: PublicNotice, by: User) -> Made:
    """For a class group: it tells until when it may stand there."""
    made = Made(_("公示_%(until)s.png") % {"until": notice.ends_on}, sheets.png(posted(_on_show(notice))), "image/png")
    return _recorded(made, notice, by)


def posted(notice: PublicNotice) -> sheets.PostedNotice:
    return sheets.PostedNotice(
        title=notice.title, school=notice.school.name, place=notice.place, contact=notice.contact, days=notice.days,
        posted_on=notice.posted_on, ends_on=notice.ends_on, columns=[NoticeColumn(each) for each in notice.columns],
        rows=list(notice.rows.order_by("position").values_list("cells", flat=True)), posted_at=notice.posted_at,
    )  # fmt: skip


def _on_show(notice: PublicNotice) -> PublicNotice:
    """Nothing is handed out to hang on when its days are over."""
    if not PublicNotice.objects.on_show(timezone.localdate()).filter(pk=notice.pk).exists():
        raise Refused(_("公示已经结束或撤回，不能再打印张贴。"), code="not_running")
    return notice


def _recorded(made: Made, notice: PublicNotice, by: User) -> Made:
    audit.record("students.public_notice.printed", by=by, target=notice, unit=notice.school, after={"file": made.name})
    return made
