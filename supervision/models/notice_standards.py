"""What a notice is timed by: days by severity, days for a plan, and the days of the steps; dated, by two persons."""

from datetime import date
from itertools import pairwise

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.models.budgets import BureauQuerySet
from subsidies.models.papers import InForce, ReplaceablePaper, dated_standard, final_but_replaced
from supervision.choices import Severity, StepKind
from supervision.rules.deadlines import Rung

# What the product ships with was written by nobody and stands on no document (待核定).
SHIPPED = (date(2000, 1, 1),)
SEVERITY_DAYS = {Severity.CRITICAL: "critical_days", Severity.MAJOR: "major_days", Severity.MINOR: "minor_days"}
STEP_DAYS = {
    StepKind.REMIND: "remind_after",
    StepKind.URGE: "urge_after",
    StepKind.CRITICISE: "criticise_after",
    StepKind.TALK: "talk_after",
    StepKind.DEDUCT: "deduct_after",
}


class NoticeStandardQuerySet(InForce, BureauQuerySet):
    permission = Permission.INSPECTION_VIEW

    def on(self, day: date) -> "NoticeStandard":
        """The one that holds on the day; the shipped one is older than any notice."""
        return self.in_force().filter(starts_on__lte=day).latest("starts_on")

    def for_list(self) -> "NoticeStandardQuerySet":
        return self.select_related("made_by", "decided_by", "replaced_by")


class NoticeStandard(ReplaceablePaper):
    """Working days by the gravest problem, with which a draft begins, and days of the calendar for each step.

    A notice keeps the one of the day on which it was issued.
    """

    starts_on = models.DateField(_("执行日期"))
    critical_days = models.PositiveSmallIntegerField(_("严重问题整改期限"))
    major_days = models.PositiveSmallIntegerField(_("较重问题整改期限"))
    minor_days = models.PositiveSmallIntegerField(_("一般问题整改期限"))
    plan_days = models.PositiveSmallIntegerField(_("整改方案期限"))
    before_days = models.PositiveSmallIntegerField(_("到期前几天提醒"))
    remind_after = models.PositiveSmallIntegerField(_("逾期几天提醒"))
    urge_after = models.PositiveSmallIntegerField(_("逾期几天督办"))
    criticise_after = models.PositiveSmallIntegerField(_("逾期几天通报"))
    talk_after = models.PositiveSmallIntegerField(_("逾期几天约谈"))
    deduct_after = models.PositiveSmallIntegerField(_("逾期几天考核扣分"))
    source = models.CharField(_("依据文件"), max_length=120, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("拟定人"))

    objects = NoticeStandardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("整改期限和督办标准")
        ordering = ("-starts_on", "-pk")
        constraints = [
            *dated_standard("notice_standard", "starts_on", SHIPPED),
            models.CheckConstraint(
                name="notice_standard_has_a_document_or_is_shipped", condition=Q(made_by=None) | ~Q(source="")
            ),
            models.CheckConstraint(
                name="notice_standard_gives_the_graver_no_more_days",
                condition=Q(critical_days__gte=1, major_days__gte=F("critical_days"), minor_days__gte=F("major_days")),
            ),
            models.CheckConstraint(
                name="notice_standard_steps_follow_one_another",
                condition=Q(
                    remind_after__gte=1,
                    **{f"{later}__gt": F(earlier) for earlier, later in pairwise(STEP_DAYS.values())},
                ),
            ),
        ]
        triggers = [final_but_replaced("notice_standard")]

    def __str__(self) -> str:
        return _("%(day)s起执行的整改期限和督办标准") % {"day": figures.day(self.starts_on)}

    def get_absolute_url(self) -> str:
        return reverse("supervision:notice-standard-detail", args=[self.pk])

    @property
    def source_words(self) -> str:
        return self.source or _("待核定")

    @property
    def days_words(self) -> str:
        return "、".join(map(str, self.days.values()))

    @property
    def steps_words(self) -> str:
        return "、".join(str(getattr(self, name)) for name in STEP_DAYS.values())

    @property
    def days(self) -> dict[str, int]:
        return {severity: getattr(self, name) for severity, name in SEVERITY_DAYS.items()}

    @property
    def ladder(self) -> tuple[Rung, ...]:
        """What is sent when; `before_days` of nought sends nothing ahead."""
        ahead = (Rung(StepKind.BEFORE, -self.before_days),) if self.before_days else ()
        after = (Rung(kind, getattr(self, name)) for kind, name in STEP_DAYS.items())
        return (*ahead, Rung(StepKind.DUE, 0), *after)
