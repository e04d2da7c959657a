"""What was paid and taken back, added up from payments and recoveries themselves: the way a table's cells must agree with."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Max, Min, Q, QuerySet, Sum

from aid_portal.models import User
from subsidies.choices import EntitlementStatus, PaymentStatus, RecoveryStatus
from subsidies.models import Payment, Recovery
from subsidies.rules.statistics import PAID, WHOLE, Part, Span
from subsidies.rules.statistics import Sum as Adds


def paid_out(span: Span, user: User | None = None, part: Part = WHOLE) -> Adds:
    """Of what this person may see, and of this part of it; no person is the console, which sees everything."""
    payments = Payment.objects.visible_to(user) if user else Payment.objects.all()
    recoveries = Recovery.objects.visible_to(user) if user else Recovery.objects.all()
    payments = payments.order_by().filter(status=PaymentStatus.PAID, programme__reported__counted=True)
    counted = {"adjustment__entitlement__programme__reported__counted": True}
    recoveries = recoveries.order_by().filter(status=RecoveryStatus.RECEIVED, **counted)
    payments, recoveries = payments.filter(_of(part, "entitlement")), recoveries.filter(_of(part, "adjustment__entitlement"))
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


def _of(part: Part, entitlement: str) -> Q:
    """By the entitlement itself; under its own stage only where the programme names none."""
    keys = {"town": "school__path__startswith", "programme": "programme__code", "term": "term"}
    values = part.conditions | ({"town": f"/{part.town}/"} if part.town else {})
    found = Q(**{f"{entitlement}__{key}": values[name] for name, key in keys.items() if name in values})
    if not part.stage:
        return found
    named, own = f"{entitlement}__programme__reported__stage", f"{entitlement}__enrolment__stage"
    return found & (Q(**{named: part.stage}) | Q(**{named: "", own: part.stage}))


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
