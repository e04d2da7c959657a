"""Which grade of which stage a word means in a school of a given type, and how old its children are (eligibility.md 1, 2.8)."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from aid_portal.choices import GRADES_OF_STAGE, STAGES_OF_TYPE, SchoolStage, SchoolType

NUMERALS = "一二三四五六七八九"


class Grade(NamedTuple):
    """`number` counts from 1 within the stage."""

    stage: SchoolStage
    number: int


def _numbered(stage: SchoolStage, pattern: str, count: int, first: int = 0) -> dict[str, Grade]:
    return {pattern.format(NUMERALS[first + at]): Grade(stage, at + 1) for at in range(count)}


GRADE_WORDS: dict[str, Grade] = {
    **{word: Grade(SchoolStage.KINDERGARTEN, at) for at, word in enumerate(("小班", "中班", "大班"), 1)},
    **_numbered(SchoolStage.PRIMARY, "{}年级", 6),
    **_numbered(SchoolStage.PRIMARY, "小学{}年级", 6),
    **_numbered(SchoolStage.JUNIOR, "{}年级", 3, first=6),
    **_numbered(SchoolStage.JUNIOR, "初{}", 3),
    **_numbered(SchoolStage.SENIOR, "高{}", 3),
    **_numbered(SchoolStage.SENIOR, "高中{}年级", 3),
    **_numbered(SchoolStage.VOCATIONAL, "中职{}年级", 3),
    **_numbered(SchoolStage.VOCATIONAL, "中职{}", 3),
}
VOCATIONAL_WORDS = {**GRADE_WORDS, **_numbered(SchoolStage.VOCATIONAL, "{}年级", 3)}

# 特殊教育 stands in this column too, but names a kind of school: there the grade word decides.
STAGE_WORDS: dict[str, SchoolStage | None] = {
    "": None,
    "特殊教育": None,
    "学前": SchoolStage.KINDERGARTEN,
    "学前教育": SchoolStage.KINDERGARTEN,
    "幼儿园": SchoolStage.KINDERGARTEN,
    "小学": SchoolStage.PRIMARY,
    "初中": SchoolStage.JUNIOR,
    "普高": SchoolStage.SENIOR,
    "高中": SchoolStage.SENIOR,
    "普通高中": SchoolStage.SENIOR,
    "中职": SchoolStage.VOCATIONAL,
    "中等职业": SchoolStage.VOCATIONAL,
}

AGES: dict[SchoolStage, tuple[int, int]] = {
    SchoolStage.KINDERGARTEN: (2, 7),
    SchoolStage.PRIMARY: (5, 14),
    SchoolStage.JUNIOR: (10, 18),
    SchoolStage.SENIOR: (13, 22),
    SchoolStage.VOCATIONAL: (13, 22),
}


@lru_cache(1 << 12)
def read_grade(word: str, school_type: str, stage_word: str = "") -> Grade | None:
    """The grade, None where the school cannot have it; without a known school (empty type) the word alone decides."""
    vocational = school_type == SchoolType.VOCATIONAL or (
        not school_type and STAGE_WORDS.get(stage_word) == SchoolStage.VOCATIONAL
    )
    grade = (VOCATIONAL_WORDS if vocational else GRADE_WORDS).get(word)
    if grade is None or (school_type and grade.stage not in STAGES_OF_TYPE.get(school_type, ())):
        return None
    stated = STAGE_WORDS.get(stage_word)
    return grade if stated is None or stated == grade.stage else None


def next_grade(grade: Grade, school_type: str) -> Grade | None:
    """A school year later in the same school; None for who has finished it."""
    if grade.number < GRADES_OF_STAGE[grade.stage]:
        return Grade(grade.stage, grade.number + 1)
    stages = STAGES_OF_TYPE.get(school_type, (grade.stage,))
    later = stages[stages.index(grade.stage) + 1 :] if grade.stage in stages else ()
    return Grade(later[0], 1) if later else None


@lru_cache(1 << 6)
def words_for(school_type: str) -> str:
    """The usual grade words of a type of school, to be shown where another word stood."""
    stages = STAGES_OF_TYPE.get(school_type, tuple(SchoolStage))
    words: dict[Grade, str] = {}
    for word, grade in GRADE_WORDS.items():
        if grade.stage in stages:
            words.setdefault(grade, word)
    return "、".join(words.values())


def age_on(day: date, born: date) -> int:
    """Whole years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
