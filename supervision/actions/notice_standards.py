"""propose, decide: by which days notices are timed, written down by one person and put in force by another."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from supervision.models import NoticeStandard
from supervision.rules.deadlines import refuse_ladder
from supervision.rules.notice_drafts import refuse_days


@transaction.atomic
def propose(*, starts_on: date, source: str, by: User, **days: int) -> NoticeStandard:
    """`days` are all the numbers of the model; until another person approves them the former ones hold."""
    refuse_empty(source, _("请填写依据的文件。"), code="no_source")
    if waiting := NoticeStandard.objects.filter(starts_on=starts_on, status=PaperStatus.PROPOSED).first():
        raise Refused(_("从这一天起的标准已有一项等待批准，请先办结。"), code="waiting", ids=[waiting.pk])
    made = NoticeStandard(starts_on=starts_on, source=source.strip(), made_by=by, **days)
    refuse_days(made.days)
    refuse_ladder(made.ladder)
    made.save()
    audit.record("supervision.notice_standard.proposed", by=by, target=made, after={"starts_on": str(starts_on), **days})
    return made


@transaction.atomic
def decide(*, standard: NoticeStandard, approved: bool, note: str = "", by: User) -> NoticeStandard:
    """An approved one takes the place of that of the same day; what was issued keeps its own."""
    standard = NoticeStandard.objects.locked().get(pk=standard.pk)
    stamp(standard, approved=approved, note=note, by=by)
    if approved:
        NoticeStandard.objects.in_force().filter(starts_on=standard.starts_on).update(replaced_by=standard)
    standard.save(update_fields=DECIDED)
    event = "supervision.notice_standard.approved" if approved else "supervision.notice_standard.refused"
    audit.record(event, by=by, target=standard, note=note)
    return standard
