from datetime import date

import pytest

from students.rules.readers import (
    id_issue,
    read_date,
    read_guardian_id,
    read_number,
    read_registry_number,
    read_required,
    read_resident_id,
    read_text,
    read_word,
)
from tests.students.rules.rows import BOY, FATHER, TODAY


@pytest.fixture
def issues():
    return []


def test_text_that_does_not_fit_is_an_error_and_never_cut(issues):
    assert read_text("姓名", "王" * 81, issues) == ""
    assert [(issue.code, issue.detail) for issue in issues] == [("too_long", (80,))]


def test_a_required_cell_of_blanks_is_missing(issues):
    assert read_required("姓名", " \u3000", issues) == ""
    assert [issue.code for issue in issues] == ["missing"]


def test_a_required_text_that_is_too_long_is_not_missing_as_well(issues):
    read_required("姓名", "王" * 81, issues)
    assert [issue.code for issue in issues] == ["too_long"]


def test_a_word_off_the_list_is_a_warning_or_the_error_that_is_named(issues):
    assert read_word("性别", " 男 ", {"男": 1}, issues) == 1
    assert read_word("性别", "他", {"": 0, "男": 1}, issues) is None
    assert read_word("就读方式", "他", {"住校": 1}, issues, "bad_boarding") is None
    assert [(issue.code, issue.severity, issue.detail) for issue in issues] == [
        ("odd_word", "warning", ("男",)),
        ("bad_boarding", "error", ("住校",)),
    ]


def test_an_unreadable_date_is_an_error_and_an_empty_one_is_none(issues):
    assert read_date("状态日期", "", issues) is None
    assert read_date("状态日期", "2022.9.1", issues) == date(2022, 9, 1)
    assert issues == []
    assert read_date("状态日期", "开学后", issues) is None
    assert [(issue.code, issue.value) for issue in issues] == [("bad_date", "开学后")]


def test_a_numeric_cell_is_no_number_whatever_its_value(issues):
    assert read_number("银行账号", 6217001234567890.0, issues) is None
    assert read_number("银行账号", "6217 0012", issues) == "62170012"
    assert [(issue.code, issue.value) for issue in issues] == [("numeric_id", "6217001234567890")]


def test_what_stood_in_place_of_a_bad_registry_number_is_told(issues):
    assert read_registry_number("L6103", issues) == ("", "L6103")
    assert read_registry_number(f"G{BOY}", issues) == (f"G{BOY}", f"G{BOY}")
    assert read_registry_number(1.0, issues) == ("", "")
    assert [issue.code for issue in issues] == ["bad_registry_number", "numeric_id"]


def test_an_id_may_be_empty_only_where_the_row_is_excused(issues):
    assert read_resident_id("身份证号", "", TODAY, issues, may_be_empty=True) == ""
    assert issues == []
    assert read_resident_id("身份证号", "", TODAY, issues, may_be_empty=False) == ""
    assert [issue.code for issue in issues] == ["missing"]


@pytest.mark.parametrize(
    ("text", "fault", "detail"),
    [
        ("610324201403150015", "bad_check_digit", ("4",)),
        ("61032420140315O014", "bad_check_digit", ()),
        ("6103242014", "bad_length", (10,)),
        ("610324203103150014", "bad_birth_date", ("2031-03-15",)),
        ("610324201902290011", "bad_birth_date", ()),
    ],
)
def test_an_issue_of_an_id_names_what_its_sentence_needs(text, fault, detail):
    assert id_issue("身份证号", text, fault, "error").detail == detail


def test_a_guardians_id_is_kept_only_where_it_is_valid(issues):
    assert read_guardian_id(FATHER, TODAY, issues) == FATHER
    assert read_guardian_id("", TODAY, issues) == ""
    assert issues == []
    assert read_guardian_id("61032419851103087X", TODAY, issues) == ""
    assert read_guardian_id(610324198511030000.0, TODAY, issues) == ""
    assert [(issue.code, issue.severity) for issue in issues] == [
        ("bad_guardian_id", "warning"),
        ("numeric_guardian_id", "warning"),
    ]


def test_a_date_in_an_id_cell_is_no_id(issues):
    assert read_resident_id("身份证号", date(2014, 3, 15), TODAY, issues, may_be_empty=False) == ""
    assert [issue.code for issue in issues] == ["bad_length"]


def test_a_guardians_id_of_blanks_is_empty(issues):
    assert read_guardian_id("  ", TODAY, issues) == ""
    assert issues == []
