from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_11_2

from aid_portal.identifiers import (
    birth_date_of,
    clean,
    disability_number_fault,
    expected_check_digit,
    is_residence_permit,
    mask_card,
    mask_id,
    mask_name,
    mask_phone,
    mask_registry,
    mask_text,
    name_key,
    normalise,
    real_date,
    registry_number_fault,
    resident_id_fault,
    sex_of,
)

TODAY = date(2022, 9, 20)

born = st.dates(date(1930, 1, 1), TODAY)
first17 = st.builds(
    lambda area, day, sequence: f"{area:06}{day:%Y%m%d}{sequence:03}", st.integers(110000, 830000), born, st.integers(0, 999)
)
ids = first17.map(lambda digits: digits + expected_check_digit(digits))


@given(ids)
def test_an_id_with_a_real_birth_date_and_its_check_digit_is_valid(number):
    assert resident_id_fault(number, TODAY) is None
    assert birth_date_of(number).strftime("%Y%m%d") == number[6:14]


@given(first17)
def test_the_check_digit_is_that_of_iso_7064(digits):
    assert expected_check_digit(digits) == mod_11_2.calc_check_digit(digits)


@given(ids, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_never_passes(number, at, by):
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert resident_id_fault(wrong, TODAY) in ("bad_check_digit", "bad_birth_date")


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_an_id(text):
    number = normalise(text)
    assert normalise(number) == number or "'" in number
    assert resident_id_fault(number, TODAY) in (
        None, "missing", "bad_length", "fifteen_digit_id", "bad_birth_date", "bad_check_digit",
    )  # fmt: skip


@given(st.text(min_size=18, max_size=18))
def test_eighteen_characters_that_are_no_digits_are_refused(text):
    if not (text.isascii() and text[:17].isdecimal()):
        assert resident_id_fault(text, TODAY) is not None


def test_scenario_1_the_check_digit_that_should_stand_there_is_four():
    assert resident_id_fault("610324201403150014", TODAY) is None
    assert resident_id_fault("610324201403150015", TODAY) == "bad_check_digit"
    assert expected_check_digit("61032420140315001") == "4"


@pytest.mark.parametrize(
    "cell", [" 61032420160901005x", "６１０３２４２０１６０９０１００５Ｘ", "'61032420160901005X", "610324 20160901 005ｘ"]
)
def test_scenario_2_an_id_is_normalised_before_it_is_judged(cell):
    assert normalise(cell) == "61032420160901005X"


def test_scenario_4_the_twenty_ninth_of_february_2019_does_not_exist():
    assert resident_id_fault("610324201902290011", TODAY) == "bad_birth_date"


def test_scenario_5_a_residence_permit_is_accepted_and_fifteen_digits_have_their_own_fault():
    assert resident_id_fault("810000201001010019", TODAY) is None
    assert is_residence_permit("810000201001010019")
    assert not is_residence_permit("610324201403150014")
    assert resident_id_fault("610324081014691", TODAY) == "fifteen_digit_id"


def test_a_birth_date_may_be_the_files_day_but_not_after_it():
    number = "61032420220920001"
    number += expected_check_digit(number)
    assert resident_id_fault(number, TODAY) is None
    assert resident_id_fault(number, date(2022, 9, 19)) == "bad_birth_date"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "missing"),
        ("6103242014031500", "bad_length"),
        ("6103242014031500144", "bad_length"),
        ("61032408101469X", "bad_length"),
        ("610324201400150014", "bad_birth_date"),
        ("61032420140315001O", "bad_check_digit"),
        ("6103242014O3150014", "bad_birth_date"),
        ("61032420140315O014", "bad_check_digit"),
    ],
)
def test_each_faulty_id_has_one_fault(text, fault):
    assert resident_id_fault(text, TODAY) == fault


def test_an_abolished_area_code_is_legal():
    number = "99999920140315001"
    assert resident_id_fault(number + expected_check_digit(number), TODAY) is None


def test_an_odd_seventeenth_digit_is_a_boy():
    assert sex_of("610324201403150014") == "男"
    assert sex_of("610324201403150022") == "女"


def test_a_birth_date_is_read_from_a_valid_id_only():
    with pytest.raises(ValueError, match="no real birth date"):
        birth_date_of("610324201902290011")
    assert real_date("20200229") == date(2020, 2, 29)
    assert real_date("20210229") is None


@pytest.mark.parametrize("number", ["G610324201403150014", "J61032420140315001X", "L610324201508310473"])
def test_a_registry_number_is_g_j_or_l_and_eighteen_characters(number):
    assert registry_number_fault(number) is None


@pytest.mark.parametrize(
    "number", ["G61032420140315001", "X610324201403150014", "610324201403150014", "G6103242014031500144", "g610324201403150014"]
)
def test_any_other_registry_number_is_bad(number):
    assert registry_number_fault(number) == "bad_registry_number"
    assert registry_number_fault("") == "missing"


def test_scenario_7_category_and_grade_of_a_disability_number():
    assert disability_number_fault("61032420140315001443") is None
    assert disability_number_fault("61032420140315001443B1") is None
    for wrong in (
        "61032420140315001483",
        "61032420140315001445",
        "61032420140315001403",
        "6103242014031500144",
        "61032420140315001543",
        "",
    ):
        assert disability_number_fault(wrong) == "bad_disability_number"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("邱 欣", "邱欣"),
        ("古丽•诗飞", "古丽·诗飞"),
        ("古丽・诗飞", "古丽·诗飞"),
        ("古丽.诗飞", "古丽·诗飞"),
        ("古丽 · 诗飞", "古丽·诗飞"),
        ("　王\u200b小明 ", "王小明"),
        ("J.Smith", "J.Smith"),
        ("Ａｌｉ", "Ali"),
        ("\U00020000某", "\U00020000某"),
    ],
)
def test_names_are_compared_without_white_space_and_with_one_middle_dot(name, key):
    assert name_key(name) == key


def test_cleaning_leaves_inner_space_of_text_and_drops_what_nobody_sees():
    assert clean(" 汽修 ２班\u200b") == "汽修 2班"
    assert clean("'8班") == "8班"
    assert clean("扶\x00风") == "扶风"


def test_masks_keep_both_ends_and_hide_the_birth_date():
    assert mask_id("610324201403151234") == "610324********1234"
    assert mask_registry("G610324201403151234") == "G610324********1234"
    assert mask_card("6230123412341231234") == "6230********1234"
    assert mask_phone("13812341234") == "138****1234"


def test_a_name_in_public_keeps_its_ends_and_loses_its_middle():
    names = ["张小强", "张强", "欧阳娜娜", "阿依古丽•买买提", "张 小强", "张", ""]
    assert [mask_name(name) for name in names] == ["张*强", "张*", "欧**娜", "阿******提", "张*强", "张*", "*"]


@given(st.text("0123456789X", max_size=25))
def test_a_mask_never_shows_a_whole_number(number):
    for mask in (mask_id, mask_registry, mask_card, mask_phone):
        assert not number or mask(number) != number
        assert len(mask(number)) <= max(len(number), 16)


def test_numbers_in_free_text_are_masked():
    text = "G610324201403150014 的身份证 610324201403150014，卡 6217001234567890123，电话13812341234，第12行"
    shown = mask_text(text)
    for part in ("20140315", "1234567890", "3812341"):
        assert part not in shown
    assert shown.startswith("G610324********0014")
    assert shown.endswith("138****1234，第12行")
