"""How many wrong passwords are too many (reliability.md D15)."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Limit:
    """`tries` within `seconds`; the window begins with the first of them and is not prolonged by later ones."""

    tries: int
    seconds: int


PER_ACCOUNT = Limit(tries=5, seconds=15 * 60)
PER_ADDRESS = Limit(tries=30, seconds=15 * 60)
HASHES_AT_ONCE = 4


def minutes_left(count: int, ends_at: float, now: float, limit: Limit) -> int:
    """Whole minutes until the next try is looked at; 0 while the try numbered `count` is still within the limit."""
    if count <= limit.tries or ends_at <= now:
        return 0
    return ceil((ends_at - now) / 60)
