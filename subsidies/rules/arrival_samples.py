"""Whom to ask whether the money came: how many, and which ones, so that the same seed draws the same again."""

import hashlib
import math
from collections.abc import Mapping, Sequence

MOST = 400
SEED_LENGTH = 32
SCORES = {90: 1.645, 95: 1.96, 99: 2.576}  # of the normal distribution, by confidence in per cent
FAILURES_WEIGH = 4  # a school all of whose rows came back is drawn five times as readily as one without a return


def size_for(population: int, margin: float, confidence: int = 95) -> int:
    """How many of `population` to ask, so that a share is known to ± `margin` per cent; the most cautious share, a half."""
    spread = SCORES[confidence] ** 2 * 0.25
    needed = population * spread / ((population - 1) * (margin / 100) ** 2 + spread) if population else 0
    return min(math.ceil(needed), population)


def weight_of(rows: int, returned: int) -> float:
    """Of each payment of a school with that many rows in the batch, of which the bank sent some back."""
    return 1 + FAILURES_WEIGH * returned / rows if rows else 1


def draw(candidates: Mapping[str, float], size: int, seed: str) -> list[str]:
    """`size` of the candidates without putting back, by weight: the smallest of -ln(u)/w, u from the seed and the key."""
    ranked: Sequence[str] = sorted(candidates, key=lambda key: (-math.log(_unit(seed, key)) / candidates[key], key))
    return list(ranked[:size])


def _unit(seed: str, key: str) -> float:
    """A number above 0 and not above 1."""
    digits = int.from_bytes(hashlib.sha256(f"{seed}|{key}".encode()).digest()[:6], "big")
    return (digits + 1) / 2**48
