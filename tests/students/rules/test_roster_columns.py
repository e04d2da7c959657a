from datetime import date

import pytest

from tests.students.rules.rows import checked, codes


@pytest.mark.parametrize(
    ("word", "boarding"),
    [
        ("住校", True),
        ("寄宿", True),
        ("住宿", True),
        ("是", True),
        (True, True),
        ("走读", False),
        ("非寄宿", False),
        ("否", False),
    ],
)
def test_boarding_is_read_from_its_words(word, boarding):
    row = checked(就读方式=word)
    assert (row.issues, row.values.boarding) == ([], boarding)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("", "enrolled"),
        ("在校", "enrolled"),
        ("休学", "suspended"),
        ("转出", "transferred_out"),
        ("退学", "withdrawn"),
        ("死亡", "deceased"),
        ("毕业", "graduated"),
    ],
)
def test_the_status_is_read_from_its_words(word, status):
    row = checked(学生状态=word, 状态日期="2022.9.15")
    assert (row.values.status, row.values.status_on, row.values.home_taught) == (status, date(2022, 9, 15), False)


def test_a_child_taught_at_home_is_enrolled_and_marked():
    values = checked(学生状态="送教上门").values
    assert (values.status, values.home_taught) == ("enrolled", True)


@pytest.mark.parametrize(
    ("word", "hukou"),
    [
        ("农业", "rural"),
        ("农村", "rural"),
        ("县镇", "rural"),
        ("城市", "urban"),
        ("非农业", "urban"),
        ("非农", "urban"),
        ("", ""),
    ],
)
def test_county_towns_count_as_rural(word, hukou):
    row = checked(户口性质=word)
    assert (row.issues, row.values.hukou) == ([], hukou)


def test_an_unknown_kind_of_registration_is_said_and_left_unknown():
    row = checked(户口性质="居民户口")
    assert (codes(row), row.values.hukou) == ([("户口性质", "odd_word")], "")
