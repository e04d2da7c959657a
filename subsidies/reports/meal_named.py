"""实名制: who eats in a month, by name, on how many of its days; out of rolls, days of supply and leave."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import CharField, Prefetch, Q, QuerySet, Value

from aid_portal.terms import term_of
from students.choices import EnrolmentStatus
from students.models import Enrolment
from subsidies.models import MealLeave, MealStandard
from subsidies.reports.meal_days import supply_days
from subsidies.reports.meal_pupils import STAGES
from subsidies.reports.meal_tables import next_month


class Eating(NamedTuple):
    """`supplied` are the days of supply on which the child was on the roll, from `first` to `last`; `away` those on leave."""

    supplied: int
    away: int
    first: date | None
    last: date | None

    @property
    def days(self) -> int:
        return self.supplied - self.away


def named_in(enrolments: QuerySet[Enrolment], month: date) -> QuerySet[Enrolment]:
    """Pupils of schools that are fed who were on the roll in the month, each with `month` and `month_leaves`."""
    last = next_month(month) - timedelta(1)
    leaves = MealLeave.objects.filter(first_on__lte=last, last_on__gte=month)
    here = enrolments.filter(
        Q(status=EnrolmentStatus.ENROLLED) | Q(status_on__gt=month), term=str(term_of(month)), stage__in=STAGES,
        home_taught=False, school__canteen_place__isnull=False,
    )  # fmt: skip
    found = here.select_related("school__canteen_place__canteen").annotate(month=Value(month.isoformat(), CharField()))
    return found.prefetch_related(Prefetch("meal_leaves", leaves, to_attr="month_leaves"))


def eaten(pupils: Iterable[Enrolment]) -> Iterator[tuple[Enrolment, Eating]]:
    """Three queries a school, however many pupils it has."""
    known: dict[tuple[int, str], list[date]] = {}
    for pupil in pupils:
        key = (pupil.school_id, pupil.month)
        if key not in known:
            known[key] = sorted(supply_days(pupil.school, date.fromisoformat(pupil.month)))
        yield pupil, _eating(pupil, known[key])


def _eating(pupil: Enrolment, supply: list[date]) -> Eating:
    left_on = None if pupil.status == EnrolmentStatus.ENROLLED else pupil.status_on
    here = [day for day in supply if left_on is None or day < left_on]
    away = sum(any(leave.first_on <= day <= leave.last_on for leave in pupil.month_leaves) for day in here)
    return Eating(len(here), away, here[0] if here else None, here[-1] if here else None)


def standard_on(month: date) -> Decimal:
    return MealStandard.objects.on(month).amount
