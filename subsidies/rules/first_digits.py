"""Benford's law: how often each first digit stands in front where amounts grow freely over several orders of magnitude."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import log10

DIGITS = range(1, 10)
EXPECTED = {digit: log10(1 + 1 / digit) for digit in DIGITS}
FEWEST = 110  # so that the rarest digit is expected five times, without which chi-square says nothing
LIMIT = 15.507  # chi-square of eight degrees of freedom, exceeded by chance once in twenty


def first_digit(amount: Decimal) -> int:
    """Of an amount above zero, in any unit."""
    return amount.as_tuple().digits[0]


@dataclass(frozen=True, slots=True)
class Line:
    digit: int
    count: int
    share: float
    expected: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """`counts` by first digit."""

    counts: Mapping[int, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def lines(self) -> list[Line]:
        total = self.total or 1
        return [Line(digit, self.counts.get(digit, 0), self.counts.get(digit, 0) / total, EXPECTED[digit]) for digit in DIGITS]

    @property
    def chi_square(self) -> float:
        return sum((line.share - line.expected) ** 2 / line.expected for line in self.lines) * self.total

    @property
    def verdict(self) -> str:
        """too_few | close | differs."""
        if self.total < FEWEST:
            return "too_few"
        return "differs" if self.chi_square > LIMIT else "close"


def distribution(amounts: Mapping[Decimal, int]) -> Distribution:
    """Of amounts with how often each occurs; what is nothing or less has no first digit."""
    counts: dict[int, int] = {}
    for amount, times in amounts.items():
        if amount > 0:
            counts[first_digit(amount)] = counts.get(first_digit(amount), 0) + times
    return Distribution(counts)
