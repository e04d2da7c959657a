"""On which days of a month food is due at a school: its period, the working days, what was set otherwise."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from aid_portal.choices import STAGES_OF_TYPE
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from aid_portal.working_days import WorkCalendar
from subsidies.models import SupplyException, SupplyPeriod
from subsidies.reports.meal_pupils import STAGES


def unfed_schools(user: User) -> QuerySet[OrgUnit]:
    """Schools of compulsory education that no kitchen feeds yet."""
    known = [kind for kind, stages in STAGES_OF_TYPE.items() if set(stages) & set(STAGES)]
    free = OrgUnit.objects.visible_to(user).schools().open().filter(canteen_place=None, school_type__in=known)
    return free.order_by("path")


def month_of(day: date) -> date:
    return day.replace(day=1)


def days_of(month: date) -> Iterator[date]:
    return (month + timedelta(number) for number in range(monthrange(month.year, month.month)[1]))


def supply_days(school: OrgUnit, month: date) -> frozenset[date]:
    """A school's own period and exceptions go before the county's; a year without a holiday table is refused."""
    period, exceptions, calendar = _periods(school), _exceptions(school, month), WorkCalendar.of([month.year])
    return frozenset(day for day in days_of(month) if exceptions.get(day, _due(day, period) and calendar.is_working(day)))


def due_today(schools: QuerySet[OrgUnit], today: date) -> list[OrgUnit]:
    """Those that serve today; a year whose holidays are not known asks nobody for anything."""
    fed = list(schools.filter(canteen_place__isnull=False)) if _in_some_period(today) else []
    try:
        return [school for school in fed if today in supply_days(school, month_of(today))]
    except Refused:
        return []


def _in_some_period(day: date) -> bool:
    return SupplyPeriod.objects.filter(first_on__lte=day, last_on__gte=day).exists()


def _periods(school: OrgUnit) -> list[tuple[date, date]]:
    either = SupplyPeriod.objects.filter(Q(school=school) | Q(school=None))
    own_first = either.order_by("term_id", F("school_id").asc(nulls_last=True))
    return list(own_first.distinct("term_id").values_list("first_on", "last_on"))


def _due(day: date, periods: list[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in periods)


def _exceptions(school: OrgUnit, month: date) -> dict[date, bool]:
    of_month = SupplyException.objects.filter(day__year=month.year, day__month=month.month)
    return dict(of_month.for_school(school).values_list("day", "supplied"))
