"""A day of a school at the table: its classes with who is there, who is away and what was counted; the month as a calendar."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Count, DateField, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Concat

from aid_portal.models import OrgUnit, User
from aid_portal.terms import Term, term_of
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.sheets.rosters import grade_word
from subsidies.models import ClassMeals, SupplyException
from subsidies.reports.meal_days import days_of, supply_days
from subsidies.reports.meal_pupils import STAGES, SchoolClass, on_leave, pupils_of

WEEK = 7


@dataclass(frozen=True, slots=True)
class ClassDay:
    place: SchoolClass
    enrolled: int
    away: Sequence[str]
    counted: ClassMeals | None

    @property
    def key(self) -> str:
        return "|".join(map(str, self.place))

    @property
    def label(self) -> str:
        return class_label(self.place)

    @property
    def present(self) -> int:
        return self.enrolled - len(self.away)

    @property
    def to_count_anew(self) -> bool:
        """Counted before a leave was given or taken: the number says more than are there."""
        return self.counted is not None and self.counted.meals > self.present


def class_label(place: SchoolClass) -> str:
    return f"{grade_word(place.stage, place.grade)}{place.class_name}"


def classes_on(school: OrgUnit, day: date) -> list[ClassDay]:
    """In the order of the grades; three queries."""
    pupils = pupils_of(school, day)
    away: dict[SchoolClass, list[str]] = defaultdict(list)
    for name, *place in on_leave(pupils, day).order_by("pinyin", "pk").values_list("name", *SchoolClass._fields):
        away[SchoolClass(*place)].append(name)
    counted = {SchoolClass(each.stage, each.grade, each.class_name): each for each in _counts(school, day)}
    found = pupils.order_by().values_list(*SchoolClass._fields).annotate(Count("pk"))
    sizes = {SchoolClass(*place): enrolled for *place, enrolled in found}
    return [ClassDay(place, sizes[place], away[place], counted.get(place)) for place in in_order(sizes)]


def classes_seen(school: OrgUnit, day: date, user: User) -> list[ClassDay]:
    year = term_of(day).academic_year
    return [each for each in classes_on(school, day) if user.sees_class(school, each.place, year)]


def _counts(school: OrgUnit, day: date) -> QuerySet[ClassMeals]:
    return ClassMeals.objects.filter(school=school, day=day).select_related("recorded_by")


def in_order(places: Iterable[SchoolClass]) -> list[SchoolClass]:
    """Primary before junior, 2班 before 10班."""
    return sorted(places, key=lambda place: (STAGES.index(place.stage), place.grade, len(place.class_name), place.class_name))


@dataclass(frozen=True, slots=True)
class CalendarDay:
    day: date
    supplied: bool
    meals: int | None
    note: str


def calendar(school: OrgUnit, month: date) -> list[list[CalendarDay | None]]:
    """Weeks from Monday to Sunday, None for days of other months."""
    supply = supply_days(school, month)
    meals = dict(ClassMeals.objects.of_month(school, month).order_by().values_list("day").annotate(Sum("meals")))
    notes = exceptions_of(school, month)
    days = [CalendarDay(day, day in supply, meals.get(day), notes.get(day, "")) for day in days_of(month)]
    padded = [*[None] * month.weekday(), *days]
    padded += [None] * (-len(padded) % WEEK)
    return [padded[at : at + WEEK] for at in range(0, len(padded), WEEK)]


def exceptions_of(school: OrgUnit, month: date) -> dict[date, str]:
    of_month = SupplyException.objects.filter(day__year=month.year, day__month=month.month).for_school(school)
    return dict(of_month.values_list("day", "note"))


def with_day(schools: QuerySet[OrgUnit], day: date) -> QuerySet[OrgUnit]:
    """Schools that are fed, with the `day` and its `classes`, `counted` and `meals`."""
    term, here = str(term_of(day)), {"school": OuterRef("pk")}
    rolls = Enrolment.objects.filter(**here, term=term, stage__in=STAGES, home_taught=False, status=EnrolmentStatus.ENROLLED)
    name = Concat("stage", Value("|"), Cast("grade", CharField()), Value("|"), "class_name")
    classes = rolls.order_by().values("school").annotate(number=Count(name, distinct=True))
    meals = ClassMeals.objects.filter(**here, day=day).order_by().values("school").annotate(number=Count("pk"), sum=Sum("meals"))
    fed = schools.filter(canteen_place__isnull=False).select_related("canteen_place__canteen")
    return fed.annotate(
        day=Value(day, DateField()),
        classes=Subquery(classes.values("number"), output_field=IntegerField()),
        counted=Subquery(meals.values("number"), output_field=IntegerField()),
        meals=Subquery(meals.values("sum"), output_field=IntegerField()),
        canteen_name=F("canteen_place__canteen__name"),
    )


def day_to_show(schools: QuerySet[OrgUnit], term: Term, today: date) -> date:
    """Today while the term runs; afterwards the last day of it that was counted."""
    if term.first_day <= today <= term.last_day:
        return today
    counted = ClassMeals.objects.filter(school__in=schools, day__gte=term.first_day, day__lte=term.last_day)
    return counted.order_by("-day").values_list("day", flat=True).first() or min(term.last_day, today - timedelta(1))
