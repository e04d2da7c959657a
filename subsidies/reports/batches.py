"""A batch in numbers: by school, programme and fund source, each row at its end or on its way; which batches are overdue."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Sum

from subsidies.choices import FundSource, PaymentStatus
from subsidies.models import Batch, Payment, Programme

PAID, RETURNED = Q(status=PaymentStatus.PAID), Q(status=PaymentStatus.RETURNED)
ON_ITS_WAY = Q(status__in=[PaymentStatus.READY, PaymentStatus.SENT])
NUMBERS = {
    "count": Count("pk"),
    "total": Sum("amount", default=Decimal(0)),
    "paid": Sum("amount", filter=PAID, default=Decimal(0)),
    "returned_count": Count("pk", filter=RETURNED),
    "returned": Sum("amount", filter=RETURNED, default=Decimal(0)),
    "waiting": Sum("amount", filter=ON_ITS_WAY, default=Decimal(0)),
}


@dataclass(frozen=True)
class Part:
    """Rows of one school or programme; amounts in yuan. `code` finds them in the list of payments."""

    code: str
    label: str
    count: int
    total: Decimal
    paid: Decimal
    returned_count: int
    returned: Decimal
    waiting: Decimal


def by_school(payments: QuerySet[Payment]) -> list[Part]:
    found = payments.order_by().values(code=F("school__code"), label=F("school__name")).annotate(**NUMBERS)
    return [Part(**row) for row in found.order_by("school__path")]


def by_programme(payments: QuerySet[Payment]) -> list[Part]:
    found = payments.order_by().values(code=F("programme__code"), label=F("programme__label")).annotate(**NUMBERS)
    return [Part(**row) for row in found.order_by("programme__position")]


def by_source(payments: QuerySet[Payment]) -> list[tuple[str, Decimal]]:
    """Yuan borne by each source, those without any left out."""
    fen = payments.order_by().aggregate(**{source.value: Sum(f"fen_{source.value}", default=0) for source in FundSource})
    return [(str(source.label), Decimal(fen[source]) / 100) for source in FundSource if fen[source]]


def programmes() -> QuerySet[Programme]:
    return Programme.objects.order_by("position")


def programme_labels() -> dict[int, str]:
    return dict(Programme.objects.values_list("pk", "label"))


def with_overdue(batches: QuerySet[Batch], day: date) -> QuerySet[Batch]:
    """Each with `overdue`: sent, the bank's time is over, and some row has no answer yet."""
    waiting = Payment.objects.filter(batch=OuterRef("pk"), status=PaymentStatus.SENT)
    late = ExpressionWrapper(Q(due_back_on__isnull=False, due_back_on__lt=day) & Exists(waiting), output_field=BooleanField())
    return batches.annotate(overdue=late)
