"""Sudden hardship between two lists, reported by a school or a town (突发困难报告)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.models import Student
from supervision.warning_choices import REPORT_MOVES, HardshipEvent, ReportStatus


class HardshipReportQuerySet(ScopedQuerySet):
    def visible_to(self, user) -> "HardshipReportQuerySet":
        return super().visible_to(user) if user.has(Permission.WARNING_VIEW) else self.none()

    def for_list(self) -> "HardshipReportQuerySet":
        return self.select_related("student", "unit", "reported_by", "withdrawn_by", "scan")


class HardshipReport(Stateful, models.Model):
    """What happened to a child's family on a day, as its school or town says; it asks to determine again and is no category."""

    MOVES = REPORT_MOVES

    student = models.ForeignKey(Student, models.PROTECT, related_name="hardship_reports", verbose_name=_("学生"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("报告单位"))
    event = models.CharField(_("突发情况"), max_length=12, choices=HardshipEvent.choices)
    happened_on = models.DateField(_("发生日期"))
    account = models.TextField(_("情况说明"), max_length=1000)
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("证明材料"))
    status = models.CharField(_("状态"), max_length=10, choices=ReportStatus.choices, default=ReportStatus.REPORTED)
    reported_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("报告人"))
    reported_at = models.DateTimeField(_("报告时间"), db_default=Now())
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True)
    withdraw_reason = models.CharField(_("撤销原因"), max_length=200, blank=True)

    objects = HardshipReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("突发困难报告")
        ordering = ("-reported_at", "-pk")
        constraints = [
            models.CheckConstraint(name="hardship_report_says_what_happened", condition=~Q(account="")),
            both_or_neither("hardship_report_withdrawal_has_its_person", "withdrawn_by", "withdrawn_at"),
            models.CheckConstraint(
                name="hardship_report_withdrawn_says_why",
                condition=Q(status=ReportStatus.REPORTED, withdrawn_at=None, withdraw_reason="")
                | (Q(status=ReportStatus.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdraw_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} {self.get_event_display()} {self.happened_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:hardship-report-detail", args=[self.pk])
