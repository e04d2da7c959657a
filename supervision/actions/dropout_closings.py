"""propose, decide: a case ends for a reason of the law, with a paper that a second person has looked at."""

from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import User
from subsidies.actions import papers
from subsidies.choices import PaperStatus
from supervision.actions.dropout_work import paper, refuse_before, taken_up
from supervision.dropout_choices import CaseStatus, EndReason
from supervision.models import DropoutCase, DropoutClosing

MOST_DAYS = 366


@transaction.atomic
def propose(*, case: DropoutCase, facts: dict[str, Any], file: File, by: User) -> DropoutClosing:
    """`facts`: reason, ended_on, until, note."""
    case = taken_up(case)
    if waiting := case.closings.filter(status=PaperStatus.PROPOSED).first():
        raise AlreadyDone(_("已有一份销号申请等待核准，先核准或退回那一份。"), ids=[waiting.pk])
    refuse_before(case, facts["ended_on"])
    _refuse_period(facts["ended_on"], facts["until"])
    closing = DropoutClosing.objects.create(case=case, file=paper(file, case, by), made_by=by, **facts)
    audit.record("supervision.dropout.closing_proposed", by=by, target=case, unit=case.unit, after={"reason": closing.reason})
    return closing


def _refuse_period(first: date, until: date | None) -> None:
    """What holds for a time is looked at again after a school year at the latest."""
    if until and not 0 < (until - first).days <= MOST_DAYS:
        raise Refused(_("有效期应晚于开始日期，最长一学年，请核对。"), code="too_long")


@transaction.atomic
def decide(*, closing: DropoutClosing, approved: bool, note: str = "", by: User) -> DropoutClosing:
    case = taken_up(closing.case)
    closing = DropoutClosing.objects.locked().get(pk=closing.pk)
    papers.decide(closing, approved=approved, note=note, by=by)
    closing.save(update_fields=papers.DECIDED)
    if approved:
        _end(case, closing, by)
    event = "supervision.dropout.closing_approved" if approved else "supervision.dropout.closing_refused"
    audit.record(event, by=by, target=case, unit=case.unit, after={"reason": closing.reason}, note=note)
    return closing


def _end(case: DropoutCase, closing: DropoutClosing, by: User) -> None:
    case.move_to(CaseStatus.BACK if closing.reason == EndReason.BACK else CaseStatus.STRUCK_OFF)
    case.reason, case.ended_on, case.until, case.ended_by = closing.reason, closing.ended_on, closing.until, by
    case.save(update_fields=["status", "reason", "ended_on", "until", "ended_by"])
