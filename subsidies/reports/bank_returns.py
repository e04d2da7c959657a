"""A return in rows for people: what was found by its account alone, why money came back, what contradicts a settled row."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from subsidies.choices import MatchedBy, PaymentStatus
from subsidies.models import BankReturn, BankReturnLine, ReturnReason

SHOWN = 50  # rows named of each kind


@dataclass(frozen=True)
class Cause:
    label: str
    remedy: str
    count: int
    amount: Decimal


def causes(bank_return: BankReturn) -> list[Cause]:
    """Why rows of this return failed, the most frequent first."""
    reasons = {reason.code: reason for reason in ReturnReason.objects.all()}
    failed = bank_return.lines.order_by().filter(succeeded=False).values("reason_code")
    found = failed.annotate(count=Count("pk"), amount=Sum("payment__amount")).order_by("-count", "reason_code")
    return [_cause(reasons, row) for row in found]


def _cause(reasons: dict[str, ReturnReason], row: dict) -> Cause:
    reason = reasons.get(row["reason_code"])
    label, remedy = (reason.label, reason.remedy) if reason else (row["reason_code"], "")
    return Cause(label, remedy, row["count"], row["amount"])


def by_account(bank_return: BankReturn) -> QuerySet[BankReturnLine]:
    return _named(bank_return.lines.filter(matched_by=MatchedBy.ACCOUNT))


def contradictions(bank_return: BankReturn) -> QuerySet[BankReturnLine]:
    """Rows that say of a settled payment the other of what it is."""
    paid, returned = PaymentStatus.PAID, PaymentStatus.RETURNED
    other = Q(succeeded=False, payment__status=paid) | Q(succeeded=True, payment__status=returned)
    return _named(bank_return.lines.filter(other, fresh=False))


def _named(lines: QuerySet[BankReturnLine]) -> QuerySet[BankReturnLine]:
    related = lines.select_related("payment__batch", "payment__school", "payment__student")
    return related.defer("payment__sealed").annotate(amount=F("payment__amount")).order_by("row")
