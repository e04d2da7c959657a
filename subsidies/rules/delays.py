"""How long money lies before it reaches a child (滞拨, domain.md 5.4 and A14): what came first is spent first.

Amounts are fen. A cut (核减) takes back the newest money that is there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money that came on `day`; `key` names its document."""

    key: int
    day: date
    fen: int


@dataclass(frozen=True, slots=True)
class Spending:
    day: date
    fen: int


@dataclass(slots=True)
class Stay:
    """What became of one receipt: which part was paid out when, and what still lies."""

    key: int
    day: date
    fen: int
    left: int
    parts: list[Spending] = field(default_factory=list)

    @property
    def spent(self) -> int:
        return sum(part.fen for part in self.parts)

    @property
    def last_day(self) -> date | None:
        return max((part.day for part in self.parts), default=None)

    def longest(self, today: date) -> int:
        """Days from the money to its last fen paid, or until today while some of it lies."""
        ends = [part.day for part in self.parts] + ([today] if self.left else [])
        return max((days_between(self.day, end) for end in ends), default=0)

    def late(self, limit: int, today: date) -> int:
        """Fen that lay, or have been lying, longer than `limit` days."""
        slow = sum(part.fen for part in self.parts if days_between(self.day, part.day) > limit)
        return slow + (self.left if days_between(self.day, today) > limit else 0)


def days_between(received: date, paid: date) -> int:
    """Money that was advanced before it came has not lain."""
    return max((paid - received).days, 0)


def stays(receipts: Iterable[Receipt], spendings: Sequence[Spending]) -> list[Stay]:
    """Each receipt with the payments that it could have made, in the order in which the money came."""
    kept = _after_cuts(sorted(receipts, key=lambda receipt: (receipt.day, receipt.key)))
    waiting = iter(kept)
    current = next(waiting, None)
    for spending in sorted(spendings, key=lambda spending: spending.day):
        rest = spending.fen
        while rest and current is not None:
            part = min(rest, current.left)
            if part:
                current.parts.append(Spending(spending.day, part))
            current.left -= part
            rest -= part
            if not current.left:
                current = next(waiting, None)
    return kept


def _after_cuts(receipts: Sequence[Receipt]) -> list[Stay]:
    kept: list[Stay] = []
    for receipt in receipts:
        if receipt.fen > 0:
            kept.append(Stay(receipt.key, receipt.day, receipt.fen, receipt.fen))
            continue
        cut = -receipt.fen
        for stay in reversed(kept):
            part = min(cut, stay.left)
            stay.fen, stay.left, cut = stay.fen - part, stay.left - part, cut - part
    return kept
