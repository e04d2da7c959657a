"""Codes that are read back by eye, and how long one may ask anew."""

from datetime import date

import pytest

from supervision.rules.grievances import CODE_LENGTH, SIGNS, may_reopen, new_code, read_code, written


def test_a_code_is_long_made_of_clear_signs_and_never_the_same() -> None:
    codes = {new_code() for _try in range(200)}
    assert len(codes) == 200
    assert all(len(code) == CODE_LENGTH and set(code) <= set(SIGNS) for code in codes)
    assert not set("ILO01") & set(SIGNS)


def test_what_was_written_down_is_read_however_it_is_typed() -> None:
    code = new_code()
    for typed in (code, written(code), written(code).lower(), f" {written(code).replace('-', ' ')} "):
        assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "ABCD", "O" * 16, "A" * 17, "查询码查询码查询码查询码查询码查"])
def test_what_is_no_code_is_none(typed) -> None:
    assert read_code(typed) == ""


def test_one_may_ask_anew_for_thirty_days() -> None:
    assert may_reopen(date(2022, 4, 1), date(2022, 5, 1))
    assert not may_reopen(date(2022, 4, 1), date(2022, 5, 2))
