"""What schools tell of children who do not come, and what schools each month and the county each quarter account for."""

import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, in_order
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from students.models import Enrolment, Student, TermSetting
from supervision.dropout_choices import AbsenceCause, ReturnKind
from supervision.models.dropouts import DropoutCase

OF_THE_SAME_PERIOD = """
IF NOT EXISTS (
    SELECT FROM supervision_dropoutreturn r
    WHERE r.id = NEW.corrects_id AND r.unit_id = NEW.unit_id AND r.kind = NEW.kind AND r.first_day = NEW.first_day
) THEN
    RAISE EXCEPTION 'dropoutreturn_corrects_its_own_period';
END IF;
RETURN NEW;
"""


class AbsenceReportQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def visible_to(self, user) -> "AbsenceReportQuerySet":
        if not user.has(Permission.ABSENCE_VIEW):
            return self.none()
        seat = {name: OuterRef(name) for name in ("student", "school", "term")}
        of_classes = Exists(Enrolment.objects.visible_to(user).filter(**seat))
        return super().visible_to(user) | self.filter(of_classes) if user.classes else super().visible_to(user)

    def open(self) -> "AbsenceReportQuerySet":
        return self.filter(back_on=None)

    def for_list(self) -> "AbsenceReportQuerySet":
        return self.select_related("school", "student", "case", "reported_by")


class AbsenceReport(models.Model):
    """A child who has not come since `first_day`; until it is back the days are counted, and then the report ends."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="absences", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="+", verbose_name=_("学期"))
    name = models.CharField(_("姓名"), max_length=80)
    seat = models.CharField(_("年级、班级"), max_length=80)
    first_day = models.DateField(_("未到校第一天"))
    cause = models.CharField(_("原因"), max_length=8, choices=AbsenceCause.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("报告人"))
    reported_at = models.DateTimeField(_("报告时间"), db_default=Now())
    contacted_on = models.DateField(_("联系家庭日期"), null=True)
    contacted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("联系人"))
    contact_note = models.CharField(_("联系情况"), max_length=200, blank=True)
    back_on = models.DateField(_("返校日期"), null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("登记返校"))
    case = models.OneToOneField(DropoutCase, models.PROTECT, null=True, related_name="absence", verbose_name=_("控辍个案"))

    objects = AbsenceReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("缺勤报告")
        ordering = ("-first_day", "-pk")
        constraints = [
            models.UniqueConstraint(name="absencereport_one_open_per_child", fields=["student"], condition=Q(back_on=None)),
            both_or_neither("absencereport_contact_has_its_person", "contacted_on", "contacted_by"),
            both_or_neither("absencereport_end_has_its_person", "back_on", "ended_by"),
            in_order("absencereport_nobody_is_back_before_leaving", "first_day", "back_on"),
            in_order("absencereport_contact_comes_after_the_first_day", "first_day", "contacted_on"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("supervision:absence-detail", args=[self.pk])


class DropoutReturnQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "DropoutReturnQuerySet":
        return super().visible_to(user) if user.has(Permission.DROPOUT_VIEW) else self.none()

    def standing(self) -> "DropoutReturnQuerySet":
        """The newest version of each."""
        return self.filter(correction=None)

    def for_list(self) -> "DropoutReturnQuerySet":
        return self.select_related("unit", "sent_by")


class DropoutReturn(models.Model):
    """A month of a school or a quarter of the county, nought or not: counted from the rows when it was sent, final since.

    `by_check` is the newest check's number of 疑似失学辍学, told by the county alone; `unsent` counts the monthly
    returns of the quarter that were missing. What was wrong is counted anew in a version that `corrects` it and says why.
    """

    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    kind = models.CharField(_("报表"), max_length=8, choices=ReturnKind.choices)
    first_day = models.DateField(_("期初"))
    enrolled = models.PositiveIntegerField(_("义务教育在籍"))
    absent = models.PositiveIntegerField(_("期末未到校"))
    suspected = models.PositiveIntegerField(_("疑似失学辍学"))
    dropouts = models.PositiveIntegerField(_("失学辍学"))
    returned = models.PositiveIntegerField(_("本期复学"))
    struck_off = models.PositiveIntegerField(_("本期销号"))
    by_check = models.PositiveIntegerField(_("比对疑似"), null=True)
    unsent = models.PositiveIntegerField(_("未报学校月报"), null=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction", verbose_name=_("更正的报表"))
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("报送人"))
    sent_on = models.DateField(_("报送日期"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = DropoutReturnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("控辍保学报表")
        ordering = ("-first_day", "unit")
        constraints = [
            models.UniqueConstraint(
                name="dropoutreturn_once_a_period", fields=["unit", "kind", "first_day"], condition=Q(corrects=None)
            ),
            models.CheckConstraint(
                name="dropoutreturn_correction_says_why",
                condition=Q(corrects=None, reason="") | Q(corrects__isnull=False, reason__gt=""),
            ),
            models.CheckConstraint(
                name="dropoutreturn_begins_with_its_period",
                condition=Q(first_day__day=1) & (Q(kind=ReturnKind.MONTH) | Q(first_day__month__in=[1, 4, 7, 10])),
            ),
            models.CheckConstraint(
                name="dropoutreturn_of_the_county_tells_the_check",
                condition=Q(kind=ReturnKind.MONTH, by_check=None, unsent=None)
                | Q(kind=ReturnKind.QUARTER, by_check__isnull=False, unsent__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="corrects_its_own_period",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__corrects__isnull=False),
                func=OF_THE_SAME_PERIOD,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.first_day:%Y-%m}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:dropout-return-detail", args=[self.pk])
