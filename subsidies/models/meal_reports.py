"""The month of a school in the plan: what was counted and bought, as it was sent and locked."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from subsidies.meal_choices import MEAL_REPORT_MOVES, MealReportStatus

MONEY = {"max_digits": 12, "decimal_places": 2}


class MealReportQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"
    for_every_class = True

    def for_list(self) -> "MealReportQuerySet":
        return self.select_related("school", "sent_by", "locked_by")


class MealReport(Stateful, models.Model):
    """月报. The figures are those of the rows when it was sent; `faults` are what was asked and not in order.

    `satisfaction` is of the newest survey that ended in the month and that enough have answered; else there is none.
    """

    MOVES = MEAL_REPORT_MOVES

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="meal_reports", verbose_name=_("学校"))
    month = models.DateField(_("月份"), help_text=_("当月1日"))
    status = models.CharField(_("状态"), max_length=8, choices=MealReportStatus.choices, default=MealReportStatus.OPEN)
    enrolled = models.PositiveIntegerField(_("在校学生数"), default=0)
    benefiting = models.PositiveIntegerField(_("受益学生数"), default=0)
    days = models.PositiveSmallIntegerField(_("供餐天数"), default=0)
    meals = models.PositiveIntegerField(_("就餐总人次"), default=0)
    standard = models.DecimalField(_("补助标准（元）"), max_digits=5, decimal_places=2, default=0)
    opening = models.DecimalField(_("期初结余（元）"), default=0, **MONEY)
    received = models.DecimalField(_("本月拨入（元）"), default=0, **MONEY)
    spent = models.DecimalField(_("食材支出（元）"), default=0, **MONEY)
    notices = models.PositiveSmallIntegerField(_("公示次数"), default=0)
    open_days = models.PositiveSmallIntegerField(_("开放日次数"), default=0)
    satisfaction = models.DecimalField(_("满意度（%）"), max_digits=4, decimal_places=1, null=True)
    closing = models.GeneratedField(
        expression=F("opening") + F("received") - F("spent"),
        output_field=models.DecimalField(**MONEY),
        db_persist=True,
        verbose_name=_("期末结余（元）"),
    )
    due = models.GeneratedField(
        expression=F("meals") * F("standard"),
        output_field=models.DecimalField(**MONEY),
        db_persist=True,
        verbose_name=_("应补金额（元）"),
    )
    faults = models.JSONField(_("核对结果"), default=list)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("报送人"))
    sent_at = models.DateTimeField(_("报送时间"), null=True)
    locked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("锁定人"))
    locked_at = models.DateTimeField(_("锁定时间"), null=True)
    reopening = models.CharField(_("退回、重开原因"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("建立时间"), db_default=Now())

    objects = MealReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("营养餐月报")
        ordering = ("-month", "school")
        constraints = [
            models.UniqueConstraint(name="meal_report_once_a_month", fields=["school", "month"]),
            models.CheckConstraint(name="meal_report_month_begins_on_the_first", condition=Q(month__day=1)),
            models.CheckConstraint(
                name="meal_report_claims_no_more_than_its_pupils_and_days", condition=Q(meals__lte=F("benefiting") * F("days"))
            ),
            models.CheckConstraint(
                name="meal_report_satisfaction_is_a_share", condition=Q(satisfaction=None) | Q(satisfaction__range=(0, 100))
            ),
            models.CheckConstraint(
                name="meal_report_has_passed_its_hands",
                condition=Q(status=MealReportStatus.OPEN, sent_by=None, locked_by=None)
                | Q(status=MealReportStatus.SENT, sent_by__isnull=False, locked_by=None)
                | Q(status=MealReportStatus.LOCKED, sent_by__isnull=False, locked_by__isnull=False),
            ),
            both_or_neither("meal_report_sending_has_its_time", "sent_by", "sent_at"),
            both_or_neither("meal_report_locking_has_its_time", "locked_by", "locked_at"),
            different_people("meal_report_locked_by_another_person", "sent_by", "locked_by"),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.month_words}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:meal-report-detail", args=[self.pk])

    @property
    def month_words(self) -> str:
        return f"{self.month:%Y-%m}"
