"""The rows of a batch: frozen with payee, account and rate, going forward only, settled by the bank's return."""

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import Both, refuse
from aid_portal.models import OrgUnit
from aid_portal.querysets import ScopedQuerySet
from aid_portal.workflow import Stateful
from students.models import Student
from subsidies.choices import LIVE_PAYMENTS, PAYMENT_MOVES, Payee, PaymentStatus
from subsidies.models.adjustments import Adjustment
from subsidies.models.batches import Batch
from subsidies.models.entitlements import Entitlement
from subsidies.models.policies import PolicyVersion, Programme
from subsidies.models.splits import FundSplit, split_adds_up

# A payment says for ever what was ordered; its state goes forward only, so a settled one stays settled.
SETTLING = ("status", "settled_on", "bank_serial", "reason_code")
GOES_FORWARD = """
IF (OLD.status, NEW.status) NOT IN (('ready', 'sent'), ('ready', 'cancelled'), ('sent', 'paid'), ('sent', 'returned')) THEN
    RAISE EXCEPTION 'payment_goes_forward_only';
END IF;
RETURN NEW;
"""

PAYS_WHAT_IS_APPROVED = """
IF EXISTS (SELECT FROM new_rows p JOIN subsidies_entitlement e ON e.id = p.entitlement_id
           WHERE e.status <> 'approved' OR e.student_id <> p.student_id OR e.programme_id <> p.programme_id) THEN
    RAISE EXCEPTION 'payment_pays_what_is_approved';
END IF;
IF EXISTS (SELECT FROM new_rows p JOIN subsidies_batch b ON b.id = p.batch_id
           WHERE b.status <> 'draft' OR b.digest IS NOT NULL) THEN
    RAISE EXCEPTION 'payment_joins_a_batch_that_is_being_built';
END IF;
RETURN NULL;
"""


class PaymentQuerySet(ScopedQuerySet):
    unit_lookup = "school__path"

    def live(self) -> "PaymentQuerySet":
        return self.filter(status__in=LIVE_PAYMENTS)

    def not_made_good(self) -> "PaymentQuerySet":
        """Returned and not sent again."""
        again = self.model.objects.filter(reissue_of=OuterRef("pk")).exclude(status=PaymentStatus.CANCELLED)
        return self.filter(~Exists(again), status=PaymentStatus.RETURNED)

    def for_list(self) -> "PaymentQuerySet":
        return self.select_related("batch", "programme", "school", "entitlement__enrolment").defer(
            "sealed", "entitlement__enrolment__sealed"
        )


class Payment(Stateful, FundSplit):
    """One row of a batch, with payee, account, tier, rate and policy as they were when it was frozen; amounts in yuan.

    `sealed` holds account, bank and the payee's id; `reissue_of` is the returned row that this one makes good.
    """

    MOVES = PAYMENT_MOVES

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments", verbose_name=_("发放批次"))
    sequence = models.PositiveIntegerField(_("序号"))
    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="payments", verbose_name=_("享受资助"))
    adjustment = models.ForeignKey(Adjustment, models.PROTECT, null=True, related_name="payments", verbose_name=_("补发"))
    reissue_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="reissues", verbose_name=_("重发自"))
    student = models.ForeignKey(Student, models.PROTECT, related_name="payments", verbose_name=_("学生"))
    school = models.ForeignKey(OrgUnit, models.PROTECT, related_name="payments", verbose_name=_("学校"))
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="payments", verbose_name=_("资助项目"))
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+", verbose_name=_("政策版本"))
    tier = models.CharField(_("档次"), max_length=12, blank=True)
    rate = models.DecimalField(_("学期标准（元）"), max_digits=12, decimal_places=2)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    payee = models.CharField(_("收款人"), max_length=10, choices=Payee.choices)
    payee_name = models.CharField(_("户名"), max_length=80)
    account_index = models.BinaryField(_("账号索引"), max_length=32, null=True)
    sealed = models.BinaryField(_("封存内容"))
    digest = models.BinaryField(_("摘要"), max_length=32)
    status = models.CharField(_("状态"), max_length=10, choices=PaymentStatus.choices, default=PaymentStatus.READY)
    settled_on = models.DateField(_("结果日期"), null=True)
    bank_serial = models.CharField(_("银行流水号"), max_length=40, blank=True)
    reason_code = models.CharField(_("退票原因"), max_length=24, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("发放明细")
        ordering = ("batch", "sequence")
        constraints = [
            models.UniqueConstraint(name="payment_one_sequence_per_batch", fields=["batch", "sequence"]),
            models.UniqueConstraint(
                name="payment_one_live_per_entitlement_and_adjustment",
                fields=["entitlement", "adjustment"],
                condition=Q(status__in=LIVE_PAYMENTS),
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="payment_pays_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="payment_is_settled_on_a_day",
                condition=Q(status__in=[PaymentStatus.PAID, PaymentStatus.RETURNED], settled_on__isnull=False)
                | (~Q(status__in=[PaymentStatus.PAID, PaymentStatus.RETURNED]) & Q(settled_on=None)),
            ),
            models.CheckConstraint(
                name="payment_returned_says_why",
                condition=(Q(status=PaymentStatus.RETURNED) & ~Q(reason_code=""))
                | (~Q(status=PaymentStatus.RETURNED) & Q(reason_code="")),
            ),
            models.UniqueConstraint(
                name="payment_is_made_good_once", fields=["reissue_of"], condition=~Q(status=PaymentStatus.CANCELLED)
            ),
            models.CheckConstraint(name="payment_makes_good_another_row", condition=~Q(reissue_of=F("id"))),
            split_adds_up("payment_is_charged_to_its_sources", Q(amount__isnull=False)),
        ]
        indexes = [
            models.Index(name="payment_by_account", fields=["account_index"]),
            models.Index(name="payment_by_student", fields=["student"]),
        ]
        triggers = [
            refuse("is_frozen", "payment_is_frozen", pgtrigger.Update, pgtrigger.AnyChange(exclude=SETTLING)),
            refuse("is_never_deleted", "payment_is_never_deleted", pgtrigger.Delete),
            refuse(
                "stays_settled",
                "payment_settled_stays_settled",
                pgtrigger.Update,
                Both(pgtrigger.Q(old__status__in=["paid", "returned"]), pgtrigger.AnyChange(*SETTLING[1:])),
            ),
            pgtrigger.Trigger(
                name="goes_forward",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.AnyChange("status"),
                func=GOES_FORWARD,
            ),
            pgtrigger.Trigger(
                name="pays_what_is_approved",
                level=pgtrigger.Statement,
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(new="new_rows"),
                func=PAYS_WHAT_IS_APPROVED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch.number}-{self.sequence:05d}"

    @property
    def reference(self) -> str:
        """Our number of the row: goes to the bank with the file and comes back in its return."""
        return f"{self.batch.number}-{self.sequence:05d}"
