"""The one table of ratios: what was measured, against what, how far it is from the target."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.measuring import Timings


@dataclass(frozen=True)
class Line:
    """`at_most` or `at_least` is the target of the ratio; without one the line only tells."""

    workload: str
    ours: str
    against: str
    ratios: tuple[float, ...]
    ours_seconds: float
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def target(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else "–"

    @property
    def verdict(self) -> str:
        if self.at_most is None and self.at_least is None:
            return ""
        kept = self.ratio <= self.at_most if self.at_most is not None else self.ratio >= (self.at_least or 0)
        return "✓" if kept else "✗"


def slower(workload: str, timings: Timings, ours: str, *against: str, at_most: float | None = None) -> Line:
    """How many times the limit we take."""
    ratios = tuple(timings.ratios(ours, against))
    return Line(workload, ours, " + ".join(against), ratios, timings.median(ours), at_most=at_most)


def faster(workload: str, timings: Timings, ours: str, peer: str, at_least: float | None = None) -> Line:
    """How many times as fast as the peer we are."""
    ratios = tuple(timings.ratios(peer, [ours]))
    return Line(workload, ours, peer, ratios, timings.median(ours), at_least=at_least)


def printed(lines: Iterable[Line]) -> str:
    head = ("workload", "ours", "seconds", "against", "ratio", "lowest–highest", "target", "")
    rows = [_cells(line) for line in lines]
    return "\n".join([_row(head), "|".join(["", *["---"] * len(head), ""]), *map(_row, rows)])


def _cells(line: Line) -> tuple[str, ...]:
    spread = f"{min(line.ratios):.2f}–{max(line.ratios):.2f}"
    seconds = f"{line.ours_seconds:.3f}"
    return (line.workload, line.ours, seconds, line.against, f"{line.ratio:.2f}×", spread, line.target, line.verdict)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
