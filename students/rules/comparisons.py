"""Two sides of a likeness told apart: which characters of a name, which places of a number; never the number itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Verdict = Literal["same", "different", "alike", "unknown"]
# what a spreadsheet program keeps of a long number
TRUE_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Numbers:
    """How two numbers relate. `places` count from 1, of unequal `lengths` the first alone; not `whole`: 15 digits compared."""

    verdict: Verdict
    places: tuple[int, ...] = ()
    lengths: tuple[int, int] | None = None
    whole: bool = True


def verdict_of(left: object, right: object) -> Verdict:
    """Nothing on one side is no difference: it says nothing."""
    if not left or not right:
        return "unknown"
    return "same" if left == right else "different"


def spans(left: str, right: str) -> tuple[list[Span], list[Span]]:
    """Both texts cut where they agree and where they do not."""
    sides: tuple[list[Span], list[Span]] = ([], [])
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, text in zip(sides, (left[i1:i2], right[j1:j2]), strict=True):
            if text:
                side.append(Span(text, kind != "equal"))
    return sides


def compare_numbers(left: str, right: str, *, numeric: bool = False) -> Numbers:
    """Place by place; of a number that a numeric cell has damaged only the true digits are compared."""
    if not left or not right:
        return Numbers("unknown")
    if numeric:
        places = _places(left[:TRUE_DIGITS], right[:TRUE_DIGITS])
        return Numbers("different" if places else "alike", places, whole=False)
    if len(left) != len(right):
        first = (*_places(left, right), min(len(left), len(right)) + 1)[:1]
        return Numbers("different", first, lengths=(len(left), len(right)))
    places = _places(left, right)
    return Numbers("different" if places else "same", places)


def _places(left: Sequence[str], right: Sequence[str]) -> tuple[int, ...]:
    return tuple(place for place, (one, other) in enumerate(zip(left, right, strict=False), 1) if one != other)
