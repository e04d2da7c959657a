"""What a child is due who was there for a part of the term, and what has to come back of what was approved."""

from dataclasses import dataclass
from decimal import Decimal

from subsidies.choices import Proration
from subsidies.models import Entitlement
from subsidies.reports.dues import due_of
from subsidies.rules.policy import Programme, parse, rate_on
from subsidies.rules.proration import Stretch, day_rate_of, prorate, to_recover

LONGEST_TRACE = 200


@dataclass(frozen=True)
class PartTerm:
    """`due` of the term, `whole` approved so far, `recover` the difference; `trace` is the sum in words."""

    due: Decimal
    whole: Decimal
    recover: Decimal
    trace: str


def by_months(entitlement: Entitlement, months: int) -> PartTerm:
    worked = prorate(Proration.MONTH, entitlement.full_amount, months=months)
    return _part(entitlement, worked.amount, worked.parts)


def by_days(entitlement: Entitlement, boarding: int, day: int, labels: tuple[str, str]) -> PartTerm:
    """Days boarding and days as a day pupil, each at its own rate (domain.md 13, scenario 13)."""
    rates = zip(labels, (boarding, day), _term_rates(entitlement), strict=True)
    stretches = [Stretch(label, days, day_rate_of(rate)) for label, days, rate in rates if days]
    worked = prorate(Proration.DAY, entitlement.full_amount, stretches=stretches)
    return _part(entitlement, worked.amount, worked.parts)


def _part(entitlement: Entitlement, due: Decimal, parts: tuple[str, ...]) -> PartTerm:
    whole = due_of(entitlement).whole
    return PartTerm(due, whole, to_recover(whole, due), "；".join(parts)[:LONGEST_TRACE])


def _term_rates(entitlement: Entitlement) -> tuple[Decimal, Decimal]:
    """Of boarders and of day pupils: the programme's own rate, and that of its counterpart in the exclusive group."""
    policy, own = parse(entitlement.policy.document), entitlement.full_amount
    law = policy.programme(entitlement.programme.code)
    if law is None or law.boarding is None:
        return own, own
    other = next((each for each in policy.programmes if _counterpart(each, law)), None)
    stage, tier = entitlement.enrolment.stage, entitlement.tier
    rate = other and (rate_on(other, entitlement.term_id, stage, tier) or rate_on(other, entitlement.term_id, stage, ""))
    others = rate.amount if rate else Decimal(0)
    return (own, others) if law.boarding else (others, own)


def _counterpart(other: Programme, law: Programme) -> bool:
    return bool(law.exclusive_group) and other.exclusive_group == law.exclusive_group and other.boarding is (not law.boarding)
