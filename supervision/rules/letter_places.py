"""Where a responsibility letter is due: the unit, its grades, its classes, its posts, each below the one that signs before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supervision.choices import LetterLevel

POSTS_FROM, LABEL_LENGTH = 900_000, 80
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """A class as the rosters know it; `ladder` orders grades from the kindergarten up."""

    ladder: int
    grade_word: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """`above` names another place of the same unit, None for the unit's own letter."""

    level: LetterLevel
    label: str
    position: int
    above: tuple[LetterLevel, str] | None = None

    @property
    def key(self) -> tuple[LetterLevel, str]:
        return self.level, self.label


def places_of(unit_name: str, levels: Sequence[str], posts: Sequence[str], classes: Iterable[ClassFacts]) -> list[Place]:
    """From top to bottom, so that whoever makes them in this order finds the one above made already."""
    unit = Place(LetterLevel.UNIT, unit_name, 0)
    known = sorted(classes, key=lambda each: (each.ladder, _number(each.name), each.name))
    with_grades = LetterLevel.GRADE in levels
    grades = {each.grade_word: _grade(each, unit) for each in known} if with_grades else {}
    found = [unit, *grades.values()]
    if LetterLevel.CLASS in levels:
        found += {
            label: _class(each, label, grades.get(each.grade_word, unit)) for each in known for label in (_label(each),)
        }.values()
    if LetterLevel.POST in levels:
        found += [Place(LetterLevel.POST, post, POSTS_FROM + at, unit.key) for at, post in enumerate(posts)]
    return found


def _grade(each: ClassFacts, unit: Place) -> Place:
    return Place(LetterLevel.GRADE, each.grade_word, each.ladder * 1000, unit.key)


def _class(each: ClassFacts, label: str, above: Place) -> Place:
    return Place(LetterLevel.CLASS, label, each.ladder * 1000 + min(_number(each.name) + 1, 999), above.key)


def _label(each: ClassFacts) -> str:
    """三年级2班, whichever way the roster wrote the class: 2, 2班 or 三年级2班."""
    name = f"{each.name}班" if each.name.isdigit() else each.name
    return (name if name.startswith(each.grade_word) else f"{each.grade_word}{name}")[:LABEL_LENGTH]


def _number(name: str) -> int:
    found = _NUMBER.search(name)
    return int(found[0]) if found else 0
