"""For how much of a term a child was at the county's schools, and what that part is worth (domain.md 4.4).

A term is paid for five months: September to January, March to July. A month that was begun counts (休学: stop from the next);
the days of a part are its share of the term's 125, so that the whole five months are all of them.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from aid_portal.terms import Term
from subsidies.choices import Proration as Rule
from subsidies.rules.proration import DAYS_OF_A_TERM, Proration, Stretch, day_rate_of, prorate


@dataclass(frozen=True, slots=True)
class Stay:
    """At school from the day `came` on, no more from the day `left` on."""

    came: date
    left: date


def paid_months(term: Term) -> tuple[date, date]:
    """First and last day of the five months."""
    if term.is_autumn:
        return date(term.year, 9, 1), date(term.year + 1, 1, 31)
    return date(term.year, 3, 1), date(term.year, 7, 31)


def months_there(stay: Stay, term: Term) -> int:
    first, last = _inside(stay, term)
    return 0 if last < first else 12 * (last.year - first.year) + last.month - first.month + 1


def days_there(stay: Stay, term: Term) -> int:
    first, last = _inside(stay, term)
    begin, end = paid_months(term)
    share = Decimal(max((last - first).days + 1, 0)) / ((end - begin).days + 1)
    return int((share * DAYS_OF_A_TERM).quantize(Decimal(1), ROUND_HALF_UP))


def due_for(rule: str, rate: Decimal, stay: Stay, term: Term) -> Proration:
    """Of the term's `rate`, by the programme's own way of counting."""
    if rule == Rule.DAY:
        return prorate(rule, rate, stretches=[Stretch(_("在校"), days_there(stay, term), day_rate_of(rate))])
    return prorate(rule, rate, months=months_there(stay, term))


def _inside(stay: Stay, term: Term) -> tuple[date, date]:
    begin, end = paid_months(term)
    return max(stay.came, begin), min(stay.left - timedelta(days=1), end)
