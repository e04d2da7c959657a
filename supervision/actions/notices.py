"""issue, deliver, confirm, void, close_settled: a notice from its number to its end."""

from datetime import date

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import StoredFile, User
from aid_portal.working_days import add_days
from supervision.actions import steps
from supervision.actions.days import day_of
from supervision.actions.issue_words import next_number
from supervision.actions.notice_drafts import free_findings, locked
from supervision.choices import DeadlineKind, NoticeStatus, ProblemStatus
from supervision.models import NoticeStandard, RectificationNotice
from supervision.rules import deadlines

RECEIPT_KIND = "notice_receipt"


@transaction.atomic
def issue(*, notice: RectificationNotice, on: date | None = None, by: User) -> RectificationNotice:
    """Signed by another person than the drafter: it gets the next number of its word and year, its deadlines, and
    what follows them by the standard of the day.

    A year without a table of holidays refuses before anything is numbered.
    """
    notice = locked(notice)
    if notice.drafted_by_id in by.stands_for:
        raise Refused(_("“%(notice)s”由您本人拟稿，须由另一人签发。") % {"notice": notice}, code="own_work", ids=[notice.pk])
    notice.move_to(NoticeStatus.ISSUED)
    notice.issued_by, notice.issued_on = by, day_of(on)
    notice.due_on = _due_on(notice, notice.deadline_days)
    planned = notice.plan_days and notice.problems.filter(immediate=False).exists()
    notice.plan_due_on = _due_on(notice, notice.plan_days) if planned else None
    notice.standard = NoticeStandard.objects.on(notice.issued_on)
    notice.year = notice.issued_on.year
    notice.number = next_number(notice.word, notice.year)
    notice.save()
    for immediate in (True, False):
        due_on = _due_on(notice, notice.deadline_days, immediate=immediate)
        notice.problems.filter(immediate=immediate).update(due_on=due_on)
    after = {"number": notice.document_number, "due_on": notice.due_on}
    audit.record("supervision.notice.issued", by=by, target=notice, unit=notice.unit, after=after)
    return notice


def _due_on(notice: RectificationNotice, days: int, *, immediate: bool = False) -> date:
    working = notice.deadline_kind == DeadlineKind.WORKING
    return deadlines.due_on(
        notice.issued_on,
        days,
        immediate=immediate,
        add_days=lambda day, days: add_days(day, days, working=working),
    )


@transaction.atomic
def deliver(
    *, notice: RectificationNotice, received_by: str, on: date | None = None, receipt: File | None = None, by: User
) -> RectificationNotice:
    """The bureau writes down who took it and when, with the signed receipt where there is one."""
    refuse_empty(received_by, _("请填写签收人。"), code="no_receiver")
    notice = locked(notice)
    notice.move_to(NoticeStatus.DELIVERED)
    if day_of(on) < notice.issued_on:
        raise Refused(_("送达日期不能早于签发日期%(day)s，请核对。") % {"day": notice.issued_on}, code="too_early")
    notice.delivered_on, notice.received_by = day_of(on), received_by.strip()
    notice.receipt = _keep(receipt, notice, by) if receipt else None
    notice.save(update_fields=["status", "delivered_on", "received_by", "receipt"])
    audit.record("supervision.notice.delivered", by=by, target=notice, unit=notice.unit, note=notice.received_by)
    return notice


def confirm(*, notice: RectificationNotice, on: date | None = None, by: User) -> RectificationNotice:
    """The unit itself says in the portal that it has the notice (签收)."""
    return deliver(notice=notice, received_by=by.name, on=on, by=by)


@transaction.atomic
def void(*, notice: RectificationNotice, reason: str, by: User) -> RectificationNotice:
    """The number stays used, with the reason; what was found may be written into another notice."""
    refuse_empty(reason, _("请写明作废的原因。"))
    notice = locked(notice)
    notice.move_to(NoticeStatus.VOIDED)
    notice.voided_by, notice.void_reason = by, reason.strip()
    notice.save(update_fields=["status", "voided_by", "void_reason"])
    free_findings(notice)
    steps.drop_waiting(notice, note=_("通知书已作废"))
    audit.record("supervision.notice.voided", by=by, target=notice, unit=notice.unit, note=reason)
    return notice


def close_settled(notice: RectificationNotice, *, on: date | None, by: User) -> None:
    """Inside the transaction that has closed a problem, the notice being locked: the last one closes the notice."""
    if notice.problems.exclude(status=ProblemStatus.CLOSED).exists():
        return
    notice.move_to(NoticeStatus.CLOSED)
    notice.closed_on = day_of(on)
    notice.save(update_fields=["status", "closed_on"])
    steps.drop_waiting(notice, note=_("通知书已销号"))
    audit.record("supervision.notice.closed", by=by, target=notice, unit=notice.unit)


def _keep(receipt: File, notice: RectificationNotice, by: User) -> StoredFile:
    return stored_files.store(source=receipt, name=receipt.name or "", kind=RECEIPT_KIND, by=by, unit=notice.unit)
