from datetime import date

import pytest

from aid_portal.choices import GRADES_OF_STAGE, STAGES_OF_TYPE, SchoolStage, SchoolType
from students.rules.grades import AGES, GRADE_WORDS, Grade, age_on, read_grade, words_for


@pytest.mark.parametrize(
    ("word", "school_type", "stage", "number"),
    [
        ("小班", "kindergarten", "kindergarten", 1),
        ("大班", "kindergarten", "kindergarten", 3),
        ("一年级", "primary", "primary", 1),
        ("小学六年级", "nine_year", "primary", 6),
        ("七年级", "junior", "junior", 1),
        ("初三", "complete", "junior", 3),
        ("高一", "senior", "senior", 1),
        ("高中二年级", "twelve_year", "senior", 2),
        ("中职三年级", "vocational", "vocational", 3),
        ("中职一", "vocational", "vocational", 1),
        ("六年级", "special", "primary", 6),
        ("九年级", "special", "junior", 3),
    ],
)
def test_a_grade_word_names_a_stage_and_a_grade(word, school_type, stage, number):
    assert read_grade(word, school_type) == (stage, number)


def test_in_a_vocational_school_the_first_grade_is_vocational():
    assert read_grade("一年级", "vocational") == Grade(SchoolStage.VOCATIONAL, 1)
    assert read_grade("四年级", "vocational") is None


@pytest.mark.parametrize(
    ("word", "school_type"),
    [
        ("高一", "primary"),
        ("大班", "senior"),
        ("七年级", "primary"),
        ("一年级", "complete"),
        ("高三", "special"),
        ("中职一", "senior"),
        ("小班", "special"),
        ("十三年级", "primary"),
        ("3", "primary"),
        ("", "primary"),
    ],
)
def test_a_grade_that_the_school_cannot_have_is_none(word, school_type):
    assert read_grade(word, school_type) is None


def test_the_stated_stage_must_agree_with_the_grade():
    assert read_grade("七年级", "nine_year", "初中") == (SchoolStage.JUNIOR, 1)
    assert read_grade("七年级", "nine_year", "小学") is None
    assert read_grade("七年级", "special", "特殊教育") == (SchoolStage.JUNIOR, 1)


def test_without_a_known_school_the_word_alone_decides():
    assert read_grade("一年级", "") == (SchoolStage.PRIMARY, 1)
    assert read_grade("一年级", "", "中职") == (SchoolStage.VOCATIONAL, 1)
    assert read_grade("十三年级", "") is None


def test_every_stage_has_its_grades_and_ages_and_every_type_its_stages():
    assert {grade.stage for grade in GRADE_WORDS.values()} == set(SchoolStage) == set(AGES) == set(GRADES_OF_STAGE)
    assert set(STAGES_OF_TYPE) == set(SchoolType)
    for stage, count in GRADES_OF_STAGE.items():
        assert {grade.number for grade in GRADE_WORDS.values() if grade.stage == stage} == set(range(1, count + 1))


def test_the_words_offered_are_those_the_school_can_have():
    assert words_for("kindergarten") == "小班、中班、大班"
    assert "高" not in words_for("nine_year")
    assert words_for("vocational") == "中职一年级、中职二年级、中职三年级"


def test_a_year_of_age_is_whole_on_the_birthday():
    assert age_on(date(2022, 9, 1), date(2016, 9, 1)) == 6
    assert age_on(date(2022, 9, 1), date(2016, 9, 2)) == 5
