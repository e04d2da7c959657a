"""propose, decide: what a day's food is worth from a month on, written down by one person and approved by another."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport, MealStandard


@transaction.atomic
def propose(*, from_on: date, amount: Decimal, document: str, by: User) -> MealStandard:
    """From the first of a month on, by its document; until another person approves it the former one holds."""
    refuse_empty(document, _("请填写依据的文件。"))
    if from_on.day != 1:
        raise Refused(_("标准从某个月的1日起执行，请核对日期。"), code="not_the_first")
    if waiting := MealStandard.objects.filter(from_on=from_on, status=PaperStatus.PROPOSED).first():
        raise Refused(_("从这一天起的标准已有一项等待批准，请先办结。"), code="waiting", ids=[waiting.pk])
    _refuse_sent_months(from_on, amount)
    made = MealStandard.objects.create(from_on=from_on, amount=amount, document=document.strip(), made_by=by)
    _told("proposed", made, by, document)
    return made


@transaction.atomic
def decide(*, standard: MealStandard, approved: bool, note: str = "", by: User) -> MealStandard:
    """An approved one takes the place of that of the same day; months that were sent keep what they were sent with."""
    standard = MealStandard.objects.locked().get(pk=standard.pk)
    stamp(standard, approved=approved, note=note, by=by)
    if approved:
        _refuse_sent_months(standard.from_on, standard.amount)
        MealStandard.objects.in_force().filter(from_on=standard.from_on).update(replaced_by=standard)
    standard.save(update_fields=DECIDED)
    _told("approved" if approved else "refused", standard, by, note)
    return standard


def _refuse_sent_months(from_on: date, amount: Decimal) -> None:
    """Unless only the document becomes another one."""
    known = MealStandard.objects.in_force().filter(from_on=from_on).first()
    sent = MealReport.objects.exclude(status=MealReportStatus.OPEN).filter(month__gte=from_on).order_by("month").first()
    if sent and (known is None or known.amount != amount):
        words = {"month": sent.month_words}
        raise Refused(_("%(month)s的月报已按原标准报送，请先退回，再改标准。") % words, code="month_closed", ids=[sent.pk])


def _told(word: str, standard: MealStandard, by: User, note: str) -> None:
    after = {"from_on": str(standard.from_on), "amount": str(standard.amount)}
    audit.record(f"subsidies.meals.standard_{word}", by=by, target=standard, after=after, note=note)
