"""School, class and standing of a roster row: what classmates share, judged once for each way of saying it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

from aid_portal.terms import Term
from students.choices import EnrolmentStatus
from students.rules.cells import ERROR, WARNING, Issue, Plain, id_text_of, word_of
from students.rules.grades import STAGE_WORDS, Grade, read_grade, words_for
from students.rules.readers import read_date, read_required, read_text, read_word
from students.rules.roster_columns import BOARDING_WORDS, HOME_TAUGHT, HUKOU_WORDS, STATUS_WORDS, YES_NO_WORDS

LONGEST_CLASS = 40

# A county's 50,000 rows say these things in a few thousand ways. Typed: 1 and True are equal and are other words.
_judged_once = lru_cache(1 << 13, typed=True)


class SchoolFacts(NamedTuple):
    """What the portal knows of a school; `type` is a SchoolType value, empty where nobody has said it."""

    type: str
    name: str = ""


@dataclass(frozen=True)
class RosterContext:
    """What a row is judged against; `day` is the day of import, `own_schools` the codes an officer may upload (None: all)."""

    day: date
    term: Term
    schools: Mapping[str, SchoolFacts]
    own_schools: frozenset[str] | None = None
    unknown: Sequence[str] = field(default=())

    @cached_property
    def age_day(self) -> date:
        return self.term.year_first_day

    @cached_property
    def place(self) -> Callable[[Plain, Plain, Plain], "Place"]:
        """School, grade and stage as they stand in a row, judged."""
        return _judged_once(partial(_place, self))


class Place(NamedTuple):
    """Which school and grade, and what is wrong with either; `word` is the grade as it stood."""

    code: str
    grade: Grade | None
    word: str
    of_school: tuple[Issue, ...]
    of_grade: tuple[Issue, ...]

    @property
    def values(self) -> tuple[str, int]:
        return (self.grade.stage.value, self.grade.number) if self.grade else ("", 0)


class Schooling(NamedTuple):
    """The values from `class_name` to `home_taught`, and what is wrong with them."""

    values: tuple[str, bool, str, str, bool, str, date | None, bool]
    issues: tuple[Issue, ...]


def _place(ctx: RosterContext, school: Plain, grade: Plain, stage: Plain) -> Place:
    of_school: list[Issue] = []
    of_grade: list[Issue] = []
    code = _school_code(school, ctx, of_school)
    read = _grade(grade, stage, code, ctx, of_grade)
    return Place(code, read, word_of(grade), tuple(of_school), tuple(of_grade))


def _school_code(cell: Plain, ctx: RosterContext, issues: list[Issue]) -> str:
    """The code as it stood, known or not: equal rows of an unknown school are duplicates too."""
    code = id_text_of(cell)
    if not code:
        issues.append(Issue("学校标识码", "missing", ERROR))
    elif code not in ctx.schools:
        issues.append(Issue("学校标识码", "unknown_school", ERROR, code))
    elif ctx.own_schools is not None and code not in ctx.own_schools:
        issues.append(Issue("学校标识码", "foreign_school", ERROR, code))
    return code


def _grade(cell: Plain, stage_cell: Plain, code: str, ctx: RosterContext, issues: list[Issue]) -> Grade | None:
    word, stage_word = word_of(cell), word_of(stage_cell)
    if not word:
        issues.append(Issue("年级", "missing", ERROR))
        return None
    school = ctx.schools.get(code)
    school_type = school.type if school else ""
    grade = read_grade(word, school_type, stage_word)
    if stage_word not in STAGE_WORDS:
        issues.append(Issue("学段", "odd_word", WARNING, stage_word, ("、".join(filter(None, STAGE_WORDS)),)))
    if grade is None:
        issues.append(Issue("年级", "bad_grade", ERROR, word, (words_for(school_type),)))
    return grade


@_judged_once
def read_schooling(
    class_name: Plain, boarding: Plain, hukou: Plain, major: Plain, agriculture: Plain, status: Plain, status_on: Plain
) -> Schooling:
    issues: list[Issue] = []
    values = (
        read_required("班级", class_name, issues, LONGEST_CLASS),
        _boarding(boarding, issues),
        str(read_word("户口性质", hukou, HUKOU_WORDS, issues) or ""),
        read_text("专业名称", major, issues),
        bool(read_word("是否涉农专业", agriculture, YES_NO_WORDS, issues)),
        *_standing(status, status_on, issues),
    )
    return Schooling(values, tuple(issues))


def _boarding(cell: Plain, issues: list[Issue]) -> bool:
    if cell == "" or not word_of(cell):
        issues.append(Issue("就读方式", "missing", ERROR))
        return False
    return bool(read_word("就读方式", cell, BOARDING_WORDS, issues, "bad_boarding"))


def _standing(cell: Plain, since: Plain, issues: list[Issue]) -> tuple[str, date | None, bool]:
    status = read_word("学生状态", cell, STATUS_WORDS, issues, "bad_status") or EnrolmentStatus.ENROLLED
    return status.value, read_date("状态日期", since, issues), word_of(cell) == HOME_TAUGHT
