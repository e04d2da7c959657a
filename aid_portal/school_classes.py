"""Classes of a school: which there are, and how they are called, is told by the floor that keeps the rosters."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.terms import AcademicYear

if TYPE_CHECKING:
    from aid_portal.models import OrgUnit

SHOWN = 30  # as many as a sentence names
GRADES = 6  # of the longest stage


class SchoolClass(NamedTuple):
    stage: str
    grade: int
    class_name: str


class Cohort(NamedTuple):
    """A class on its way through the grades of its stage: 七年级1班 of 2022-2023 is 八年级1班 a year later (2022级1班)."""

    stage: str
    intake: int
    class_name: str

    @classmethod
    def of(cls, place: SchoolClass, year: AcademicYear) -> "Cohort":
        return cls(place.stage, year.first - place.grade + 1, place.class_name)

    @property
    def years(self) -> list[tuple[int, AcademicYear]]:
        """Each grade with the school year in which the class is there."""
        return [(grade, AcademicYear(self.intake + grade - 1)) for grade in range(1, GRADES + 1)]


@dataclass(frozen=True)
class Rolls:
    """By the newest roster of a unit: `of` its classes in their order, `year` when; `word` is that of a grade of a stage."""

    of: Callable[["OrgUnit"], Iterable[SchoolClass]]
    year: Callable[["OrgUnit"], AcademicYear]
    word: Callable[[str, int], str]


_rolls: list[Rolls] = []


def register_rolls(rolls: Rolls) -> None:
    _rolls[:] = [rolls]


def label(place: SchoolClass) -> str:
    """七年级1班."""
    return f"{_rolls[0].word(place.stage, place.grade)}{place.class_name}"


def intake(unit: "OrgUnit", place: SchoolClass) -> int:
    """The year in which a class of the newest roster entered its stage."""
    return Cohort.of(place, _rolls[0].year(unit)).intake


def of_role(role: Role | str, unit: "OrgUnit", words: str) -> SchoolClass | None:
    """The class that a role is to be held for, None where no words are given: only class teachers have one."""
    if not words.strip():
        return None
    if role != Role.CLASS_TEACHER:
        raise Refused(_("只有班主任的任职可以限定到班级，其他角色请不要填写班级。"), code="not_a_teacher")
    return named(unit, words)


def named(unit: "OrgUnit", words: str) -> SchoolClass:
    """The class of the unit's newest roster that is called so; refused with those that there are."""
    known = {label(place): place for place in _rolls[0].of(unit)}
    asked = "".join(unicodedata.normalize("NFKC", words).split())
    if asked not in known:
        told = {"unit": unit, "class": words.strip(), "known": "、".join(list(known)[:SHOWN]) or _("无")}
        message = _("“%(unit)s”最近的花名册里没有“%(class)s”，请按花名册填写年级和班级。花名册里有：%(known)s。")
        raise Refused(message % told, code="no_class")
    return known[asked]
