"""The rolls and leaves of a school's month, read at once for a table of many classes and days; and the template's rows."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.models import OrgUnit
from aid_portal.school_classes import SchoolClass
from aid_portal.terms import term_of
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.sheets.rosters import grade_word
from subsidies.models import ClassMeals, MealLeave
from subsidies.reports.meal_classes import class_label, in_order
from subsidies.reports.meal_days import days_of, supply_days
from subsidies.reports.meal_pupils import STAGES
from subsidies.rules.meal_count_rows import more_than_present
from subsidies.rules.meal_rolls import Pupil, Rolls


def rolls_of(school: OrgUnit, month: date) -> Rolls:
    """A few queries; the same children as `meal_pupils.pupils_of` has each day."""
    found: dict[SchoolClass, list[Pupil]] = defaultdict(list)
    here = Enrolment.objects.filter(school=school, term=str(term_of(month)), stage__in=STAGES, home_taught=False)
    for pk, name, status, status_on, *place in here.order_by("pinyin", "pk").values_list(
        "pk", "name", "status", "status_on", *SchoolClass._fields
    ):
        left_on = None if status == EnrolmentStatus.ENROLLED else status_on or date.min
        found[SchoolClass(*place)].append(Pupil(pk, name, left_on))
    places = in_order(found)
    return Rolls(
        classes={class_label(place): place for place in places},
        pupils=found,
        leaves=_leaves(school, month),
        supply=supply_days(school, month),
        today=timezone.localdate(),
        labels={place: class_label(place) for place in places},
    )


def _leaves(school: OrgUnit, month: date) -> dict[int, list[tuple[date, date]]]:
    days = list(days_of(month))
    touching = Q(first_on__lte=days[-1], last_on__gte=days[0], enrolment__school=school)
    leaves: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for enrolment, first, last in MealLeave.objects.filter(touching).values_list("enrolment", "first_on", "last_on"):
        leaves[enrolment].append((first, last))
    return leaves


def template_rows(school: OrgUnit, month: date, rolls: Rolls) -> Iterator[tuple]:
    """A row a day of supply that has come and class with pupils, with what was counted and who is on leave already."""
    known = {(each.day, SchoolClass(each.stage, each.grade, each.class_name)): each.meals for each in _counts(school, month)}
    for day in sorted(day for day in rolls.supply if day <= rolls.today):
        for place in rolls.classes.values():
            if pupils := rolls.on(place, day):
                away = "、".join(each.name for each in rolls.away(pupils, day))
                yield day, grade_word(place.stage, place.grade), place.class_name, known.get((day, place)), away, len(pupils)


def _counts(school: OrgUnit, month: date) -> Iterator[ClassMeals]:
    return ClassMeals.objects.of_month(school, month).order_by("day", "stage", "grade", "class_name").iterator()


def over_present(school: OrgUnit, month: date) -> tuple[str, ...]:
    """Counts that are more than were there, as rolls and leaves say now: a leave or a correction came after the count."""
    rolls, found = rolls_of(school, month), []
    for each in _counts(school, month):
        place = SchoolClass(each.stage, each.grade, each.class_name)
        pupils = rolls.on(place, each.day)
        away = rolls.away(pupils, each.day)
        if each.meals > len(pupils) - len(away):
            words = more_than_present(class_label(place), len(pupils), [child.name for child in away], each.meals)
            found.append(_("%(month)d月%(day)d日") % {"month": each.day.month, "day": each.day.day} + words)
    return tuple(found)
