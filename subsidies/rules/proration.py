"""What a child is due of a term's rate that did not hold for the whole term (domain.md 4.4): whole, by months or by days."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from subsidies.choices import Proration as Rule

MONTHS_OF_A_TERM, DAYS_OF_A_TERM = 5, 125
CENT, NOTHING = Decimal("0.01"), Decimal(0)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one kind in the term: so many days boarding at that day's rate."""

    label: str
    days: int
    day_rate: Decimal


@dataclass(frozen=True, slots=True)
class Proration:
    """`parts` are the steps of the sum in words, for the trace of the entitlement."""

    amount: Decimal
    parts: tuple[str, ...]


def prorate(rule: str, rate: Decimal, *, months: int = MONTHS_OF_A_TERM, stretches: Sequence[Stretch] = ()) -> Proration:
    """`rate` is the term's; `months` count under the rule month, `stretches` under the rule day."""
    if rule == Rule.NONE:
        return _whole(rate)
    if rule == Rule.MONTH:
        return _by_months(rate, months)
    if rule == Rule.DAY:
        return _by_days(stretches)
    raise ValueError(rule)


def day_rate_of(term_rate: Decimal) -> Decimal:
    """The hundred-and-twenty-fifth part of any amount in fen ends after five decimals, so a whole term is the exact rate."""
    return term_rate / DAYS_OF_A_TERM


def term_share(year_amount: Decimal, *, autumn: bool) -> Decimal:
    """Half of a year's amount; the odd fen goes to the autumn term, so that the two terms are the year."""
    fen = int(year_amount.quantize(CENT, ROUND_HALF_UP) * 100)
    return Decimal(fen - fen // 2 if autumn else fen // 2) / 100


def to_recover(paid: Decimal, due: Decimal) -> Decimal:
    """What was paid beyond what is due."""
    return max(paid - due, NOTHING)


def _whole(rate: Decimal) -> Proration:
    return Proration(_to_fen(rate), (_("按学期标准%(rate)s元全额计发") % {"rate": _said(rate)},))


def _by_months(rate: Decimal, months: int) -> Proration:
    if not 0 <= months <= MONTHS_OF_A_TERM:
        raise ValueError(months)
    amount = _to_fen(rate * months / MONTHS_OF_A_TERM)
    words = {"rate": _said(rate), "months": months, "all": MONTHS_OF_A_TERM, "amount": amount}
    return Proration(amount, (_("学期标准%(rate)s元÷%(all)s个月×%(months)s个月＝%(amount)s元") % words,))


def _by_days(stretches: Sequence[Stretch]) -> Proration:
    """Rounded once, at the end: each stretch keeps its exact product until then."""
    if min((each.days for each in stretches), default=0) < 0 or sum(each.days for each in stretches) > DAYS_OF_A_TERM:
        raise ValueError([each.days for each in stretches])
    amount = _to_fen(sum((each.days * each.day_rate for each in stretches), NOTHING))
    return Proration(amount, tuple(_of_stretch(each) for each in stretches))


def _of_stretch(stretch: Stretch) -> str:
    return _("%(label)s%(days)s天×每天%(rate)s元＝%(product)s元") % {
        "label": stretch.label,
        "days": stretch.days,
        "rate": _said(stretch.day_rate),
        "product": _said(stretch.days * stretch.day_rate),
    }


def _to_fen(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _said(amount: Decimal) -> str:
    """Two decimals, more only where the number has them."""
    fen = _to_fen(amount)
    return f"{fen if fen == amount else amount.normalize():f}"
