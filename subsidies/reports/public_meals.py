"""What parents and everybody may see of a kitchen: the account and the dishes of months that the county has locked; no child."""

from datetime import date

from django.db.models import F, Max, Q, QuerySet

from aid_portal.models import OrgUnit
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport


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
