"""The acceptance scenarios of domain.md 13 on numbers, through the rules of the imports: 1-5 and 7-9."""

import pytest

from aid_portal.rules.org_unit_rows import read_row
from students.rules.record_rows import read_record
from students.sheets.messages import message, rule
from tests.students.rules.rows import NINE_YEAR, TODAY, checked, codes, record_cells

BOY, WRONG_DIGIT = "610324201403150014", "610324201403150015"


def pupil(number, **row):
    """A pupil whose 学籍号 agrees with the id unless told otherwise."""
    return checked(**{"学籍号": f"G{number}", "身份证号": number, **row})


def disabled(number):
    row = {"姓名": "王小明", "身份证号": BOY, "残疾人证号": number, "证件状态": "正常"}
    return read_record("disabled", 7, record_cells("disabled", **row), TODAY, ())


def test_scenario_1_a_wrong_check_digit_is_refused_and_the_right_one_is_named():
    assert pupil(BOY).issues == []
    wrong = pupil(WRONG_DIGIT)
    assert wrong.has_error
    assert "校验码错误，应为 4" in [rule(issue) for issue in wrong.issues if issue.column == "身份证号"]
    assert message(wrong.issues[-1], 12).startswith("第12行")


def test_scenario_2_a_leading_space_and_full_width_digits_are_put_right():
    for typed in (" 61032420160901005x", "６１０３２４２０１６０９０１００５ｘ"):
        row = pupil(typed, 学籍号="G61032420160901005X", 年级="一年级")
        assert (row.issues, row.values.resident_id) == ([], "61032420160901005X")


@pytest.mark.parametrize("cell", [610324201403150000, 610324201403150014, 610324201403150000.0])
def test_scenario_3_a_numeric_cell_is_refused_whatever_its_check_digit_says(cell):
    row = checked(身份证号=cell, 学籍号=f"G{BOY}")
    assert codes(row) == [("身份证号", "numeric_id")]
    assert (row.has_error, row.values.resident_id) == (True, "")
    assert "数值格式" in message(row.issues[0], 12)


def test_scenario_4_a_birth_date_that_does_not_exist_is_refused_though_the_check_digit_is_right():
    row = checked(身份证号="610324201902290011")
    assert row.has_error
    assert rule(row.issues[0]) == "出生日期不存在"


def test_scenario_5_a_residence_permit_is_accepted_and_fifteen_digits_have_a_sentence_of_their_own():
    permit = pupil("810000201001010019", 年级="六年级")
    assert (permit.issues, permit.values.resident_id) == ([], "810000201001010019")
    old = checked(身份证号="610324140315001")
    assert old.has_error
    assert rule(old.issues[0]) == "15位旧身份证号已停用"


def test_scenario_7_disability_numbers():
    third_degree, unknown_kind, reissued = (disabled(f"{BOY}{ending}") for ending in ("43", "83", "43B1"))
    assert (third_degree.issues, reissued.issues) == ([], [])
    assert codes(unknown_kind) == [("残疾人证号", "bad_disability_number")]
    assert unknown_kind.values.active  # a warning: the person still counts (eligibility.md 4)


def test_scenario_8_a_primary_code_of_a_junior_school_is_warned_of_and_nine_digits_are_refused():
    other_type = read_row(5, ("学校", "2161000123", "午井初中", "610324100", "初中"))
    too_short = read_row(6, ("学校", "216100012", "午井初中", "610324100", "初中"))
    assert [(issue.code, issue.severity) for issue in other_type.issues] == [("type_differs_from_code", "warning")]
    assert [(issue.code, issue.severity) for issue in too_short.issues] == [("bad_school_code", "error")]
    assert (other_type.is_good, too_short.is_good) == (True, False)


def test_scenario_9_a_registry_number_with_another_id_is_kept_and_warned_of():
    row = checked(学籍号=f"G{BOY}", 身份证号="610324201403150022", 学校标识码=NINE_YEAR)
    assert (row.has_error, row.values.registry_number, row.values.resident_id) == (False, f"G{BOY}", "610324201403150022")
    assert "学籍号与证件号不一致" in message(row.issues[0], 12)
