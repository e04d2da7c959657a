"""Files that go to a bank and come back from it: the exact bytes, what each returned row did."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.constraints import both_or_neither
from aid_portal.models import StoredFile, User
from aid_portal.workflow import Stateful
from subsidies.choices import RETURN_MOVES, MatchedBy, ReturnStatus
from subsidies.models.bank_layouts import BankLayout, approved_layout_only
from subsidies.models.batches import HAD_A_HAND_IN_IT, Batch, BatchQuerySet
from subsidies.models.payments import Payment

RETURN_IS_BOOKED_BY_ANOTHER = f"""
IF {HAD_A_HAND_IN_IT.format(person="NEW.booked_by_id")} THEN
    RAISE EXCEPTION 'bank_return_is_booked_by_who_did_not_send_it';
END IF;
RETURN NEW;
"""


class BankFile(models.Model):
    """The exact bytes that were handed out for a batch; another layout makes another number, the old one stays."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="files", verbose_name=_("发放批次"))
    number = models.PositiveSmallIntegerField(_("次序"))
    layout = models.ForeignKey(BankLayout, models.PROTECT, related_name="files", verbose_name=_("格式"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="bank_file", verbose_name=_("文件"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    row_count = models.PositiveIntegerField(_("笔数"))
    total = models.DecimalField(_("金额（元）"), max_digits=14, decimal_places=2)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("导出人"))
    made_at = models.DateTimeField(_("导出时间"), db_default=Now())

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("银行代发文件")
        ordering = ("batch", "number")
        constraints = [models.UniqueConstraint(name="bank_file_once_per_batch_and_number", fields=["batch", "number"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            approved_layout_only(),
        ]

    def __str__(self) -> str:
        return f"{self.batch.number}-{self.number}"


class ReturnReason(models.Model):
    """Why a bank sends money back: its words, and what the school does about it."""

    code = models.CharField(_("代码"), max_length=24, unique=True)
    label = models.CharField(_("退票原因"), max_length=40)
    words = ArrayField(models.CharField(max_length=40), verbose_name=_("银行用语"))
    remedy = models.CharField(_("处理办法"), max_length=200)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("退票原因")
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.label


class BankReturnQuerySet(BatchQuerySet):
    def for_list(self) -> "BankReturnQuerySet":
        return self.select_related("batch", "layout", "uploaded_by", "booked_by")


class BankReturn(Stateful, models.Model):
    """A return file of a batch: read as a whole, then booked as a whole or refused as a whole; counts in rows, sums in yuan."""

    MOVES = RETURN_MOVES

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="returns", verbose_name=_("发放批次"))
    layout = models.ForeignKey(BankLayout, models.PROTECT, related_name="returns", verbose_name=_("格式"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="bank_return", verbose_name=_("文件"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    status = models.CharField(_("状态"), max_length=10, choices=ReturnStatus.choices, default=ReturnStatus.READ)
    problems = models.JSONField(_("问题"), default=list)
    paid_count = models.PositiveIntegerField(_("成功笔数"), default=0)
    paid_total = models.DecimalField(_("成功金额（元）"), max_digits=14, decimal_places=2, default=0)
    returned_count = models.PositiveIntegerField(_("退票笔数"), default=0)
    returned_total = models.DecimalField(_("退票金额（元）"), max_digits=14, decimal_places=2, default=0)
    settled_count = models.PositiveIntegerField(_("早已入账笔数"), default=0)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    uploaded_at = models.DateTimeField(_("上传时间"), db_default=Now())
    booked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("入账人"))
    booked_at = models.DateTimeField(_("入账时间"), null=True)

    objects = BankReturnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("银行回盘")
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                name="bank_return_once_per_batch_and_content",
                fields=["batch", "sha256"],
                condition=~Q(status=ReturnStatus.REFUSED),
            ),
            both_or_neither("bank_return_booking_has_its_time", "booked_by", "booked_at"),
            models.CheckConstraint(
                name="bank_return_booked_iff_stamped",
                condition=Q(status=ReturnStatus.BOOKED, booked_by__isnull=False)
                | (~Q(status=ReturnStatus.BOOKED) & Q(booked_by=None)),
            ),
            models.CheckConstraint(
                name="bank_return_with_problems_is_not_booked",
                condition=~Q(status=ReturnStatus.BOOKED) | Q(problems=[]),
            ),
        ]
        triggers = [
            approved_layout_only(),
            pgtrigger.Trigger(
                name="booked_by_another",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__booked_by__isnull=False),
                func=RETURN_IS_BOOKED_BY_ANOTHER,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch.number} {self.sha256[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:return-detail", args=[self.pk])


class BankReturnLine(models.Model):
    """One row of a return and the payment it speaks of; `fresh` is false where that payment was settled before."""

    bank_return = models.ForeignKey(BankReturn, models.CASCADE, related_name="lines", verbose_name=_("回盘"))
    row = models.PositiveIntegerField(_("行"))
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="return_lines", verbose_name=_("发放明细"))
    matched_by = models.CharField(_("对应方式"), max_length=10, choices=MatchedBy.choices)
    succeeded = models.BooleanField(_("成功"))
    reason_code = models.CharField(_("退票原因"), max_length=24, blank=True)
    reason_text = models.CharField(_("银行说明"), max_length=120, blank=True)
    settled_on = models.DateField(_("交易日期"))
    bank_serial = models.CharField(_("银行流水号"), max_length=40, blank=True)
    fresh = models.BooleanField(_("本次入账"))

    objects = models.Manager()

    class Meta:
        verbose_name = verbose_name_plural = _("回盘明细")
        ordering = ("bank_return", "row")
        constraints = [
            models.UniqueConstraint(name="bank_return_line_once_per_row", fields=["bank_return", "row"]),
            models.UniqueConstraint(name="bank_return_line_once_per_payment", fields=["bank_return", "payment"]),
            models.CheckConstraint(
                name="bank_return_line_failed_has_its_reason",
                condition=Q(succeeded=True, reason_code="") | (Q(succeeded=False) & ~Q(reason_code="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_return} {self.row}"
