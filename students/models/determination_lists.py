"""What a school hands in for approval: its determined children, posted first, then through two persons of the county."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import OrgUnit, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.determination_choices import LIST_MOVES, DeterminationListStatus
from students.models.rounds import DeterminationRound

S = DeterminationListStatus
LIST_IS_FINAL = """
IF to_jsonb(NEW) <> to_jsonb(OLD) THEN
    RAISE EXCEPTION 'determination_list_is_final_once_approved';
END IF;
RETURN NEW;
"""


class DeterminationListQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"
    for_every_class = True

    def for_list(self) -> "DeterminationListQuerySet":
        return self.select_related("round__term", "school", "submitted_by", "reviewed_by", "approved_by")


class DeterminationList(Stateful, models.Model):
    """Those of a school who are decided on together; who is held by an objection stays on it and follows later."""

    MOVES = LIST_MOVES

    round = models.ForeignKey(DeterminationRound, models.PROTECT, related_name="lists", verbose_name=_("认定轮次"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="determination_lists", verbose_name=_("学校"))
    number = models.PositiveSmallIntegerField(_("次序"), default=1)
    status = models.CharField(_("状态"), max_length=10, choices=S.choices, default=S.DRAFT)
    return_note = models.CharField(_("退回原因"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("编制人"))
    made_at = models.DateTimeField(_("编制时间"), db_default=Now())
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("学校上报人"))
    submitted_at = models.DateTimeField(_("上报时间"), null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("县级审核人"))
    reviewed_at = models.DateTimeField(_("县级审核时间"), null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("县级审批人"))
    approved_at = models.DateTimeField(_("县级审批时间"), null=True)

    objects = DeterminationListQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("认定名单")
        ordering = ("-round__term__position", "school", "number")
        constraints = [
            models.UniqueConstraint(name="determination_list_once_per_number", fields=["round", "school", "number"]),
            models.UniqueConstraint(
                name="determination_list_one_open_at_a_time", fields=["round", "school"], condition=~Q(status=S.APPROVED)
            ),
            models.CheckConstraint(
                name="determination_list_has_passed_every_hand",
                condition=Q(status__in=[S.DRAFT, S.POSTED, S.RETURNED], submitted_by=None, reviewed_by=None, approved_by=None)
                | Q(status=S.SUBMITTED, submitted_by__isnull=False, reviewed_by=None, approved_by=None)
                | Q(status=S.REVIEWED, submitted_by__isnull=False, reviewed_by__isnull=False, approved_by=None)
                | Q(status=S.APPROVED, submitted_by__isnull=False, reviewed_by__isnull=False, approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="determination_list_returned_says_why", condition=~Q(status=S.RETURNED) | Q(return_note__gt="")
            ),
            different_people("determination_list_reviewer_has_not_submitted", "submitted_by", "reviewed_by"),
            different_people("determination_list_approver_has_not_submitted", "submitted_by", "approved_by"),
            different_people("determination_list_approver_has_not_reviewed", "reviewed_by", "approved_by"),
            both_or_neither("determination_list_submission_has_its_time", "submitted_by", "submitted_at"),
            both_or_neither("determination_list_review_has_its_time", "reviewed_by", "reviewed_at"),
            both_or_neither("determination_list_approval_has_its_time", "approved_by", "approved_at"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="is_final",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__status="approved"),
                func=LIST_IS_FINAL,
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.round} #{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("students:determination-list-detail", args=[self.pk])
