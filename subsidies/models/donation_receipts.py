"""Receipts for gifts (公益事业捐赠票据, domain.md 7.2): what was printed, under numbers without a gap."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import User
from aid_portal.workflow import Stateful
from subsidies.donation_choices import RECEIPT_MOVES, ReceiptStatus
from subsidies.models.donors import DonationQuerySet
from subsidies.models.gifts import Gift

# The unit that really received the gift issues it; the next number is taken one person after the other.
ISSUED_FOR_WHAT_CAME_IN_ORDER = """
PERFORM pg_advisory_xact_lock(hashtext('donation_receipt.' || NEW.code));
IF NOT EXISTS (SELECT FROM subsidies_gift g WHERE g.id = NEW.gift_id AND g.status = 'approved' AND NOT g.direct) THEN
    RAISE EXCEPTION 'donation_receipt_is_for_what_the_bureau_received';
END IF;
IF NEW.number <> (SELECT max(r.number) + 1 FROM subsidies_donationreceipt r WHERE r.code = NEW.code AND r.year = NEW.year) THEN
    RAISE EXCEPTION 'donation_receipt_numbers_have_no_gap';
END IF;
RETURN NEW;
"""
ISSUED_IS_FINAL = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'donation_receipt_is_never_deleted';
END IF;
IF OLD.status <> 'issued' OR to_jsonb(NEW) - '{status,voided_by_id,voided_at,void_reason}'::text[]
                          <> to_jsonb(OLD) - '{status,voided_by_id,voided_at,void_reason}'::text[] THEN
    RAISE EXCEPTION 'donation_receipt_is_final_once_issued';
END IF;
RETURN NEW;
"""


class DonationReceiptQuerySet(DonationQuerySet):
    def for_list(self) -> "DonationReceiptQuerySet":
        return self.select_related("gift__programme", "gift__donor", "issued_by", "voided_by")


class DonationReceipt(Stateful, models.Model):
    """The contents as they were issued; `amount` and `standard` are empty for goods that nobody can value."""

    MOVES = RECEIPT_MOVES

    gift = models.ForeignKey(Gift, models.PROTECT, related_name="receipts", verbose_name=_("捐赠"))
    code = models.CharField(_("票据代码"), max_length=12)
    year = models.PositiveSmallIntegerField(_("年度"))
    number = models.PositiveBigIntegerField(_("票据号码"))
    issued_on = models.DateField(_("开票日期"))
    payer = models.CharField(_("交款人"), max_length=80)
    credit_code = models.CharField(_("交款人统一社会信用代码"), max_length=18, blank=True)
    item = models.CharField(_("项目名称"), max_length=120)
    unit = models.CharField(_("单位"), max_length=10)
    quantity = models.PositiveIntegerField(_("数量"))
    standard = models.DecimalField(_("标准（元）"), max_digits=14, decimal_places=2, null=True)
    amount = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2, null=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=ReceiptStatus.choices, default=ReceiptStatus.ISSUED)
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("开票人"))
    issued_at = models.DateTimeField(_("登记时间"), db_default=Now())
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("作废人"))
    voided_at = models.DateTimeField(_("作废时间"), null=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = DonationReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("捐赠票据")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(name="donation_receipt_number_is_used_once", fields=["code", "year", "number"]),
            models.UniqueConstraint(
                name="donation_receipt_one_stands_for_a_gift", fields=["gift"], condition=Q(status=ReceiptStatus.ISSUED)
            ),
            both_or_neither("donation_receipt_voiding_has_its_time", "voided_by", "voided_at"),
            models.CheckConstraint(
                name="donation_receipt_is_void_with_person_and_reason",
                condition=Q(status=ReceiptStatus.ISSUED, voided_by=None, void_reason="")
                | (Q(status=ReceiptStatus.VOIDED, voided_by__isnull=False) & ~Q(void_reason="")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="issued_in_order", operation=pgtrigger.Insert, when=pgtrigger.Before, func=ISSUED_FOR_WHAT_CAME_IN_ORDER
            ),
            pgtrigger.Trigger(
                name="issued_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=ISSUED_IS_FINAL,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.printed_number}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:gift-detail", args=[self.gift_id])

    @property
    def printed_number(self) -> str:
        return f"{self.number:010d}"
