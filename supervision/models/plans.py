"""The unit's plan (整改方案): what will be done of each problem, by whom, by when; looked at by the bureau."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from supervision.choices import PLAN_MOVES, PLAN_STANDS, PlanStatus
from supervision.models.notices import RectificationNotice
from supervision.models.problems import Problem


class PlanQuerySet(ScopedQuerySet):
    unit_lookup = "notice__unit__path"

    def for_list(self) -> "PlanQuerySet":
        return self.select_related("notice__unit", "notice__word", "made_by", "reviewed_by")


class Plan(Stateful, models.Model):
    """One round of it; a returned one is followed by the next. `key` comes from the device: sent twice it is one plan."""

    MOVES = PLAN_MOVES

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(RectificationNotice, models.PROTECT, related_name="plans", verbose_name=_("整改通知书"))
    round = models.PositiveSmallIntegerField(_("次数"))
    status = models.CharField(_("状态"), max_length=8, choices=PlanStatus.choices, default=PlanStatus.SENT)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("报送人"))
    made_at = models.DateTimeField(_("报送时间"), db_default=Now())
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    reviewed_at = models.DateTimeField(_("审核时间"), null=True)
    review_note = models.CharField(_("审核意见"), max_length=200, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("整改方案")
        ordering = ("notice", "round")
        constraints = [
            models.UniqueConstraint(name="plan_round_once", fields=["notice", "round"]),
            models.UniqueConstraint(name="plan_one_stands_a_notice", fields=["notice"], condition=Q(status__in=PLAN_STANDS)),
            different_people("plan_reviewer_did_not_write_it", "made_by", "reviewed_by"),
            both_or_neither("plan_review_has_its_time", "reviewed_by", "reviewed_at"),
            models.CheckConstraint(
                name="plan_reviewed_iff_judged", condition=Q(status=PlanStatus.SENT) ^ Q(reviewed_by__isnull=False)
            ),
            models.CheckConstraint(name="plan_returned_says_why", condition=~Q(status=PlanStatus.RETURNED) | ~Q(review_note="")),
        ]

    def __str__(self) -> str:
        return gettext("%(notice)s第%(round)s次方案") % {"notice": self.notice, "round": self.round}

    def get_absolute_url(self) -> str:
        return f"{self.notice.get_absolute_url()}#plan"

    @property
    def stands(self) -> bool:
        return self.status in PLAN_STANDS


class PlanLine(models.Model):
    """What will be done of one problem."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines", verbose_name=_("整改方案"))
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="plan_lines", verbose_name=_("整改问题"))
    measure = models.TextField(_("整改措施"))
    person = models.CharField(_("责任人"), max_length=40)
    due_on = models.DateField(_("完成时限"))

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("整改方案条目")
        ordering = ("plan", "problem__position")
        constraints = [
            models.UniqueConstraint(name="planline_once_a_problem", fields=["plan", "problem"]),
            models.CheckConstraint(name="planline_says_what_and_who", condition=~Q(measure="") & ~Q(person="")),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.problem} {self.measure}"
