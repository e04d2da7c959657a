"""Every number is valid where it is meant valid, and given out once."""

from datetime import date
from random import Random

import pytest
from stdnum import luhn
from stdnum.cn import ric

from aid_portal.demo import ids
from aid_portal.identifiers import resident_id_fault

BORN = date(2014, 3, 15)


@pytest.mark.parametrize("first17", ["61032420140315001", "61032420160901005", "81000020101001001"])
def test_the_check_digit_is_that_of_the_standard(first17):
    assert resident_id_fault(first17 + ids.check_digit(first17), date(2022, 9, 1)) is None


def test_a_minted_id_tells_birth_and_sex():
    mint = ids.Mint()
    boy, girl = mint.resident_id("610324", BORN, male=True), mint.resident_id("610324", BORN, male=False)
    assert ric.is_valid(boy)
    assert ric.is_valid(girl)
    assert ric.get_birth_date(boy) == BORN
    assert int(boy[16]) % 2 == 1
    assert int(girl[16]) % 2 == 0


def test_a_mint_never_gives_the_same_id_twice_and_says_when_it_is_empty():
    mint = ids.Mint()
    given = {mint.resident_id("610324", BORN, male=True) for _ in range(ids.PER_DAY_AND_SEX)}
    assert len(given) == ids.PER_DAY_AND_SEX
    with pytest.raises(ValueError, match="more than 500 people"):
        mint.resident_id("610324", BORN, male=True)


def test_a_temporary_number_has_eighteen_digits_and_the_birth_date_inside():
    number = ids.Mint().temporary_number(BORN, Random(1), male=True)
    assert len(number) == 18
    assert number[6:14] == "20140315"


def test_cards_pass_luhn_and_differ():
    cards = {ids.card_number(serial) for serial in range(5_000)}
    assert len(cards) == 5_000
    assert all(luhn.is_valid(card) and len(card) == 19 for card in cards)


def test_telephones_have_eleven_digits_and_differ():
    phones = {ids.phone_number(serial) for serial in range(5_000)}
    assert len(phones) == 5_000
    assert all(len(phone) == 11 and phone[0] == "1" for phone in phones)
