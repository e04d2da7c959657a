"""record, answer: an objection by name holds one row until it is answered; upheld, the school decides anew."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto, working_days
from aid_portal.audit import SYSTEM
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from students.actions.applications import taken_up
from students.actions.school_decisions import back
from students.determination_choices import ApplicationStatus, ObjectionResult
from students.models import Objection, PublicNotice, PublicNoticeRow
from students.sealing import objection_aad

ANSWER_DAYS = 5


@transaction.atomic
def record(
    *, notice: PublicNotice, row: PublicNoticeRow | None, objector: str, contact: str, content: str, by: User | None,
    today: date | None = None,
) -> Objection:  # fmt: skip
    """While the notice runs; `by` is nobody where it came over the public page. Without a name it holds nothing."""
    refuse_empty(content, _("请写明异议的内容。"), code="no_content")
    notice = PublicNotice.objects.locked().select_related("school", "list__round").get(pk=notice.pk)
    today = today or timezone.localdate()
    if notice.withdrawn_on or not notice.posted_on <= today <= notice.ends_on:
        raise Refused(_("公示已经结束，请通过诉求受理反映情况。"), code="not_running")
    if row is not None and row.notice_id != notice.pk:
        raise Refused(_("这一行不在这份公示里，请刷新页面。"), code="other_notice")
    days = notice.list.round.answer_days if notice.list else ANSWER_DAYS
    said = {"objector": objector.strip(), "contact": contact.strip(), "content": content.strip()}
    made = Objection.objects.create(
        notice=notice, row=row, received_on=today, due_on=working_days.add_working_days(today, days), recorded_by=by,
        holds=row is not None and _by_name(said, by), sealed=crypto.seal(said, objection_aad(notice.pk)),
    )  # fmt: skip
    audit.record("students.objection.recorded", by=by or SYSTEM, target=made, unit=notice.school)
    return made


@transaction.atomic
def answer(*, objection: Objection, result: str, answer: str, by: User, today: date | None = None) -> Objection:
    """With what was looked into and found. Upheld, the row leaves its list and the school's group decides again."""
    refuse_empty(answer, _("请写明核实情况和答复。"), code="no_answer")
    objection = Objection.objects.locked().select_related("notice__school", "row__application").get(pk=objection.pk)
    if objection.result:
        raise Refused(_("这条异议已经答复，请刷新页面。"), code="answered")
    objection.result, objection.answer = result, answer.strip()
    objection.answered_on, objection.answered_by = today or timezone.localdate(), by
    objection.save(update_fields=["result", "answer", "answered_on", "answered_by"])
    if result == ObjectionResult.UPHELD and objection.row and objection.row.application:
        _reconsider(objection)
    audit.record("students.objection.answered", by=by, target=objection, unit=objection.notice.school, after={"result": result})
    return objection


def said_in(objection: Objection) -> dict[str, str]:
    """objector, contact, content."""
    return crypto.unseal(objection.sealed, objection_aad(objection.notice_id))


def _by_name(said: dict[str, str], by: User | None) -> bool:
    """The school knows whom it has before it; over the public page a name counts with a way to ask back."""
    return bool(said["objector"]) and (by is not None or bool(said["contact"]))


def _reconsider(objection: Objection) -> None:
    application = taken_up(objection.row.application)
    if application.status == ApplicationStatus.DECIDED:
        back(application)
