"""propose, decide: from a year on, the share of their income that schools of a stage set aside."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from subsidies.models import SchoolAidRate


@transaction.atomic
def propose(
    *, stage: str, first_year: int, low: Decimal, high: Decimal | None, source: str, assumed: bool, by: User
) -> SchoolAidRate:
    """By a document, or marked as one that waits for it."""
    if not assumed:
        refuse_empty(source, _("请填写依据文件；还没有正式文件的，勾选“待核定”。"), code="no_source")
    if high is not None and high < low:
        raise Refused(_("最高比例不能低于最低比例，请核对。"), code="not_in_order")
    waiting = SchoolAidRate.objects.filter(stage=stage, first_year=first_year, status=PaperStatus.PROPOSED)
    if waiting.exists():
        raise Refused(_("这个学段、这一年起的比例已有一项等待批准，请先办结。"), code="waiting")
    made = SchoolAidRate.objects.create(
        stage=stage, first_year=first_year, low=low, high=high, source=source.strip(), assumed=assumed, made_by=by
    )
    after = {"low": str(low), "high": str(high or ""), "source": source}
    audit.record("subsidies.school_aid.rate_proposed", by=by, target=made, after=after)
    return made


@transaction.atomic
def decide(*, rate: SchoolAidRate, approved: bool, note: str = "", by: User) -> SchoolAidRate:
    """An approved one replaces that of the same year; years that schools have stated keep the rate they were stated by."""
    rate = SchoolAidRate.objects.locked().get(pk=rate.pk)
    stamp(rate, approved=approved, note=note, by=by)
    if approved:
        SchoolAidRate.objects.in_force().filter(stage=rate.stage, first_year=rate.first_year).update(replaced_by=rate)
    rate.save(update_fields=DECIDED)
    event = "subsidies.school_aid.rate_approved" if approved else "subsidies.school_aid.rate_refused"
    audit.record(event, by=by, target=rate, note=note)
    return rate
