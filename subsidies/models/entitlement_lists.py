"""The lists of the schools: confirmed, reviewed and approved by three persons, final once approved."""

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
from students.models import TermSetting
from subsidies.choices import LIST_MOVES, ListStatus
from subsidies.models.policies import Programme

LIST_IS_FINAL = """
IF OLD.status = 'approved' AND to_jsonb(NEW) <> to_jsonb(OLD) THEN
    RAISE EXCEPTION 'entitlement_list_is_final_once_approved';
END IF;
RETURN NEW;
"""

# From some sums on further persons sign before the approval, and the approver is none of them (models/countersignatures.py).
LIST_IS_COUNTERSIGNED = """
due := (SELECT coalesce(sum(amount), 0) FROM subsidies_entitlement
        WHERE list_id = NEW.id AND status IN ('proposed', 'approved'));
IF EXISTS (SELECT FROM subsidies_countersignature s WHERE s.entitlement_list_id = NEW.id AND s.reviewed_at = NEW.reviewed_at
           AND s.signed_by_id = NEW.approved_by_id) THEN
    RAISE EXCEPTION 'entitlement_list_approver_has_not_countersigned';
END IF;
IF (SELECT count(*) FROM subsidies_countersignature s
    WHERE s.entitlement_list_id = NEW.id AND s.reviewed_at = NEW.reviewed_at AND s.amount = due)
    < subsidies_signatures_wanted('list', due, (NEW.reviewed_at AT TIME ZONE 'Asia/Shanghai')::date) THEN
    RAISE EXCEPTION 'entitlement_list_has_the_signatures_that_its_sum_asks_for';
END IF;
RETURN NEW;
"""


class EntitlementListQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def for_list(self) -> "EntitlementListQuerySet":
        return self.select_related("school", "programme", "term", "confirmed_by", "reviewed_by", "approved_by")


class EntitlementList(Stateful, models.Model):
    """The rows of one school, programme and term that are decided together; later cases come in a supplementary list.

    Confirmed by the school, reviewed and approved by two persons of the county.
    """

    MOVES = LIST_MOVES

    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="entitlement_lists", verbose_name=_("学校"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="entitlement_lists", verbose_name=_("资助项目"))
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="entitlement_lists", verbose_name=_("学期"))
    number = models.PositiveSmallIntegerField(_("次序"), default=1)
    status = models.CharField(_("状态"), max_length=10, choices=ListStatus.choices, default=ListStatus.DRAFT)
    return_note = models.CharField(_("退回原因"), max_length=200, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("学校确认人"))
    confirmed_at = models.DateTimeField(_("学校确认时间"), null=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("县级审核人"))
    reviewed_at = models.DateTimeField(_("县级审核时间"), null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审批人"))
    approved_at = models.DateTimeField(_("审批时间"), null=True)
    made_at = models.DateTimeField(_("生成时间"), db_default=Now())

    objects = EntitlementListQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("享受资助名单")
        ordering = ("term", "school", "programme", "number")
        constraints = [
            models.UniqueConstraint(
                name="entitlement_list_once_per_number", fields=["school", "programme", "term", "number"]
            ),
            models.UniqueConstraint(
                name="entitlement_list_one_open_at_a_time",
                fields=["school", "programme", "term"],
                condition=~Q(status=ListStatus.APPROVED),
            ),
            models.CheckConstraint(
                name="entitlement_list_has_passed_every_hand",
                condition=Q(status=ListStatus.DRAFT, confirmed_by=None, reviewed_by=None, approved_by=None)
                | Q(status=ListStatus.CONFIRMED, confirmed_by__isnull=False, reviewed_by=None, approved_by=None)
                | Q(status=ListStatus.REVIEWED, confirmed_by__isnull=False, reviewed_by__isnull=False, approved_by=None)
                | Q(
                    status=ListStatus.APPROVED,
                    confirmed_by__isnull=False, reviewed_by__isnull=False, approved_by__isnull=False,
                ),
            ),
            different_people("entitlement_list_reviewer_has_not_confirmed", "confirmed_by", "reviewed_by"),
            different_people("entitlement_list_approver_has_not_confirmed", "confirmed_by", "approved_by"),
            different_people("entitlement_list_approver_has_not_reviewed", "reviewed_by", "approved_by"),
            both_or_neither("entitlement_list_confirmation_has_its_time", "confirmed_by", "confirmed_at"),
            both_or_neither("entitlement_list_review_has_its_time", "reviewed_by", "reviewed_at"),
            both_or_neither("entitlement_list_approval_has_its_time", "approved_by", "approved_at"),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(name="is_final", operation=pgtrigger.Update, when=pgtrigger.Before, func=LIST_IS_FINAL),
            pgtrigger.Trigger(
                name="is_countersigned",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__approved_by__isnull=False, old__approved_by__isnull=True),
                declare=[("due", "numeric")],
                func=LIST_IS_COUNTERSIGNED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.programme} {self.term_id} #{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:list-detail", args=[self.pk])
