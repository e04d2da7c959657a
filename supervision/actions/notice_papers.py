"""pdf, word, receipt_form, letter: papers of a notice made for somebody, and a record that they were."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import User
from supervision.models import NoticeTemplate, RectificationNotice, Step
from supervision.reports import printed_notices
from supervision.sheets import delivery_receipts, rectification_notices, step_letters

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    content: bytes
    content_type: str


@transaction.atomic
def pdf(*, notice: RectificationNotice, by: User) -> Made:
    content = rectification_notices.pdf(printed_notices.printed_notice(notice, timezone.now()))
    return _recorded(Made(_("整改通知书_%(notice)s.pdf") % {"notice": notice}, content, PDF), notice, by)


@transaction.atomic
def word(*, notice: RectificationNotice, by: User) -> Made:
    """From the bureau's own template where it has set one."""
    paper = printed_notices.printed_notice(notice, timezone.now())
    content = rectification_notices.docx(paper, current_template())
    return _recorded(Made(_("整改通知书_%(notice)s.docx") % {"notice": notice}, content, DOCX), notice, by)


@transaction.atomic
def receipt_form(*, notice: RectificationNotice, by: User) -> Made:
    if not notice.number:
        raise Refused(_("签发编号以后才有送达回执。"), code="not_issued")
    content = delivery_receipts.pdf(printed_notices.delivery_receipt(notice, timezone.now()))
    return _recorded(Made(_("送达回执_%(notice)s.pdf") % {"notice": notice}, content, PDF), notice, by)


@transaction.atomic
def letter(*, step: Step, by: User) -> Made:
    """The letter of 督办, 通报 or 约谈 as Word, to be completed and sealed."""
    if step.kind not in step_letters.WORDINGS:
        raise Refused(_("“%(kind)s”没有公文，不需要下载。") % {"kind": step.get_kind_display()}, code="no_letter")
    told = printed_notices.step_letter(step, as_of=timezone.localdate(), made_at=timezone.now())
    words = {"kind": step.get_kind_display(), "notice": step.notice}
    return _recorded(Made(_("%(kind)s_%(notice)s.docx") % words, step_letters.docx(told), DOCX), step.notice, by)


def current_template() -> bytes | None:
    """None: the shipped one."""
    current = NoticeTemplate.objects.current()
    return b"".join(stored_files.read(current.file)) if current and current.file else None


def _recorded(made: Made, notice: RectificationNotice, by: User) -> Made:
    audit.record("supervision.notice.printed", by=by, target=notice, unit=notice.unit, note=made.name)
    return made
