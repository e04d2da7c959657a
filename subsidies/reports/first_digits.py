"""The amounts whose first digits auditors look at: of single payments, of what a school got at once, of whole batches."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.models import User
from subsidies.choices import BatchStatus, PaymentStatus
from subsidies.models import Batch, Payment
from subsidies.rules.first_digits import Distribution, distribution, first_digit

PAYMENTS = "subsidies:payment-list"
SHOWN = 30
GONE_OUT = (PaymentStatus.SENT, PaymentStatus.PAID)


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount, how often it occurs, what it is of, and the page of its rows."""

    amount: Decimal
    times: int
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Digits:
    """`behind`: the amounts of the digit that was asked for, else of all; the first of many."""

    distribution: Distribution
    behind: list[Amount]
    more: int


def of_payments(user: User) -> list[Amount]:
    """Each amount once, the most frequent first."""
    found = _payments(user).values_list("amount").annotate(times=Count("pk")).order_by("-times", "-amount")
    return [Amount(each, times, "", rows(PAYMENTS, term="all", amount=each)) for each, times in found]


def of_schools(user: User) -> list[Amount]:
    """What each school got for a programme in a batch, the largest first."""
    names = ("school__name", "school__code", "programme__label", "programme__code", "batch__number")
    found = _payments(user).values_list(*names).annotate(sum=Sum("amount")).order_by("-sum", *names)
    return [
        Amount(total, 1, f"{school} {programme} {batch}", rows(PAYMENTS, batch=batch, school=code, programme=which))
        for school, code, programme, which, batch, total in found
    ]


def of_batches(user: User) -> list[Amount]:
    """The largest first."""
    gone = Batch.objects.visible_to(user).exclude(status__in=[BatchStatus.DRAFT, BatchStatus.CANCELLED])
    return [Amount(batch.total, 1, str(batch), batch.get_absolute_url()) for batch in gone.order_by("-total", "pk")]


SETS: dict[str, tuple[str | Promise, Callable[[User], list[Amount]]]] = {
    "schools": (_("每校每批次每项目合计"), of_schools),
    "payments": (_("每笔发放金额"), of_payments),
    "batches": (_("每批次金额"), of_batches),
}


def digits(user: User, of: str, digit: int | None) -> Digits:
    found = SETS[of][1](user)
    counted: Counter[Decimal] = Counter()
    for each in found:
        counted[each.amount] += each.times
    chosen = [each for each in found if digit is None or _begins_with(each, digit)]
    return Digits(distribution(counted), chosen[:SHOWN], max(0, len(chosen) - SHOWN))


def _begins_with(each: Amount, digit: int) -> bool:
    return each.amount > 0 and first_digit(each.amount) == digit


def _payments(user: User) -> QuerySet[Payment]:
    return Payment.objects.visible_to(user).filter(status__in=GONE_OUT).order_by()
