"""Who sits in which class and who of them is away, for the days of a month: read once, asked for every row of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Place = tuple[str, int, str]  # stage, grade and name of a class


class Pupil(NamedTuple):
    """`left_on` is the first day on which the child is no longer there."""

    pk: int
    name: str
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rolls:
    """`labels` are the words that people write (三年级1班), `classes` the way back; `supply` the days on which food is due."""

    classes: Mapping[str, Place]
    pupils: Mapping[Place, Sequence[Pupil]]
    leaves: Mapping[int, Sequence[tuple[date, date]]]
    supply: frozenset[date]
    today: date
    labels: Mapping[Place, str]

    def on(self, place: Place, day: date) -> list[Pupil]:
        return [each for each in self.pupils.get(place, ()) if each.left_on is None or each.left_on > day]

    def away(self, pupils: Sequence[Pupil], day: date) -> list[Pupil]:
        return [each for each in pupils if any(first <= day <= last for first, last in self.leaves.get(each.pk, ()))]
