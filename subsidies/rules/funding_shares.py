"""Splits amounts over their fund sources by fixed percentages, row by row and exact to the fen (domain.md 4.5)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from math import gcd

WHOLE = 10_000  # percentages have two decimals

Shares = tuple[int, ...]


def split(amounts: Sequence[int], percents: Sequence[Decimal]) -> list[Shares]:
    """For each amount in fen its shares in the order of `percents`; they are never negative and their sum is the amount.

    After every row the total of a source is less than one fen away from its exact share of all rows so far, so the split
    of a list does not depend on how its rows happen to round. ValueError where the percentages are not 100 together.
    """
    if any(amount < 0 for amount in amounts):
        raise ValueError("negative amount")
    turns = _turns(_basis_points(percents))
    totals = [_allotted(total, turns) for total in accumulate(amounts, initial=0)]
    return [_less(later, earlier) for earlier, later in pairwise(totals)]


def _basis_points(percents: Sequence[Decimal]) -> Shares:
    points = [percent * 100 for percent in percents]
    if any(point < 0 or point != int(point) for point in points) or sum(points) != WHOLE:
        raise ValueError("percentages are two decimals each and 100 together")
    return tuple(int(point) for point in points)


def _allotted(total: int, turns: Sequence[Shares]) -> Shares:
    """What the sources bear of the first `total` fen: whole rounds, and the turns of the round that has begun."""
    rounds, rest = divmod(total, len(turns) - 1)
    return tuple(rounds * whole + begun for whole, begun in zip(turns[-1], turns[rest], strict=True))


@lru_cache(64)
def _turns(points: Shares) -> tuple[Shares, ...]:
    """How many of the first 0, 1, 2 … fen of a round each source bears, up to a round in which every share is whole."""
    divisor = gcd(*points)
    return tuple(_deal(tuple(point // divisor for point in points)))


def _deal(parts: Shares) -> Iterator[Shares]:
    """The quota method (Balinski and Young 1975): the next fen falls to the source whose turn is due first, among those
    that it does not lift above their exact share rounded up; none then falls below its share rounded down."""
    size, borne = sum(parts), [0] * len(parts)
    yield tuple(borne)
    for dealt in range(1, size + 1):
        open_ones = [place for place, part in enumerate(parts) if borne[place] * size < dealt * part]
        borne[min(open_ones, key=lambda place: Fraction(borne[place] + 1, parts[place]))] += 1
        yield tuple(borne)


def _less(later: Shares, earlier: Shares) -> Shares:
    return tuple(now - before for now, before in zip(later, earlier, strict=True))
