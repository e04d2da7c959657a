"""Corrections of what was approved: signed, by two persons; money that must come back has a life of its own."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import StoredFile, User
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from subsidies.choices import RECOVERY_MOVES, AdjustmentKind, PaperStatus, RecoveryStatus
from subsidies.models.entitlements import Entitlement
from subsidies.models.papers import Paper, decided_is_final
from subsidies.models.splits import FundSplit, split_adds_up

# But that it belongs to the past is written on it when its entitlement is given again.
DECIDED_IS_FINAL = """
IF TG_OP = 'DELETE' OR (OLD.status <> 'proposed' AND to_jsonb(NEW) - 'former' <> to_jsonb(OLD) - 'former')
   OR (OLD.former AND NOT NEW.former) THEN
    RAISE EXCEPTION 'adjustment_is_final_once_decided';
END IF;
RETURN NEW;
"""


class AdjustmentQuerySet(ScopedQuerySet):
    unit_lookup = "entitlement__school__path"

    def counting(self) -> "AdjustmentQuerySet":
        """Approved, and of the entitlement as it stands now."""
        return self.filter(status=PaperStatus.APPROVED, former=False)

    def for_list(self) -> "AdjustmentQuerySet":
        return self.select_related(
            "entitlement__school", "entitlement__programme", "entitlement__enrolment", "made_by", "decided_by"
        ).defer("entitlement__enrolment__sealed")


class Adjustment(FundSplit, Paper):
    """A signed correction of one entitlement, in yuan: a top-up is more, a claw-back and a cancellation are less.

    A cancellation takes away all that is still due or was paid and ends the entitlement. Where that is given again, what was
    corrected before is `former` and counts no more.
    """

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="adjustments", verbose_name=_("享受资助"))
    kind = models.CharField(_("类别"), max_length=12, choices=AdjustmentKind.choices)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    reason = models.CharField(_("原因"), max_length=200)
    trace = models.CharField(_("计算过程"), max_length=200, blank=True)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("佐证"))
    separate = models.BooleanField(_("另行发放"), default=False, help_text=_("批准时原金额已经发放"))
    former = models.BooleanField(_("已了结"), default=False, help_text=_("取消后重新批准之前的调整，不再计入"))

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("调整")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(
                name="adjustment_has_the_sign_of_its_kind",
                condition=Q(kind=AdjustmentKind.TOP_UP, amount__gt=0) | (~Q(kind=AdjustmentKind.TOP_UP) & Q(amount__lte=0)),
            ),
            models.CheckConstraint(name="adjustment_says_why", condition=~Q(reason="")),
            models.UniqueConstraint(
                name="adjustment_one_waits_per_entitlement",
                fields=["entitlement"],
                condition=Q(status=PaperStatus.PROPOSED),
            ),
            split_adds_up("adjustment_is_charged_to_its_sources", Q(status=PaperStatus.APPROVED)),
        ]
        triggers = [decided_is_final(DECIDED_IS_FINAL)]

    def __str__(self) -> str:
        return f"{self.entitlement} {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:adjustment-detail", args=[self.pk])


class RecoveryQuerySet(ScopedQuerySet):
    unit_lookup = "adjustment__entitlement__school__path"

    def open(self) -> "RecoveryQuerySet":
        return self.filter(status=RecoveryStatus.OPEN)

    def for_list(self) -> "RecoveryQuerySet":
        return self.select_related(
            "adjustment__entitlement__school", "adjustment__entitlement__programme", "adjustment__entitlement__enrolment"
        ).defer("adjustment__entitlement__enrolment__sealed")


class Recovery(Stateful, models.Model):
    """Money already paid that a claw-back asks back (yuan): open until it is received or written off with a reason."""

    MOVES = RECOVERY_MOVES

    adjustment = models.OneToOneField(Adjustment, models.PROTECT, related_name="recovery", verbose_name=_("追回"))
    amount = models.DecimalField(_("应收回（元）"), max_digits=12, decimal_places=2)
    due_on = models.DateField(_("期限"))
    status = models.CharField(_("状态"), max_length=12, choices=RecoveryStatus.choices, default=RecoveryStatus.OPEN)
    received_on = models.DateField(_("收回日期"), null=True)
    voucher = models.CharField(_("凭证号"), max_length=60, blank=True)
    close_note = models.CharField(_("说明"), max_length=200, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("办结人"))
    opened_at = models.DateTimeField(_("开始时间"), db_default=Now())

    objects = RecoveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("追回任务")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(name="recovery_asks_for_some_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="recovery_is_closed_by_somebody_with_proof",
                condition=Q(status=RecoveryStatus.OPEN, closed_by=None, received_on=None)
                | (Q(status=RecoveryStatus.RECEIVED, closed_by__isnull=False, received_on__isnull=False) & ~Q(voucher=""))
                | (Q(status=RecoveryStatus.WRITTEN_OFF, closed_by__isnull=False, received_on=None) & ~Q(close_note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adjustment.entitlement} {self.amount}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:recovery-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status == RecoveryStatus.OPEN
