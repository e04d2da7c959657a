"""What follows a deadline: reminders by themselves, the graver steps by a person's word, each with who receives it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from supervision.choices import OUTSIDE, REMINDERS, STEP_MOVES, StepKind, StepStatus
from supervision.models.notices import RectificationNotice


class StepQuerySet(ScopedQuerySet):
    unit_lookup = "notice__unit__path"

    def visible_to(self, user) -> "StepQuerySet":
        """A unit sees what has reached it."""
        seen = super().visible_to(user)
        return seen if user.has(Permission.INSPECTION_VIEW) else seen.filter(status=StepStatus.SENT, notice__status__in=OUTSIDE)

    def for_list(self) -> "StepQuerySet":
        return self.select_related("notice__unit", "notice__word", "sent_by").prefetch_related("recipients")


class Step(Stateful, models.Model):
    """One step for one deadline of one notice: whoever runs the clock, and however often, it is taken once."""

    MOVES = STEP_MOVES

    notice = models.ForeignKey(RectificationNotice, models.PROTECT, related_name="steps", verbose_name=_("整改通知书"))
    kind = models.CharField(_("步骤"), max_length=10, choices=StepKind.choices)
    due_on = models.DateField(_("针对的期限"))
    day = models.DateField(_("触发日期"))
    status = models.CharField(_("状态"), max_length=10, choices=StepStatus.choices, default=StepStatus.PREPARED)
    points = models.DecimalField(_("扣分"), max_digits=4, decimal_places=1, null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("发出人"))
    sent_at = models.DateTimeField(_("发出时间"), null=True)
    made_at = models.DateTimeField(_("生成时间"), db_default=Now())

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督办步骤")
        ordering = ("-day", "-pk")
        constraints = [
            models.UniqueConstraint(name="step_once_a_deadline", fields=["notice", "kind", "due_on"]),
            models.CheckConstraint(name="step_sent_iff_timed", condition=Q(status=StepStatus.SENT) ^ Q(sent_at__isnull=True)),
            models.CheckConstraint(
                name="step_graver_than_a_reminder_is_sent_by_somebody",
                condition=Q(kind__in=REMINDERS) | ~Q(status=StepStatus.SENT) | Q(sent_by__isnull=False),
            ),
            models.CheckConstraint(
                name="step_points_are_deducted_by_the_last_one", condition=Q(points=None) | Q(kind=StepKind.DEDUCT)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("supervision:step-detail", args=[self.pk])

    @property
    def subject(self) -> str:
        """What is due: no other deadline of a notice falls on that of its plan."""
        return gettext("整改方案") if self.due_on == self.notice.plan_due_on else gettext("整改情况")


class StepRecipientQuerySet(models.QuerySet):
    def unread_by(self, user) -> "StepRecipientQuerySet":
        return self.filter(user=user, read_at=None, step__status=StepStatus.SENT)


class StepRecipient(models.Model):
    """Whom a step goes to, known before it goes; `read_at` when the person opened it."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="recipients", verbose_name=_("督办步骤"))
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("接收人"))
    read_at = models.DateTimeField(_("查看时间"), null=True)

    objects = StepRecipientQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督办接收人")
        ordering = ("step", "pk")
        constraints = [models.UniqueConstraint(name="steprecipient_once_a_step", fields=["step", "user"])]

    def __str__(self) -> str:
        return f"{self.step} {self.user}"
