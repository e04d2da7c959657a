"""count, give_leave, take_back_leave: meals of a class and day against the names of those who are there."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from students.models import Enrolment
from subsidies.actions.meal_reports import refuse_closed_month
from subsidies.meal_choices import LeaveReason
from subsidies.models import ClassMeals, MealLeave
from subsidies.reports.meal_days import month_of, supply_days
from subsidies.reports.meal_pupils import OnRoll, SchoolClass, of_class, with_leave
from subsidies.rules.meal_count_rows import more_than_present

# What a count is of, and what a later one of the same says anew.
PLACE = ("school", "day", *SchoolClass._fields)
COUNTED = ("enrolled", "absent", "meals", "recorded_by", "recorded_at")


@transaction.atomic
def count(*, school: OrgUnit, day: date, place: SchoolClass, meals: int, absent: Collection[int] = (), by: User) -> ClassMeals:
    """The class's meals of the day; counted again, the later number stands. `absent`: enrolments who are away today.

    Refused above those who are there, with the names of those who are not.
    """
    _refuse_day(school, day)
    refuse_closed_month(school, day)
    pupils = with_leave(of_class(school, day, place), day)
    if not pupils:
        raise Refused(_("%(school)s这一天没有%(class)s的学生。") % {"school": school, "class": place.class_name}, code="no_class")
    fresh = [each.pk for each in pupils if each.pk in absent and not each.on_leave]
    _keep_away(fresh, day, by)
    away = [each for each in pupils if each.on_leave or each.pk in fresh]
    _refuse_too_many(place, len(pupils), away, meals)
    counted = _kept(ClassMeals(
        school=school, day=day, **place._asdict(), enrolled=len(pupils), absent=len(away), meals=meals, recorded_by=by,
        recorded_at=timezone.now(),
    ))  # fmt: skip
    audit.record("subsidies.meals.counted", by=by, target=counted, unit=school, after={"meals": meals, "absent": len(away)})
    return counted


@transaction.atomic
def give_leave(*, enrolment: Enrolment, first_on: date, last_on: date, reason: str, by: User) -> MealLeave:
    """From one day to another; the counts of those days are to be made again where they had the child at the table."""
    if last_on < first_on:
        raise Refused(_("请假的最后一天不能早于第一天，请核对。"), code="other_order")
    leave = MealLeave.objects.create(enrolment=enrolment, first_on=first_on, last_on=last_on, reason=reason, recorded_by=by)
    audit.record("subsidies.meals.leave_given", by=by, target=leave, unit=enrolment.school)
    return leave


@transaction.atomic
def take_back_leave(*, leave: MealLeave, by: User) -> None:
    """Given by mistake, or the child came after all: while its months are open. What it said stands in the record."""
    school = leave.enrolment.school
    for month in sorted({month_of(leave.first_on), month_of(leave.last_on)}):
        refuse_closed_month(school, month)
    before = {"first_on": str(leave.first_on), "last_on": str(leave.last_on), "reason": leave.reason}
    audit.record("subsidies.meals.leave_taken_back", by=by, target=leave, unit=school, before=before)
    leave.delete()


def _refuse_day(school: OrgUnit, day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("日期不能晚于今天，请核对。"), code="future")
    if day not in supply_days(school, month_of(day)):
        words = {"day": day, "school": school}
        raise Refused(_("%(day)s不是%(school)s的供餐日，不能登记用餐；确需供餐的请先调整供餐日。") % words, code="closed_day")


def _keep_away(enrolments: Collection[int], day: date, by: User) -> None:
    MealLeave.objects.bulk_create(
        MealLeave(enrolment_id=each, first_on=day, last_on=day, reason=LeaveReason.PRIVATE, recorded_by=by) for each in enrolments
    )


def _kept(counted: ClassMeals) -> ClassMeals:
    """In place of what was counted before."""
    [kept] = ClassMeals.objects.bulk_create([counted], update_conflicts=True, unique_fields=PLACE, update_fields=COUNTED)
    return kept


def _refuse_too_many(place: SchoolClass, enrolled: int, away: Sequence[OnRoll], meals: int) -> None:
    if meals > enrolled - len(away):
        words = more_than_present(place.class_name, enrolled, [each.name for each in away], meals)
        raise Refused(f"{words}。", code="more_than_present", ids=[each.pk for each in away])
