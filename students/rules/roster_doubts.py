"""Checks that help people and stop nothing (eligibility.md 7): sex, birth date, card and telephone of a roster row."""

import re
from datetime import date

from aid_portal.identifiers import sex_of
from students.rules.cells import HINT, WARNING, Issue

_PHONE = re.compile(r"1[3-9][0-9]{9}|(?:0[0-9]{2,3}-?)?[2-9][0-9]{6,7}", re.ASCII).fullmatch
_CARD = re.compile(r"62[0-9]{14,17}", re.ASCII).fullmatch
_ACCOUNT = re.compile(r"[0-9]{8,32}", re.ASCII).fullmatch


# Digit characters to their values, and to the digit sums of their doubles: one pass each in C, a million cards a second.
_VALUE = bytes.maketrans(b"0123456789", bytes(range(10)))
_DOUBLED = bytes.maketrans(b"0123456789", bytes(sum(divmod(2 * digit, 10)) for digit in range(10)))


def has_luhn_digit(number: str) -> bool:
    """ISO/IEC 7812: what the last digit of a bank card checks."""
    digits = number.encode()
    return (sum(digits[-1::-2].translate(_VALUE)) + sum(digits[-2::-2].translate(_DOUBLED))) % 10 == 0


def compare_with_id(resident_id: str, born: date, sex: str, stated_birth: date | None, issues: list[Issue]) -> None:
    """What the id says beside what the row says; the id decides, the row is only doubted."""
    if sex and sex != sex_of(resident_id):
        issues.append(Issue("性别", "sex_differs", WARNING, sex, (sex_of(resident_id),)))
    if stated_birth and stated_birth != born:
        issues.append(Issue("出生日期", "birth_date_differs", WARNING, stated_birth.isoformat(), (born.isoformat(),)))


def doubt_account(account: str, issues: list[Issue]) -> None:
    """An account that is no card follows its own bank's rules, so only cards have their check digit looked at."""
    if not _ACCOUNT(account):
        issues.append(Issue("银行账号", "bad_account", WARNING, account))
    elif _CARD(account) and not has_luhn_digit(account):
        issues.append(Issue("银行账号", "card_check_digit", WARNING, account))


def doubt_phone(phone: str, issues: list[Issue]) -> None:
    if not _PHONE(phone):
        issues.append(Issue("联系电话", "bad_phone", WARNING, phone))


_ODD_IN_NAME = re.compile(r"[0-9?？*#]").search


def doubt_name(column: str, name: str, issues: list[Issue]) -> None:
    """A digit or a question mark in a name is mostly a rare character that some program has lost."""
    if not name.isalpha() and _ODD_IN_NAME(name):
        issues.append(Issue(column, "odd_name", HINT, name))
