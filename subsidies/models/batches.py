"""Payment batches: frozen when built, reviewed and released by two others, closed when every row has its end."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither, different_people
from aid_portal.models import User
from aid_portal.workflow import Stateful
from students.models import TermSetting
from subsidies.choices import BATCH_MOVES, BatchStatus, Channel
from subsidies.models.budgets import BureauQuerySet

# The rows and their sum were frozen with the batch; who approved what is paid does not release the money.
BATCH_IS_FROZEN = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'batch_is_never_deleted';
END IF;
IF (NEW.number, NEW.term_id, NEW.channel, NEW.parent_id, NEW.row_count, NEW.total, NEW.digest, NEW.prepared_by_id)
   IS DISTINCT FROM
   (OLD.number, OLD.term_id, OLD.channel, OLD.parent_id, OLD.row_count, OLD.total, OLD.digest, OLD.prepared_by_id)
   AND NOT (OLD.digest IS NULL AND OLD.status = 'draft') THEN
    RAISE EXCEPTION 'batch_is_frozen';
END IF;
IF OLD.released_by_id IS NOT NULL AND NEW.released_by_id IS DISTINCT FROM OLD.released_by_id THEN
    RAISE EXCEPTION 'batch_keeps_its_releaser';
END IF;
IF NEW.released_by_id IS NOT NULL AND OLD.released_by_id IS NULL AND EXISTS (
    SELECT FROM subsidies_payment p JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    JOIN subsidies_entitlementlist l ON l.id = e.list_id
    WHERE p.batch_id = NEW.id AND NEW.released_by_id IN (l.confirmed_by_id, l.reviewed_by_id, l.approved_by_id)) THEN
    RAISE EXCEPTION 'batch_releaser_has_not_decided_what_it_pays';
END IF;
RETURN NEW;
"""

# Who prepared, reviewed, countersigned or released a batch, or decided on what it pays, does not tell what became of it.
DECIDED_OR_PREPARED_IT = """EXISTS (
    SELECT FROM subsidies_batch b WHERE b.id = NEW.batch_id
    AND {person} IN (b.prepared_by_id, b.reviewed_by_id, b.released_by_id)) OR EXISTS (
    SELECT FROM subsidies_payment p JOIN subsidies_entitlement e ON e.id = p.entitlement_id
    JOIN subsidies_entitlementlist l ON l.id = e.list_id
    WHERE p.batch_id = NEW.batch_id AND {person} IN (l.confirmed_by_id, l.reviewed_by_id, l.approved_by_id))"""
HAD_A_HAND_IN_IT = f"""{DECIDED_OR_PREPARED_IT} OR EXISTS (
    SELECT FROM subsidies_countersignature s WHERE s.batch_id = NEW.batch_id AND s.signed_by_id = {{person}})"""

# From some sums on further persons sign before the release, and the releaser is none of them (models/countersignatures.py).
BATCH_IS_COUNTERSIGNED = """
IF EXISTS (SELECT FROM subsidies_countersignature s WHERE s.batch_id = NEW.id AND s.reviewed_at = NEW.reviewed_at
           AND s.signed_by_id = NEW.released_by_id) THEN
    RAISE EXCEPTION 'batch_releaser_has_not_countersigned';
END IF;
IF (SELECT count(*) FROM subsidies_countersignature s
    WHERE s.batch_id = NEW.id AND s.reviewed_at = NEW.reviewed_at AND s.amount = NEW.total)
    < subsidies_signatures_wanted('batch', NEW.total, (NEW.reviewed_at AT TIME ZONE 'Asia/Shanghai')::date) THEN
    RAISE EXCEPTION 'batch_has_the_signatures_that_its_sum_asks_for';
END IF;
RETURN NEW;
"""


class BatchQuerySet(BureauQuerySet):
    def visible_to(self, user) -> "BatchQuerySet":
        from aid_portal.permissions import Permission

        return self.all() if user.has(Permission.BATCH_VIEW) else self.none()

    def for_list(self) -> "BatchQuerySet":
        return self.select_related("term", "parent", "prepared_by", "reviewed_by", "released_by")


class Batch(Stateful, models.Model):
    """What goes out together through one channel; `total` in yuan, `digest` covers every row (SHA-256 chain)."""

    MOVES = BATCH_MOVES

    number = models.CharField(_("批次号"), max_length=20, unique=True)
    title = models.CharField(_("名称"), max_length=120)
    term = models.ForeignKey(TermSetting, models.PROTECT, related_name="batches", verbose_name=_("学期"))
    channel = models.CharField(_("发放渠道"), max_length=14, choices=Channel.choices)
    chosen = models.JSONField(_("选取条件"), default=dict)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", verbose_name=_("补发自"))
    status = models.CharField(_("状态"), max_length=12, choices=BatchStatus.choices, default=BatchStatus.DRAFT)
    row_count = models.PositiveIntegerField(_("笔数"), default=0)
    total = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, default=0)
    digest = models.BinaryField(_("摘要"), max_length=32, null=True)
    due_back_on = models.DateField(_("回盘期限"), null=True)
    return_note = models.CharField(_("退回原因"), max_length=200, blank=True)
    close_note = models.CharField(_("关闭说明"), max_length=200, blank=True)
    prepared_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("经办人"))
    prepared_at = models.DateTimeField(_("经办时间"), db_default=Now())
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("审核人"))
    reviewed_at = models.DateTimeField(_("审核时间"), null=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("放行人"))
    released_at = models.DateTimeField(_("放行时间"), null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("关闭人"))
    closed_at = models.DateTimeField(_("关闭时间"), null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("发放批次")
        ordering = ("-pk",)
        constraints = [
            different_people("batch_reviewer_has_not_prepared", "prepared_by", "reviewed_by"),
            different_people("batch_releaser_has_not_prepared", "prepared_by", "released_by"),
            different_people("batch_releaser_has_not_reviewed", "reviewed_by", "released_by"),
            both_or_neither("batch_review_has_its_time", "reviewed_by", "reviewed_at"),
            both_or_neither("batch_release_has_its_time", "released_by", "released_at"),
            both_or_neither("batch_closing_has_its_time", "closed_by", "closed_at"),
            models.CheckConstraint(
                name="batch_goes_out_released_by_two",
                condition=Q(
                    status__in=[BatchStatus.DRAFT, BatchStatus.SUBMITTED, BatchStatus.CANCELLED],
                    reviewed_by=None, released_by=None,
                )
                | Q(status=BatchStatus.REVIEWED, reviewed_by__isnull=False, released_by=None)
                | (
                    ~Q(
                        status__in=[
                            BatchStatus.DRAFT, BatchStatus.SUBMITTED, BatchStatus.CANCELLED, BatchStatus.REVIEWED,
                        ]
                    )
                    & Q(reviewed_by__isnull=False, released_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="batch_is_frozen_before_it_is_handed_on",
                condition=Q(status=BatchStatus.DRAFT) | Q(digest__isnull=False),
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="is_frozen", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.Before, func=BATCH_IS_FROZEN
            ),
            pgtrigger.Trigger(
                name="is_countersigned",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__released_by__isnull=False, old__released_by__isnull=True),
                func=BATCH_IS_COUNTERSIGNED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:batch-detail", args=[self.pk])
