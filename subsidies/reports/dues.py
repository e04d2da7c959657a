"""What one entitlement comes to: due in all, paid, and still to be paid; yuan."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum, Value

from subsidies.choices import PaymentStatus, RecoveryStatus
from subsidies.models import Entitlement, Recovery


@dataclass(frozen=True, slots=True)
class Due:
    """`whole` is the approved amount with its approved adjustments, `paid` what reached the child and stayed there."""

    whole: Decimal
    paid: Decimal
    to_recover: Decimal

    @property
    def unpaid(self) -> Decimal:
        return self.whole + self.to_recover - self.paid


def due_of(entitlement: Entitlement) -> Due:
    adjusted = entitlement.adjustments.counting().aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    paid = entitlement.payments.filter(status=PaymentStatus.PAID).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    received, nothing = Q(status=RecoveryStatus.RECEIVED), Value(Decimal(0))
    back = Recovery.objects.filter(adjustment__entitlement=entitlement).aggregate(
        received=Sum("amount", filter=received, default=nothing), still_out=Sum("amount", filter=~received, default=nothing)
    )
    return Due(entitlement.amount + adjusted, paid - back["received"], back["still_out"])
