"""Payments added up: rows, children and yuan of a filter, by what became of them."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from subsidies.choices import PaymentStatus
from subsidies.models import Payment


@dataclass(frozen=True)
class PaymentSums:
    """`times` are the entitlements behind the rows: a re-issue is a row more and no entitlement more."""

    count: int
    times: int
    children: int
    amount: Decimal
    paid: Decimal
    returned: Decimal


def payment_sums(payments: QuerySet[Payment]) -> PaymentSums:
    found = payments.order_by().aggregate(
        rows=Count("pk"),
        times=Count("entitlement", distinct=True),
        children=Count("student", distinct=True),
        all=Sum("amount"),
        paid=Sum("amount", filter=Q(status=PaymentStatus.PAID)),
        returned=Sum("amount", filter=Q(status=PaymentStatus.RETURNED)),
    )
    money = (found[name] or Decimal(0) for name in ("all", "paid", "returned"))
    return PaymentSums(found["rows"], found["times"], found["children"], *money)
