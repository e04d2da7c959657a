"""What another tier or another amount for chosen rows would cost, school by school, before anybody does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, QuerySet, Sum

from subsidies.models import Entitlement, PolicyVersion
from subsidies.reports.list_sums import DUE
from subsidies.rules.policy import Policy, rate_on

CENT = Decimal("0.01")
PLACE = ("school__path", "school__code", "school__name")
CASE = ("programme__code", "term_id", "enrolment__stage", "full_amount")


@dataclass
class Trial:
    """Yuan of one school, or of all; `unpriced` rows have no rate in that tier and stay as they are."""

    code: str = ""
    label: str = ""
    times: int = 0
    gained: int = 0
    lost: int = 0
    unpriced: int = 0
    before: Decimal = Decimal(0)
    after: Decimal = Decimal(0)

    @property
    def money(self) -> Decimal:
        return self.after - self.before

    def add(self, times: int, full: Decimal, before: Decimal, new: Decimal | None) -> None:
        """A row that is due for a part of the term is due for the same part of the new rate."""
        self.times += times
        self.before += before
        if new is None:
            self.unpriced += times
            self.after += before
            return
        self.gained += times if new > full else 0
        self.lost += times if new < full else 0
        self.after += (new * before / full if full else new * times).quantize(CENT, ROUND_HALF_UP)


def trials(entitlements: QuerySet[Entitlement], *, tier: str, amount: Decimal | None) -> tuple[Trial, list[Trial]]:
    """Of all chosen rows, and of each school; the rate is that of the policy in force, or `amount` for every row."""
    policy = PolicyVersion.objects.law()
    whole, schools = Trial(), {}
    for row in _groups(entitlements):
        new = amount if amount is not None else _rate(policy, row, tier)
        school = schools.setdefault(row["school__code"], Trial(row["school__code"], row["school__name"]))
        for each in (whole, school):
            each.add(row["times"], row["full_amount"], row["before"], new)
    return whole, list(schools.values())


def _groups(entitlements: QuerySet[Entitlement]) -> Iterator[dict]:
    due = entitlements.filter(status__in=DUE).order_by(*PLACE)
    return due.values(*PLACE, *CASE).annotate(times=Count("pk"), before=Sum("amount")).iterator(chunk_size=2000)


def _rate(policy: Policy, row: dict, tier: str) -> Decimal | None:
    law = policy.programme(row["programme__code"])
    rate = rate_on(law, row["term_id"], row["enrolment__stage"], tier) if law else None
    return rate.amount if rate else None
