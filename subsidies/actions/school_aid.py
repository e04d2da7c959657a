"""state, restate: a school's income of a year and the share it sets aside; record, decide, reverse: what is given of it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from students.models import Student
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from subsidies.reports.school_aid import with_money
from subsidies.rules.school_aid import STAGE_OF_TYPE, percent_words, set_aside


@transaction.atomic
def state(*, school: OrgUnit, year: int, facts: Mapping[str, Any], by: User) -> SchoolAidYear:
    """Income, percent, basis, note and file of a calendar year; less than the law's share needs a word why."""
    rate = _rate_of(school, year)
    _refuse_share(rate, facts)
    if known := SchoolAidYear.objects.filter(school=school, year=year).first():
        raise AlreadyDone(_("%(year)s已经填报过，要改请在该年度页面更正。") % {"year": known}, ids=[known.pk])
    made = SchoolAidYear.objects.create(school=school, year=year, rate=rate, **facts, stated_by=by)
    audit.record("subsidies.school_aid.stated", by=by, target=made, unit=school, after=_told(made))
    return made


@transaction.atomic
def restate(*, year: SchoolAidYear, facts: Mapping[str, Any], reason: str, by: User) -> SchoolAidYear:
    """Stated anew with the reason; what has been given out must still be covered, in this year and in those after it."""
    year = _locked(year)
    refuse_empty(reason, _("请写明更正的原因。"))
    _refuse_share(year.rate, facts)
    taken = set_aside(year.income, year.percent) - set_aside(facts["income"], facts["percent"])
    if taken > (left := _left(year)):
        words = {"taken": figures.yuan(taken), "left": figures.yuan(left)}
        raise Refused(_("更正后应计提减少%(taken)s元，而结余只有%(left)s元；请先冲回登记有误的使用。") % words, code="spent")
    before = _told(year)
    for name, value in facts.items():
        setattr(year, name, value)
    year.stated_by, year.stated_at = by, timezone.now()
    year.save(update_fields=[*facts, "stated_by", "stated_at"])
    audit.record(
        "subsidies.school_aid.restated", by=by, target=year, unit=year.school, before=before, after=_told(year), note=reason
    )
    return SchoolAidYear.objects.get(pk=year.pk)


@transaction.atomic
def record(
    *, year: SchoolAidYear, kind: str, amount: Decimal, spent_on: date, purpose: str, voucher: str,
    student: Student | None = None, people: int = 1, by: User,
) -> SchoolAidUse:  # fmt: skip
    """Money given out of what is left; it counts at once, and for good when another person has confirmed it."""
    year = _locked(year)
    _refuse_day(year, spent_on)
    if student and not student.enrolments.filter(school=year.school_id).exists():
        raise Refused(_("“%(student)s”不在%(school)s的花名册上。") % {"student": student, "school": year.school}, code="not_here")
    if amount > (left := _left(year)):
        words = {"year": year, "left": figures.yuan(left), "amount": figures.yuan(amount)}
        raise Refused(_("%(year)s学校资助结余%(left)s元，不够登记%(amount)s元。") % words, code="overdrawn", ids=[year.pk])
    use = SchoolAidUse.objects.create(
        year=year, kind=kind, student=student, people=people, spent_on=spent_on, amount=amount, purpose=purpose.strip(),
        voucher=voucher.strip(), made_by=by,
    )  # fmt: skip
    audit.record("subsidies.school_aid.recorded", by=by, target=use, unit=year.school, after={"amount": amount})
    return use


@transaction.atomic
def decide(*, use: SchoolAidUse, approved: bool, note: str = "", by: User) -> SchoolAidUse:
    """Confirmed by another person, or refused with a reason; whoever recorded it may take it back so."""
    use = SchoolAidUse.objects.locked().select_related("year__school").get(pk=use.pk)
    stamp(use, approved=approved, note=note, by=by)
    use.save(update_fields=DECIDED)
    event = "subsidies.school_aid.confirmed" if approved else "subsidies.school_aid.refused"
    audit.record(event, by=by, target=use, unit=use.year.school, note=note)
    return use


@transaction.atomic
def reverse(*, use: SchoolAidUse, note: str, by: User) -> SchoolAidUse:
    """A confirmed use that was a mistake: it stays to be read, its money is there again."""
    use = SchoolAidUse.objects.locked().select_related("year__school").get(pk=use.pk)
    refuse_empty(note, _("请写明冲回的原因。"))
    if use.status != PaperStatus.APPROVED or use.reversed_at:
        raise Refused(_("只有已确认、没有冲回过的使用可以冲回。"), code="not_standing", ids=[use.pk])
    if use.made_by_id in by.stands_for:
        raise Refused(_("“%(use)s”由您本人登记，须由另一人冲回。") % {"use": use}, code="own_work", ids=[use.pk])
    use.reversed_by, use.reversed_at, use.reversal = by, timezone.now(), note.strip()
    use.save(update_fields=["reversed_by", "reversed_at", "reversal"])
    audit.record("subsidies.school_aid.reversed", by=by, target=use, unit=use.year.school, note=note)
    return use


def _rate_of(school: OrgUnit, year: int) -> SchoolAidRate:
    stage = STAGE_OF_TYPE.get(school.school_type)
    if stage is None:
        raise Refused(_("%(school)s不收费，不计提学校资助。") % {"school": school}, code="not_concerned", ids=[school.pk])
    rate = SchoolAidRate.objects.of_year(stage, year)
    if rate is None:
        words = {"year": year, "type": school.get_school_type_display()}
        raise Refused(_("还没有批准%(year)s年%(type)s的计提比例，请县资助中心先登记。") % words, code="no_rate")
    return rate


def _refuse_share(rate: SchoolAidRate, facts: Mapping[str, Any]) -> None:
    percent = facts["percent"]
    if rate.high is not None and percent > rate.high:
        raise Refused(_("计提比例最高%(high)s，请核对。") % {"high": percent_words(rate.high)}, code="too_high")
    if percent < rate.low:
        words = _("计提比例低于最低%(low)s，请在说明里写明原因。") % {"low": percent_words(rate.low)}
        refuse_empty(facts["note"], words)


def _refuse_day(year: SchoolAidYear, spent_on: date) -> None:
    if spent_on.year != year.year or spent_on > timezone.localdate():
        raise Refused(_("使用日期应在%(year)s年内，且不晚于今天。") % {"year": year.year}, code="other_year")


def _locked(year: SchoolAidYear) -> SchoolAidYear:
    """With all years of the school: what one year leaves, the next carries."""
    rows = SchoolAidYear.objects.locked().filter(school=year.school_id).select_related("school", "rate").order_by("pk")
    return next(each for each in rows if each.pk == year.pk)


def _left(year: SchoolAidYear) -> Decimal:
    """The least that any year from this one on has left."""
    years = SchoolAidYear.objects.filter(school=year.school_id, year__gte=year.year)
    return min(with_money(years, timezone.localdate()).values_list("balance", flat=True))


def _told(year: SchoolAidYear) -> dict[str, object]:
    return {name: str(getattr(year, name)) for name in ("income", "percent", "basis", "note")}
