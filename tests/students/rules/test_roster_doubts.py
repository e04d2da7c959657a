import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from students.rules.roster_doubts import has_luhn_digit
from tests.students.rules.rows import checked, codes


@given(st.text("0123456789", min_size=8, max_size=19))
def test_the_last_digit_of_a_card_is_checked_by_luhn(number):
    assert has_luhn_digit(number) == luhn.is_valid(number)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("性别", "女", "sex_differs"),
        ("出生日期", "2014-03-16", "birth_date_differs"),
        ("银行账号", "6217746956478235184", "card_check_digit"),
        ("银行账号", "在家长处", "bad_account"),
        ("联系电话", "1381234", "bad_phone"),
        ("监护人身份证号", "610324198511030870", "bad_guardian_id"),
        ("是否涉农专业", "可能", "odd_word"),
        ("性别", "未知", "odd_word"),
        ("学段", "大学", "odd_word"),
    ],
)
def test_a_doubt_is_a_warning_and_stops_nothing(column, value, code):
    row = checked(**{column: value})
    assert codes(row) == [(column, code)]
    assert not row.has_error
    assert row.has_warning


def test_a_guardians_id_that_is_not_valid_is_not_kept():
    assert checked(监护人身份证号="610324198511030870").values.guardian_id == ""


def test_a_passbook_account_has_no_check_digit_to_look_at():
    assert checked(银行账号="2703 0601 0110 0000 1234").issues == []


@pytest.mark.parametrize("phone", ["13812341234", "0917-5211234", "09175211234", "5211234", 13812341234.0])
def test_a_mobile_and_a_fixed_number_are_telephones(phone):
    assert checked(联系电话=phone).issues == []


@pytest.mark.parametrize("name", ["王?明", "王小明2"])
def test_a_lost_character_in_a_name_is_hinted_at_and_not_counted(name):
    row = checked(姓名=name)
    assert codes(row, "hint") == [("姓名", "odd_name")]
    assert not row.has_warning


@pytest.mark.parametrize("name", ["古丽·诗飞", "邱 欣"])
def test_a_name_with_a_dot_or_a_space_is_a_name(name):
    assert checked(姓名=name).issues == []
