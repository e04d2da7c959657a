"""What parents and everybody may see of a kitchen: the account and the dishes of months that the county has locked; no child."""

from datetime import date, timedelta

from django.db.models import F, Max, Q, QuerySet

from aid_portal.models import OrgUnit
from subsidies.meal_choices import CommitteePart, MealReportStatus
from subsidies.models import CommitteeMember, CompanionMeal, MealEvent, MealReport
from subsidies.reports.meal_tables import next_month


def shown_schools(words: str = "") -> QuerySet[OrgUnit]:
    """Schools with a locked month, each with its `newest`; those whose name or code was asked for."""
    newest = Max("meal_reports__month", filter=Q(meal_reports__status=MealReportStatus.LOCKED))
    return OrgUnit.objects.schools().annotate(newest=newest).filter(newest__isnull=False).called(words)


def shown_reports(code: str) -> QuerySet[MealReport]:
    """Of one school, the newest month first."""
    locked = MealReport.objects.filter(school__code=code, status=MealReportStatus.LOCKED)
    return locked.select_related("school__canteen_place__canteen").order_by(F("month").desc())


def shown_report(code: str, month: date | None) -> MealReport | None:
    """The month asked for, or the newest; nothing of a month that is not locked."""
    reports = shown_reports(code)
    return (reports.filter(month=month) if month else reports).first()


def locked_years() -> list[int]:
    """Calendar years with a published month, the newest first."""
    months = MealReport.objects.filter(status=MealReportStatus.LOCKED).dates("month", "year", order="DESC")
    return [month.year for month in months]


def locked_months(year: int) -> QuerySet[MealReport]:
    """Of every school, in the order of months and units."""
    locked = MealReport.objects.filter(status=MealReportStatus.LOCKED, month__year=year)
    return locked.select_related("school").order_by("month", "school__path")


def shown_events(report: MealReport) -> QuerySet[MealEvent]:
    """Of a published month; of an event the day, what it was and how many came, never its minutes."""
    return MealEvent.objects.of_month(report.school, report.month).order_by("day", "pk")


def companions_of(report: MealReport) -> int:
    return CompanionMeal.objects.of_month(report.school, report.month).count()


def committee_of(report: MealReport) -> tuple[int, int]:
    """How many sat in the committee on the last day of the month, and how many of them as parents; no name."""
    sitting = CommitteeMember.objects.filter(school=report.school).on(next_month(report.month) - timedelta(1))
    parts = list(sitting.values_list("part", flat=True))
    return len(parts), parts.count(CommitteePart.PARENT)
