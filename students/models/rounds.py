"""A round of determination (认定): its days, what its groups must be, and how families were told beforehand."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import in_order
from aid_portal.models import OrgUnit, StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.determination_choices import ROUND_MOVES, Channel, RoundStatus
from students.models.terms import TermSetting


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user) -> "RoundQuerySet":
        """The days of a round are the same for every school."""
        return self.all()

    def locked(self) -> "RoundQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def for_list(self) -> "RoundQuerySet":
        return self.select_related("term", "made_by")

    def running(self) -> "RoundQuerySet":
        return self.filter(status=RoundStatus.RUNNING)


class DeterminationRound(Stateful, models.Model):
    """Once an academic year in autumn, adjusted in spring (教财〔2018〕16号); done within a month, for newcomers in two."""

    MOVES = ROUND_MOVES

    term = models.OneToOneField(TermSetting, models.PROTECT, related_name="round", verbose_name=_("学期"))
    opens_on = models.DateField(_("开始日期"))
    applications_until = models.DateField(_("申请截止"))
    due_on = models.DateField(_("学校完成期限"))
    newcomers_due_on = models.DateField(_("新生完成期限"))
    posting_days = models.PositiveSmallIntegerField(_("公示工作日"), default=5)
    answer_days = models.PositiveSmallIntegerField(_("异议答复工作日"), default=5)
    class_members = models.PositiveSmallIntegerField(_("班级评议小组最少人数"), default=5)
    school_members = models.PositiveSmallIntegerField(_("学校认定工作组最少人数"), default=5)
    scoring = models.BooleanField(_("填报量化评分"), default=False)
    status = models.CharField(_("状态"), max_length=8, choices=RoundStatus.choices, default=RoundStatus.RUNNING)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("发起人"))
    made_at = models.DateTimeField(_("发起时间"), db_default=Now())

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("认定轮次")
        ordering = ("-term__position",)
        constraints = [
            in_order("determination_round_opens_before_applications_end", "opens_on", "applications_until"),
            in_order("determination_round_ends_after_applications", "applications_until", "due_on"),
            in_order("determination_round_newcomers_have_no_less_time", "due_on", "newcomers_due_on"),
            models.CheckConstraint(name="determination_round_is_posted_five_days", condition=Q(posting_days__gte=5)),
            models.CheckConstraint(
                name="determination_round_groups_are_groups", condition=Q(class_members__gte=3, school_members__gte=3)
            ),
        ]

    def __str__(self) -> str:
        kind = _("年度认定") if self.term.term.is_autumn else _("学期调整")
        return f"{self.term.term.academic_year.label}{kind}"

    def get_absolute_url(self) -> str:
        return reverse("students:round-detail", args=[self.pk])

    @property
    def academic_year(self) -> str:
        return str(self.term.term.academic_year)


class AdvanceNoticeQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"
    for_every_class = True

    def for_list(self) -> "AdvanceNoticeQuerySet":
        return self.select_related("round__term", "school", "evidence", "recorded_by")


class AdvanceNotice(models.Model):
    """提前告知: how one class, or the whole school, was told of the policy and of the way to apply."""

    round = models.ForeignKey(DeterminationRound, models.PROTECT, related_name="advance_notices", verbose_name=_("认定轮次"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", verbose_name=_("学校"))
    class_label = models.CharField(_("年级班级"), max_length=60, blank=True, help_text=_("不填表示全校"))
    channel = models.CharField(_("方式"), max_length=8, choices=Channel.choices)
    told_on = models.DateField(_("告知日期"))
    told = models.PositiveIntegerField(_("告知人数"))
    receipts = models.PositiveIntegerField(_("收回回执"), default=0)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("佐证"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = AdvanceNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("提前告知")
        ordering = ("-told_on", "-pk")
        constraints = [
            models.CheckConstraint(name="advance_notice_receipts_are_of_the_told", condition=Q(receipts__lte=F("told"))),
            models.CheckConstraint(name="advance_notice_reached_somebody", condition=Q(told__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.class_label} {self.get_channel_display()}"
