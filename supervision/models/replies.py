"""How a problem is put right: the unit's reply, the review, the re-inspection by somebody else, more time."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import User
from aid_portal.querysets import ScopedQuerySet
from subsidies.choices import PaperStatus
from subsidies.models.papers import Paper
from supervision.models.notices import RectificationNotice
from supervision.models.problems import Problem

# Who closes a problem has not put it right: not one of those who ever replied to it.
BY_ANOTHER = """
IF EXISTS (SELECT FROM supervision_reply r WHERE r.problem_id = NEW.problem_id AND r.made_by_id = NEW.made_by_id) THEN
    RAISE EXCEPTION 'reinspection_is_by_another_person';
END IF;
RETURN NEW;
"""


# What needs a plan is reported on once the plan was sent and while it is not returned; 立行立改 needs none.
AFTER_THE_PLAN = """
IF EXISTS (
    SELECT FROM supervision_problem p JOIN supervision_rectificationnotice n ON n.id = p.notice_id
     WHERE p.id = NEW.problem_id AND NOT p.immediate AND n.plan_due_on IS NOT NULL
       AND NOT EXISTS (SELECT FROM supervision_plan s WHERE s.notice_id = n.id AND s.status <> 'returned')
) THEN
    RAISE EXCEPTION 'reply_follows_the_plan';
END IF;
RETURN NEW;
"""


class Reply(models.Model):
    """The unit's answer to one problem (整改情况), round by round. `key` comes from the device: sent twice it is one reply."""

    key = models.UUIDField(_("标识"), default=uuid.uuid4, unique=True, editable=False)
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="replies", verbose_name=_("整改问题"))
    round = models.PositiveSmallIntegerField(_("次数"))
    measure = models.TextField(_("整改措施"))
    result = models.TextField(_("整改结果"))
    person = models.CharField(_("责任人"), max_length=40)
    done_on = models.DateField(_("完成日期"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("报送人"))
    made_at = models.DateTimeField(_("报送时间"), db_default=Now())
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    reviewed_at = models.DateTimeField(_("审核时间"), null=True)
    accepted = models.BooleanField(_("审核通过"), null=True)
    review_note = models.CharField(_("审核意见"), max_length=200, blank=True)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("整改回复")
        ordering = ("problem", "round")
        constraints = [
            models.UniqueConstraint(name="reply_round_once", fields=["problem", "round"]),
            models.UniqueConstraint(name="reply_one_waits_a_problem", fields=["problem"], condition=Q(reviewed_by=None)),
            different_people("reply_reviewer_did_not_write_it", "made_by", "reviewed_by"),
            both_or_neither("reply_review_has_its_time", "reviewed_by", "reviewed_at"),
            both_or_neither("reply_review_says_yes_or_no", "reviewed_by", "accepted"),
            models.CheckConstraint(name="reply_sent_back_says_why", condition=~Q(accepted=False) | ~Q(review_note="")),
        ]
        triggers = [
            pgtrigger.Trigger(name="after_the_plan", operation=pgtrigger.Insert, when=pgtrigger.Before, func=AFTER_THE_PLAN)
        ]

    def __str__(self) -> str:
        return gettext("%(problem)s第%(round)s次回复") % {"problem": self.problem, "round": self.round}


class Reinspection(models.Model):
    """Somebody else has looked again (复查)."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="reinspections", verbose_name=_("整改问题"))
    reply = models.OneToOneField(Reply, models.PROTECT, related_name="reinspection", verbose_name=_("整改回复"))
    inspected_on = models.DateField(_("复查日期"))
    passed = models.BooleanField(_("复查通过"))
    note = models.CharField(_("复查情况"), max_length=300)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("复查人"))
    made_at = models.DateTimeField(_("登记时间"), db_default=Now())

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("复查")
        ordering = ("problem", "pk")
        constraints = [models.CheckConstraint(name="reinspection_says_what_it_saw", condition=~Q(note=""))]
        triggers = [
            pgtrigger.Trigger(name="by_another", operation=pgtrigger.Insert, when=pgtrigger.Before, func=BY_ANOTHER),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.problem} {self.inspected_on:%Y-%m-%d}"


class ExtensionQuerySet(ScopedQuerySet):
    unit_lookup = "notice__unit__path"

    def for_list(self) -> "ExtensionQuerySet":
        return self.select_related("notice__unit", "notice__word", "made_by", "decided_by")


class Extension(Paper):
    """More time (延期), asked for by the unit and granted by the bureau before the deadline has passed."""

    notice = models.ForeignKey(RectificationNotice, models.PROTECT, related_name="extensions", verbose_name=_("整改通知书"))
    due_before = models.DateField(_("原期限"))
    due_after = models.DateField(_("申请延至"))
    reason = models.CharField(_("延期理由"), max_length=200)
    decided_on = models.DateField(_("批准日期"), null=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("延期申请")
        ordering = ("notice", "pk")
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(name="extension_moves_the_deadline_on", condition=Q(due_after__gt=F("due_before"))),
            models.CheckConstraint(
                name="extension_granted_before_the_deadline",
                condition=~Q(status=PaperStatus.APPROVED) | Q(decided_on__isnull=False, decided_on__lte=F("due_before")),
            ),
            models.UniqueConstraint(
                name="extension_one_waits_a_notice", fields=["notice"], condition=Q(status=PaperStatus.PROPOSED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.due_after:%Y-%m-%d}"
