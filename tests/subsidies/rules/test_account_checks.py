"""Accounts before a file leaves: whose they are, and whether they can be."""

from dataclasses import replace

import pytest

from subsidies.choices import Channel
from subsidies.rules.account_checks import SENTENCES, Payee, check_accounts

CARD = "6217000000000000004"
PAYEE = Payee(1, 1, Channel.BANK_CARD, "李小明", "李建国", b"guardian", "李小明", CARD, b"account")


def payee(key: int, **other: object) -> Payee:
    return replace(PAYEE, **{"key": key, "student": key, "account_index": b"account%d" % key, **other})


def found(*payees: Payee, staff: frozenset[bytes] = frozenset()) -> list[tuple[int, str, str]]:
    return [tuple(problem) for problem in check_accounts(payees, staff)]


def test_the_childs_own_card_is_in_order():
    assert found(payee(1)) == []


def test_the_guardians_card_is_in_order():
    assert found(payee(1, channel=Channel.GUARDIAN_CARD, holder="李建国")) == []


@pytest.mark.parametrize("holder", ["古丽 ·诗飞", "古丽•诗飞"])
def test_names_are_compared_without_spaces_and_kinds_of_dots(holder):
    assert found(payee(1, holder=holder, student_name_key="古丽·诗飞")) == []


def test_a_card_in_the_name_of_anyone_else_is_an_error():
    assert found(payee(1, holder="王老师")) == [(1, "holder_differs", "error")]


@pytest.mark.parametrize("blank", ["", "\u3000"])
def test_a_payment_without_a_payee_is_an_error_even_where_no_guardian_is_known(blank):
    assert found(payee(1, holder=blank, guardian_name_key="")) == [(1, "payee_missing", "error")]


def test_a_payment_without_an_account_is_an_error_and_no_sharing():
    without = {"account": "", "account_index": b""}
    assert found(payee(1, **without), payee(2, **without)) == [(1, "account_missing", "error"), (2, "account_missing", "error")]


def test_a_card_with_a_wrong_check_digit_is_an_error():
    assert found(payee(1, account="6217000000000000005")) == [(1, "card_check_digit", "error")]


def test_a_passbook_has_no_check_digit_but_digits_only():
    assert found(payee(1, account="27030601011000001234")) == []
    assert found(payee(1, account="在家长处")) == [(1, "bad_account", "error")]


def test_scenario_26_one_account_for_two_siblings_and_a_stranger_is_an_error_of_all_three():
    one, other = (payee(key, account_index=b"shared") for key in (1, 2))
    stranger = payee(3, account_index=b"shared", guardian_index=b"stranger")
    assert found(one, other, stranger) == [(key, "shared_account", "error") for key in (1, 2, 3)]


def test_scenario_26_siblings_with_the_same_guardian_are_a_note():
    siblings = [payee(key, account_index=b"shared") for key in (1, 2)]
    assert found(*siblings) == [(1, "shared_siblings", "note"), (2, "shared_siblings", "note")]


def test_scenario_26_an_account_of_staff_is_an_error_whoever_holds_it():
    assert found(payee(1, account_index=b"teacher"), staff=frozenset({b"teacher"})) == [(1, "staff_account", "error")]


def test_children_without_a_registered_guardian_are_no_siblings():
    orphans = [payee(key, account_index=b"shared", guardian_index=b"") for key in (1, 2)]
    assert [problem[1] for problem in found(*orphans)] == ["shared_account"] * 2


def test_two_programmes_of_one_child_share_its_card():
    assert found(payee(1), payee(2, student=1, account_index=b"account1")) == []


def test_a_meal_card_has_neither_a_name_nor_a_check_digit_but_one_child():
    cards = [payee(key, channel=Channel.MEAL_CARD, holder="第一食堂", account="10086", account_index=b"m") for key in (1, 2)]
    assert found(cards[0]) == []
    assert [problem[1] for problem in found(*cards)] == ["shared_siblings"] * 2


def test_the_account_of_a_school_serves_all_its_children():
    school = {"channel": Channel.SCHOOL_INCOME, "holder": "扶风县初级中学", "account": "2703060101", "account_index": b"school"}
    assert found(payee(1, **school), payee(2, guardian_index=b"other", **school)) == []


def test_every_code_has_its_sentence():
    wrong = {"holder": "王老师", "account": "6217000000000000005"}
    codes = {problem[1] for problem in found(payee(1, **wrong), payee(2, holder="", account="1"), payee(3, account=""))}
    assert codes == {"holder_differs", "card_check_digit", "payee_missing", "bad_account", "account_missing"}
    assert set(SENTENCES) >= codes | {"shared_siblings", "shared_account", "staff_account", "deceased", "left"}
