"""What was given: cash, goods or a service, and how much of it has been handed on."""

from decimal import Decimal

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.models import StoredFile
from subsidies.choices import PaperStatus
from subsidies.donation_choices import GiftKind, ReceiptStatus
from subsidies.models.donors import DonationQuerySet, Donor
from subsidies.models.papers import Paper, decided_is_final
from subsidies.models.policies import Programme

# A decided gift is history; what was handed on is written by the trigger of the hand-over lists, which makes this one the second.
DECIDED_IS_FINAL = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'gift_is_never_deleted';
END IF;
IF (NEW.handed_quantity <> OLD.handed_quantity OR NEW.handed_fen <> OLD.handed_fen) AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'gift_is_handed_on_by_approved_lists_only';
END IF;
IF OLD.status <> 'proposed' AND to_jsonb(NEW) - 'handed_quantity' - 'handed_fen'
                             <> to_jsonb(OLD) - 'handed_quantity' - 'handed_fen' THEN
    RAISE EXCEPTION 'gift_is_final_once_decided';
END IF;
RETURN NEW;
"""


class GiftQuerySet(DonationQuerySet):
    def for_list(self) -> "GiftQuerySet":
        return self.select_related("programme", "donor", "made_by", "decided_by")

    def with_receipt(self) -> "GiftQuerySet":
        """`receipt`: the number of the one that stands, if any."""
        standing = self.model._meta.get_field("receipts").related_model.objects.filter(gift=OuterRef("pk"))
        standing = standing.filter(status=ReceiptStatus.ISSUED)
        return self.annotate(receipt=Subquery(standing.values("number")[:1]))


class Gift(Paper):
    """`direct`: the donor hands it over himself, the bureau only keeps the list and issues no receipt.

    `amount` is the cash in yuan, or what goods are worth (quantity × unit value); empty where nobody can say what they are worth.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="gifts", verbose_name=_("资助项目"))
    donor = models.ForeignKey(Donor, models.PROTECT, related_name="gifts", verbose_name=_("捐赠人"))
    kind = models.CharField(_("形式"), max_length=8, choices=GiftKind.choices)
    year = models.PositiveSmallIntegerField(_("年度"))
    received_on = models.DateField(_("捐赠日期"))
    amount = models.DecimalField(_("金额或价值（元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    item = models.CharField(_("品名"), max_length=60, blank=True)
    unit = models.CharField(_("单位"), max_length=10, blank=True)
    quantity = models.PositiveIntegerField(_("数量"), null=True, blank=True)
    unit_value = models.DecimalField(_("单价（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    basis = models.CharField(_("估价依据"), max_length=200, blank=True)
    direct = models.BooleanField(_("捐赠人直接发放"), default=False)
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("凭证"))
    handed_quantity = models.PositiveIntegerField(_("已发放数量"), default=0)
    handed_fen = models.BigIntegerField(_("已发放金额（分）"), default=0)

    objects = GiftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("捐赠")
        ordering = ("-pk",)
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(
                name="gift_of_cash_is_an_amount_and_one_of_goods_a_quantity",
                condition=Q(kind=GiftKind.CASH, amount__isnull=False, item="", unit="", quantity=None, unit_value=None)
                | (~Q(kind=GiftKind.CASH) & Q(quantity__isnull=False) & ~Q(item="") & ~Q(unit="")),
            ),
            models.CheckConstraint(
                name="gift_is_not_nothing",
                condition=(Q(amount=None) | Q(amount__gt=0)) & (Q(quantity=None) | Q(quantity__gt=0)),
            ),
            models.CheckConstraint(
                name="gift_value_is_quantity_times_unit_value",
                condition=Q(kind=GiftKind.CASH)
                | Q(amount=None, unit_value=None)
                | Q(amount__isnull=False, unit_value__isnull=False, amount=F("quantity") * F("unit_value")),
            ),
            models.CheckConstraint(
                name="gift_value_has_its_basis", condition=Q(kind=GiftKind.CASH) | Q(amount=None) | ~Q(basis="")
            ),
            models.CheckConstraint(
                name="gift_is_handed_on_once",
                condition=Q(handed_fen__gte=0)
                & (Q(kind=GiftKind.CASH, handed_quantity=0, handed_fen__lte=F("amount") * 100)
                   | (~Q(kind=GiftKind.CASH) & Q(handed_quantity__lte=Coalesce(F("quantity"), 0), handed_fen=0))),
            ),
        ]  # fmt: skip
        triggers = [decided_is_final(DECIDED_IS_FINAL)]

    def __str__(self) -> str:
        return f"{self.donor} {self.programme} {self.item or self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("subsidies:gift-detail", args=[self.pk])

    @property
    def left(self) -> Decimal | int | None:
        """Yuan that the donor has not given out yet, or things not yet handed over; pooled cash is no single gift's."""
        if self.to_bank:
            return None
        return self.amount - Decimal(self.handed_fen) / 100 if self.is_cash else self.quantity - self.handed_quantity

    @property
    def may_have_receipt(self) -> bool:
        """Approved, and received by the bureau itself."""
        return self.status == PaperStatus.APPROVED and not self.direct

    @property
    def may_be_handed_over(self) -> bool:
        """Approved, and not cash that goes through the bank."""
        return self.status == PaperStatus.APPROVED and not self.to_bank

    @property
    def is_cash(self) -> bool:
        return self.kind == GiftKind.CASH

    @property
    def to_bank(self) -> bool:
        """Cash that the bureau has: it goes through the ledger and the batches, never from hand to hand."""
        return self.is_cash and not self.direct
