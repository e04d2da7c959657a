"""The book of a store: what is there on a day, whether a change leaves enough on every later one, and weights in kilograms."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

NOTHING = Decimal(0)
KILOGRAMS = {
    "公斤": Decimal(1), "千克": Decimal(1), "kg": Decimal(1), "斤": Decimal("0.5"), "市斤": Decimal("0.5"),
    "克": Decimal("0.001"), "g": Decimal("0.001"), "吨": Decimal(1000),
}  # fmt: skip
PACK = re.compile(r"(\d+(?:\.\d+)?)\s*(公斤|千克|kg|市斤|斤|克|g)(?![a-z])")


class What(NamedTuple):
    item: str
    spec: str
    unit: str


class Change(NamedTuple):
    day: date
    amount: Decimal


def stock_on(changes: Iterable[Change], day: date) -> Decimal:
    return sum((each.amount for each in changes if each.day <= day), NOTHING)


def least_from(changes: Sequence[Change], day: date) -> Decimal:
    """The least that is there at the end of the day or of a later one."""
    return min(stock_on(changes, each) for each in {day, *(change.day for change in changes if change.day > day)})


def plain(quantity: Decimal) -> str:
    """Without noughts that say nothing."""
    return f"{quantity.normalize():f}"


def kilograms(spec: str, unit: str) -> Decimal | None:
    """What one unit weighs: by its name, or by the weight that its spec names; None where neither says."""
    plain = unicodedata.normalize("NFKC", unit).strip().lower()
    if plain in KILOGRAMS:
        return KILOGRAMS[plain]
    found = PACK.search(unicodedata.normalize("NFKC", spec).lower())
    return Decimal(found[1]) * KILOGRAMS[found[2]] if found else None
