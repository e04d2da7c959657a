import pytest

from students.rules.grades import read_grade
from students.rules.roster_rows import RosterValues
from students.sheets.rosters import ATTRIBUTES, DROP_DOWNS, PROMPTS, ROSTER, TEXT_HEADINGS, grade_word
from tests.students.rules.rows import checked


def test_the_roster_has_the_required_headings_of_the_specification():
    assert ROSTER.required == ("学校标识码", "学籍号", "姓名", "身份证号", "年级", "班级", "就读方式")
    assert len(ROSTER.headings) == 23


def test_the_usual_other_names_are_known():
    for other, heading in {
        "公民身份号码": "身份证号",
        "证件号码": "身份证号",
        "学校（机构）标识码": "学校标识码",
        "户名": "账户户名",
    }.items():
        assert ROSTER.aliases[other] == heading


def test_no_name_is_both_a_heading_and_another_name():
    assert not set(ROSTER.aliases) & set(ROSTER.headings)
    assert set(ROSTER.aliases.values()) <= set(ROSTER.headings)


def test_the_template_fills_every_heading_but_the_name_of_the_school():
    assert set(ROSTER.headings) - set(ATTRIBUTES) == {"学校名称"}
    assert set(ATTRIBUTES.values()) <= set(RosterValues._fields)
    assert set(PROMPTS) | TEXT_HEADINGS <= set(ROSTER.headings)


@pytest.mark.parametrize(
    ("heading", "word"), [(heading, word) for heading, words in DROP_DOWNS.items() for word in words if heading != "学段"]
)
def test_every_word_of_a_drop_down_is_read_without_a_word(heading, word):
    assert [issue for issue in checked(**{heading: word}).issues if issue.code != "sex_differs"] == []


@pytest.mark.parametrize(
    ("stage", "number", "word", "school_type"),
    [
        ("kindergarten", 3, "大班", "kindergarten"),
        ("primary", 3, "三年级", "primary"),
        ("junior", 1, "七年级", "complete"),
        ("senior", 1, "高一", "senior"),
        ("vocational", 1, "中职一年级", "vocational"),
    ],
)
def test_a_grade_written_back_is_read_as_the_same_grade(stage, number, word, school_type):
    assert grade_word(stage, number) == word
    assert read_grade(word, school_type) == (stage, number)
