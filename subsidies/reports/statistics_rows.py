"""What was paid and taken back, added up from payments and recoveries themselves: the way a table's cells must agree with."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Max, Min, QuerySet, Sum

from aid_portal.models import User
from aid_portal.terms import Term
from subsidies.choices import EntitlementStatus, PaymentStatus, RecoveryStatus
from subsidies.models import Payment, Recovery
from subsidies.rules.statistics import PAID, Span
from subsidies.rules.statistics import Sum as Adds


def paid_out(span: Span, user: User | None = None, term: Term | None = None) -> Adds:
    """Of what this person may see, of one term or of all; no person is the console, which sees everything."""
    payments = Payment.objects.visible_to(user) if user else Payment.objects.all()
    recoveries = Recovery.objects.visible_to(user) if user else Recovery.objects.all()
    payments = payments.order_by().filter(status=PaymentStatus.PAID, programme__reported__counted=True)
    counted = {"adjustment__entitlement__programme__reported__counted": True}
    recoveries = recoveries.order_by().filter(status=RecoveryStatus.RECEIVED, **counted)
    if term:
        payments = payments.filter(entitlement__term=str(term))
        recoveries = recoveries.filter(adjustment__entitlement__term=str(term))
    if span.way != PAID:
        terms = [str(term) for term in span.terms]
        payments, recoveries = (
            payments.filter(entitlement__term__in=terms),
            recoveries.filter(adjustment__entitlement__term__in=terms),
        )
        begun = payments.values("entitlement").distinct().count()
        return Adds(begun - len(_undone(payments, recoveries)), _sum(payments) - _sum(recoveries))
    inside = (span.first_day, span.last_day)
    begun = payments.values("entitlement").annotate(first=Min("settled_on")).filter(first__range=inside).count()
    ended = sum(span.first_day <= day <= span.last_day for day in _undone(payments, recoveries))
    amount = _sum(payments.filter(settled_on__range=inside)) - _sum(recoveries.filter(received_on__range=inside))
    return Adds(begun - ended, amount)


def _undone(payments: QuerySet[Payment], recoveries: QuerySet[Recovery]) -> list:
    """The days on which cancelled awards had come back whole."""
    cancelled = recoveries.filter(adjustment__entitlement__status=EntitlementStatus.CANCELLED)
    back = cancelled.values_list("adjustment__entitlement").annotate(sum=Sum("amount"), day=Max("received_on"))
    paid = dict(_paid_of(payments, [entitlement for entitlement, _sum, _day in back]))
    return [day for entitlement, amount, day in back if amount >= paid[entitlement]]


def _paid_of(payments: QuerySet[Payment], entitlements: Iterable[int]) -> QuerySet:
    return payments.filter(entitlement__in=entitlements).values_list("entitlement").annotate(Sum("amount"))


def _sum(rows: QuerySet) -> Decimal:
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
