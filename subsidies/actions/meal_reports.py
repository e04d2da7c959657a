"""send, lock, send_back, reopen: the month of a school, computed from its rows and closed by two persons."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport
from subsidies.reports.meal_days import month_of
from subsidies.reports.meal_months import OPENNESS, figures_of, month_facts
from subsidies.rules.meals import faults

FIGURES = ("enrolled", "benefiting", "days", "meals", "standard", "opening", "received", "spent", *OPENNESS)


@transaction.atomic
def send(*, school: OrgUnit, month: date, note: str = "", by: User) -> MealReport:
    """With the figures of its rows as they are now; an over-claim and a meal on a closed day stop it."""
    month = month_of(month)
    if month >= month_of(timezone.localdate()):
        raise Refused(_("本月还没有结束，下月初再报送。"), code="not_over")
    _refuse_gap(school, month)
    report, _new = MealReport.objects.locked().get_or_create(school=school, month=month)
    found = faults(facts := month_facts(school, month))
    if stopping := [each.sentence for each in found if each.blocks]:
        raise Refused(_("月报不能报送：%(why)s。请更正后再报送。") % {"why": "；".join(stopping)}, code=found[0].code)
    report.move_to(MealReportStatus.SENT)
    for name, value in figures_of(school, month, facts).items():
        setattr(report, name, value)
    report.faults = [each._asdict() for each in found]
    report.note, report.sent_by, report.sent_at = note.strip(), by, timezone.now()
    report.save(update_fields=["status", *FIGURES, "faults", "note", "sent_by", "sent_at"])
    return _told("sent", report, by)


@transaction.atomic
def lock(*, report: MealReport, by: User) -> MealReport:
    """By another person, of the county; what is locked enters the county's table."""
    report = _taken_up(report)
    if report.sent_by_id == by.pk:
        raise Refused(_("月报由您本人报送，须由另一人锁定。"), code="own_work")
    report.move_to(MealReportStatus.LOCKED)
    report.locked_by, report.locked_at = by, timezone.now()
    report.save(update_fields=["status", "locked_by", "locked_at"])
    return _told("locked", report, by)


@transaction.atomic
def reopen(*, report: MealReport, reason: str, by: User) -> MealReport:
    """Sent back or opened again with the reason; a later month that rests on its balance must be open too."""
    refuse_empty(reason, _("请写明退回或重开的原因。"))
    report = _taken_up(report)
    later = MealReport.objects.filter(school=report.school, month__gt=report.month).exclude(status=MealReportStatus.OPEN)
    if following := later.order_by("month").first():
        raise Refused(_("%(month)s的月报已报送，请先重开它。") % {"month": f"{following.month:%Y-%m}"}, code="later_month")
    report.move_to(MealReportStatus.OPEN)
    report.reopening = reason.strip()
    report.sent_by = report.sent_at = report.locked_by = report.locked_at = None
    report.save(update_fields=["status", "reopening", "sent_by", "sent_at", "locked_by", "locked_at"])
    return _told("reopened", report, by, note=reason)


def refuse_closed_month(school: OrgUnit, day: date) -> None:
    """Locks the month's report, so that it is not sent while a row is added."""
    report = MealReport.objects.locked().filter(school=school, month=month_of(day)).first()
    if report and report.status != MealReportStatus.OPEN:
        words = {"month": f"{report.month:%Y-%m}", "status": report.get_status_display()}
        raise Refused(_("%(month)s的月报%(status)s，不能再改；请先申请重开。") % words, code="month_closed", ids=[report.pk])


def _refuse_gap(school: OrgUnit, month: date) -> None:
    earlier = MealReport.objects.filter(school=school, month__lt=month, status=MealReportStatus.OPEN)
    if gap := earlier.order_by("month").first():
        raise Refused(_("%(month)s的月报还没有报送，请按月依次报送。") % {"month": f"{gap.month:%Y-%m}"}, code="earlier_month")


def _taken_up(report: MealReport) -> MealReport:
    return MealReport.objects.locked().select_related("school").get(pk=report.pk)


def _told(word: str, report: MealReport, by: User, note: str = "") -> MealReport:
    after = {"meals": report.meals, "spent": str(report.spent)}
    audit.record(f"subsidies.meal_report.{word}", by=by, target=report, unit=report.school, after=after, note=note)
    return MealReport.objects.get(pk=report.pk)
