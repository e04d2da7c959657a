"""Side by side: every variant once a round, in turn, so that a slow minute of the machine hits all of them."""

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

Work = Callable[[], object]


class Variant(NamedTuple):
    """`prepare` brings the database to the state that `work` starts from; it is not timed."""

    name: str
    work: Work
    prepare: Work = lambda: None


@dataclass
class Timings:
    """Seconds of every variant, one for each round."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def median(self, name: str) -> float:
        return median(self.seconds[name])

    def ratios(self, name: str, against: Sequence[str]) -> list[float]:
        """Round by round, `name` over the sum of `against`."""
        sums = [sum(parts) for parts in zip(*(self.seconds[other] for other in against), strict=True)]
        return [own / other for own, other in zip(self.seconds[name], sums, strict=True)]


def side_by_side(variants: Sequence[Variant], rounds: int, told: Callable[[str], None]) -> Timings:
    timings = Timings({variant.name: [] for variant in variants})
    for number in range(1, rounds + 1):
        for variant in variants:
            variant.prepare()
            gc.collect()
            began = time.perf_counter()
            variant.work()
            timings.seconds[variant.name].append(time.perf_counter() - began)
            told(f"  {number}/{rounds} {variant.name}: {timings.seconds[variant.name][-1]:.3f} s")
    return timings
