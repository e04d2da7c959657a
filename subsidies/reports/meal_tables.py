"""The county's tables of the plan: every school of a month with its report or without, a year of locked months by school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import (
    Case,
    CharField,
    Count,
    DecimalField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Round

from aid_portal.models import OrgUnit
from aid_portal.terms import Term
from subsidies.meal_choices import MealReportStatus
from subsidies.models import MealReport, SupplyPeriod
from subsidies.reports.meal_classes import day_to_show
from subsidies.reports.meal_days import month_of
from subsidies.rules.meals import CENT, SchoolYear, YearTotals, year_totals

NUMBERS = ("enrolled", "benefiting", "days", "meals", "notices", "open_days")
DECIMALS = ("standard", "opening", "received", "spent", "closing", "due", "satisfaction")


def months_of(term: Term) -> list[date]:
    """The first days of its months."""
    months, month = [], term.first_day
    while month <= term.last_day:
        months.append(month)
        month = next_month(month)
    return months


def next_month(month: date) -> date:
    return month_of(month + timedelta(31))


def month_to_show(schools: QuerySet[OrgUnit], term: Term, today: date) -> date:
    """The month that is to be sent while the term runs; afterwards the last one in which food was counted."""
    day = day_to_show(schools, term, today)
    if day != today:
        return month_of(day)
    return max(term.first_day, month_of(month_of(today) - timedelta(1)))


def with_month(schools: QuerySet[OrgUnit], month: date) -> QuerySet[OrgUnit]:
    """Schools that are fed or have a report of the month, with its figures; `report_state` is late where none is sent."""
    report = MealReport.objects.filter(school=OuterRef("pk"), month=month)
    facts = {name: Subquery(report.values(name), output_field=IntegerField()) for name in NUMBERS}
    facts |= {name: Subquery(report.values(name), output_field=DecimalField()) for name in DECIMALS}
    status = Subquery(report.exclude(status=MealReportStatus.OPEN).values("status"), output_field=CharField())
    reported = MealReport.objects.filter(month=month).values("school")
    known = schools.filter(Q(canteen_place__isnull=False) | Q(pk__in=reported))
    return known.annotate(
        month=Value(month.isoformat(), CharField()),
        report_state=Coalesce(status, Value(LATE)),
        faults=Subquery(report.values("faults")),
        **facts,
        a_meal=_ratio("spent", "meals"),
    )


LATE = "late"


def _ratio(part: str, whole: str) -> Case:
    quotient = Round(Cast(F(part), DecimalField(max_digits=20, decimal_places=8)) / F(whole), precision=2)
    return Case(When(**{f"{whole}__gt": 0}, then=quotient), default=None, output_field=DecimalField(decimal_places=2))


def with_year(schools: QuerySet[OrgUnit], year: int) -> QuerySet[OrgUnit]:
    """Schools with months of the year that are locked, added up; `pupils` is 平均受益学生数, meals by days."""
    locked = MealReport.objects.filter(school=OuterRef("pk"), month__year=year, status=MealReportStatus.LOCKED)
    sums = locked.order_by().values("school")
    facts = {name: _sum(sums, name, IntegerField()) for name in ("days", "meals")}
    facts |= {name: _sum(sums, name, DecimalField()) for name in ("due", "received", "spent")}
    found = schools.annotate(year=Value(year, IntegerField()), **facts).filter(meals__isnull=False)
    return found.annotate(pupils=_ratio("meals", "days"), a_meal=_ratio("spent", "meals"))


def _sum(rows: QuerySet, name: str, field: IntegerField | DecimalField) -> Subquery:
    return Subquery(rows.annotate(sum=Sum(name)).values("sum"), output_field=field)


def year_of(schools: QuerySet[OrgUnit]) -> YearTotals:
    """The published totals (domain.md 13, scenario 39) of schools with their year."""
    found = list(schools.order_by().values_list("pk", "year", "meals", "days"))
    years = {year for _pk, year, _meals, _days in found}
    locked = MealReport.objects.filter(school__in=[pk for pk, *_rest in found], month__year__in=years, meals__gt=0)
    serving = locked.filter(status=MealReportStatus.LOCKED).order_by().values("month").annotate(schools=Count("pk"))
    return year_totals((SchoolYear(meals, days) for _pk, _year, meals, days in found), serving.values_list("schools", flat=True))


@dataclass(frozen=True, slots=True)
class MonthSums:
    schools: int
    late: list[str]
    sent: int
    locked: int
    meals: int
    due: Decimal
    spent: Decimal

    @property
    def a_meal(self) -> Decimal | None:
        return (self.spent / self.meals).quantize(CENT) if self.meals else None


def month_sums(rows: QuerySet[OrgUnit]) -> MonthSums:
    """Of schools with their month; what is not sent adds nothing."""
    found = list(rows.order_by("path").values("name", "report_state", "meals", "due", "spent"))
    sent = [each for each in found if each["report_state"] != LATE]
    return MonthSums(
        schools=len(found),
        late=[each["name"] for each in found if each["report_state"] == LATE],
        sent=len(sent),
        locked=sum(each["report_state"] == MealReportStatus.LOCKED for each in sent),
        meals=sum(each["meals"] for each in sent),
        due=sum((each["due"] for each in sent), Decimal(0)),
        spent=sum((each["spent"] for each in sent), Decimal(0)),
    )


def months_to_send(schools: QuerySet[OrgUnit], term: Term, today: date) -> Iterator[tuple[OrgUnit, date]]:
    """Months of the term that are over, in which food was due, and that are not sent; the oldest of a school first."""
    fed = list(schools.filter(canteen_place__isnull=False).order_by("path"))
    periods = SupplyPeriod.objects.filter(term=str(term)).order_by(F("school_id").asc(nulls_first=True))
    spans = {period.school_id: (period.first_on, period.last_on) for period in periods}
    sent = MealReport.objects.exclude(status=MealReportStatus.OPEN).filter(school__in=fed, month__gte=term.first_day)
    known = set(sent.values_list("school_id", "month"))
    for school in fed:
        first, last = spans.get(school.pk) or spans.get(None) or (date.max, date.min)
        for month in months_of(term):
            served = first < next_month(month) and month <= last
            if served and next_month(month) <= today and (school.pk, month) not in known:
                yield school, month
