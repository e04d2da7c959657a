"""Who eats: leave by name, the count of a class and day, the leaders who eat along, the samples that are kept."""

from datetime import timedelta

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal import school_classes
from aid_portal.constraints import in_order
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.school_classes import SchoolClass
from aid_portal.terms import AcademicYear
from students.models import Enrolment
from subsidies.meal_choices import Dish, LeaveReason

# What has been sent is counted no more: the month is opened again first, with its reason.
MONTH_IS_CLOSED = """
IF EXISTS (
    SELECT FROM subsidies_mealreport m
    WHERE m.school_id = coalesce(NEW.school_id, OLD.school_id) AND m.status <> 'open'
      AND m.month = date_trunc('month', coalesce(NEW.day, OLD.day))::date
) THEN
    RAISE EXCEPTION 'meal_month_is_closed';
END IF;
RETURN coalesce(NEW, OLD);
"""


def closed_with_its_month() -> pgtrigger.Trigger:
    """For a table with `school` and `day`."""
    return pgtrigger.Trigger(
        name="month_is_closed",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        func=MONTH_IS_CLOSED,
    )


class SchoolQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"
    for_every_class = True

    def for_list(self) -> "SchoolQuerySet":
        return self.select_related("school")

    def of_month(self, school: OrgUnit, month) -> "SchoolQuerySet":
        return self.filter(school=school, day__year=month.year, day__month=month.month)


class MealLeaveQuerySet(ScopedQuerySet):
    unit_lookup = "enrolment__school__path"
    class_lookup = "enrolment__"

    def on(self, day) -> "MealLeaveQuerySet":
        return self.filter(first_on__lte=day, last_on__gte=day)

    def for_list(self) -> "MealLeaveQuerySet":
        return self.select_related("enrolment__school", "recorded_by")


class MealLeave(models.Model):
    """实名制: a pupil who does not eat from one day to another."""

    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="meal_leaves", verbose_name=_("学生"))
    first_on = models.DateField(_("从"))
    last_on = models.DateField(_("到"))
    reason = models.CharField(_("原因"), max_length=10, choices=LeaveReason.choices)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = MealLeaveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("请假")
        ordering = ("-first_on", "pk")
        constraints = [in_order("meal_leave_begins_before_it_ends", "first_on", "last_on")]
        indexes = [models.Index(name="meal_leave_by_day", fields=["enrolment", "first_on", "last_on"])]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.first_on}"

    @property
    def class_words(self) -> str:
        """七年级1班."""
        return school_classes.label(SchoolClass(*(getattr(self.enrolment, name) for name in SchoolClass._fields)))


class ClassMealsQuerySet(SchoolQuerySet):
    for_every_class = False
    class_lookup = ""

    def of_year(self, year: AcademicYear) -> Q:
        return Q(day__range=(year.first_day, year.last_day))


class ClassMeals(models.Model):
    """The meals of one class on one day: no more than are present, and no more present than enrolled."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="class_meals", verbose_name=_("学校"))
    day = models.DateField(_("日期"))
    stage = models.CharField(_("学段"), max_length=12)
    grade = models.PositiveSmallIntegerField(_("年级"))
    class_name = models.CharField(_("班级"), max_length=40)
    enrolled = models.PositiveSmallIntegerField(_("在籍人数"))
    absent = models.PositiveSmallIntegerField(_("请假缺勤"))
    meals = models.PositiveSmallIntegerField(_("用餐人数"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = ClassMealsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("每日用餐")
        ordering = ("-day", "stage", "grade", "class_name")
        constraints = [
            models.UniqueConstraint(name="class_meals_once_a_day", fields=["school", "day", "stage", "grade", "class_name"]),
            models.CheckConstraint(name="class_meals_absent_are_enrolled", condition=Q(absent__lte=F("enrolled"))),
            models.CheckConstraint(
                name="class_meals_are_no_more_than_present", condition=Q(enrolled__gte=F("meals") + F("absent"))
            ),
        ]
        triggers = [closed_with_its_month()]

    def __str__(self) -> str:
        return f"{self.school} {self.class_name} {self.day}"

    @property
    def present(self) -> int:
        return self.enrolled - self.absent


class CompanionMeal(models.Model):
    """陪餐: a leader or teacher who ate along, and paid for it."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    day = models.DateField(_("日期"))
    name = models.CharField(_("陪餐人"), max_length=40)
    post = models.CharField(_("职务"), max_length=40)
    paid = models.DecimalField(_("缴费（元）"), max_digits=6, decimal_places=2)
    note = models.CharField(_("陪餐意见"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("陪餐")
        ordering = ("-day", "name")
        constraints = [models.UniqueConstraint(name="companion_meal_once_a_day", fields=["school", "day", "name"])]
        triggers = [closed_with_its_month()]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class FoodSample(models.Model):
    """留样: at least 125 g of each dish, kept at least 48 hours (教育部令第45号)."""

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    day = models.DateField(_("日期"))
    meal = models.CharField(_("餐次"), max_length=10, choices=Dish.choices)
    dish = models.CharField(_("菜品"), max_length=60)
    grams = models.PositiveSmallIntegerField(_("留样量（克）"))
    kept_at = models.DateTimeField(_("留样时间"))
    kept_until = models.DateTimeField(_("保存至"))
    kept_by = models.CharField(_("留样人"), max_length=40)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))

    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("食品留样")
        ordering = ("-day", "meal", "dish")
        constraints = [
            models.UniqueConstraint(name="food_sample_once_a_dish", fields=["school", "day", "meal", "dish"]),
            models.CheckConstraint(name="food_sample_is_heavy_enough", condition=Q(grams__gte=125)),
            models.CheckConstraint(
                name="food_sample_is_kept_two_days",
                condition=Q(kept_until__gte=F("kept_at") + timedelta(hours=48)),
            ),
        ]
        triggers = [closed_with_its_month()]

    def __str__(self) -> str:
        return f"{self.dish} {self.day}"
