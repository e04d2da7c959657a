"""Readers of one cell: each gives the value it can vouch for and adds what is wrong to the row's issues."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from aid_portal.identifiers import expected_check_digit, normalise, real_date, registry_number_fault, resident_id_fault
from students.rules.cells import ERROR, WARNING, Issue, Plain, id_text_of, is_number, text_of, word_of
from students.rules.dates import BadDate, parse_date

LONGEST_TEXT = 80

T = TypeVar("T")


def read_text(column: str, cell: Plain, issues: list[Issue], longest: int = LONGEST_TEXT) -> str:
    """Text that fits its place; what does not fit is an error, never cut."""
    text = text_of(cell)
    if len(text) > longest:
        issues.append(Issue(column, "too_long", ERROR, text, (longest,)))
        return ""
    return text


def read_required(column: str, cell: Plain, issues: list[Issue], longest: int = LONGEST_TEXT) -> str:
    text = read_text(column, cell, issues, longest)
    if not text and text_of(cell) == "":
        issues.append(Issue(column, "missing", ERROR))
    return text


def read_word(column: str, cell: Plain, words: Mapping[str, T], issues: list[Issue], code: str = "odd_word") -> T | None:
    """What the word means, None for a word that is not on the list: a warning, or an error where a code is named."""
    if type(cell) is str and cell in words:
        return words[cell]
    word = word_of(cell)
    if word in words:
        return words[word]
    allowed = "、".join(known for known in words if known)
    issues.append(Issue(column, code, WARNING if code == "odd_word" else ERROR, word, (allowed,)))
    return None


def read_date(column: str, cell: Plain, issues: list[Issue]) -> date | None:
    if cell == "":
        return None
    try:
        return parse_date(cell)
    except BadDate:
        issues.append(Issue(column, "bad_date", ERROR, text_of(cell)))
        return None


def read_number(column: str, cell: Plain, issues: list[Issue], severity: str = ERROR) -> str | None:
    """An id, card or student number as it is stored, None for a numeric cell: fifteen of its digits are true."""
    if type(cell) is str:
        return normalise(cell)
    if is_number(cell):
        issues.append(Issue(column, "numeric_id", severity, text_of(cell)))
        return None
    return id_text_of(cell)


def read_registry_number(cell: Plain, issues: list[Issue]) -> tuple[str, str]:
    """The 学籍号 where its form is right, else empty; and what stood there, because J and L excuse a missing id."""
    text = read_number("学籍号", cell, issues)
    if text is None:
        return "", ""
    if fault := registry_number_fault(text):
        issues.append(Issue("学籍号", fault, ERROR, text))
        return "", text
    return text, text


def id_issue(column: str, text: str, fault: str, severity: str) -> Issue:
    """The issue of a faulty id, with what its sentence names: the right check digit, the length, the day in the future."""
    detail: tuple[str | int, ...] = ()
    if fault == "bad_check_digit" and text[:17].isdecimal():
        detail = (expected_check_digit(text[:17]),)
    elif fault == "bad_length":
        detail = (len(text),)
    elif fault == "bad_birth_date" and (born := real_date(text[6:14])):
        detail = (born.isoformat(),)
    return Issue(column, fault, severity, text, detail)


def read_resident_id(column: str, cell: Plain, day: date, issues: list[Issue], may_be_empty: bool) -> str:
    """The id where it is valid on `day`, else empty (eligibility.md 2.2, 2.3, 2.5)."""
    text = read_number(column, cell, issues)
    if text is None or (not text and may_be_empty):
        return ""
    if fault := resident_id_fault(text, day):
        issues.append(id_issue(column, text, fault, ERROR))
        return ""
    return text


def read_guardian_id(cell: Plain, day: date, issues: list[Issue]) -> str:
    """The guardian's id where it is valid, else empty (eligibility.md 2.3)."""
    if cell == "":
        return ""
    if is_number(cell):
        issues.append(Issue("监护人身份证号", "numeric_guardian_id", WARNING, text_of(cell)))
        return ""
    number = id_text_of(cell)
    if not number:
        return ""
    if fault := resident_id_fault(number, day):
        issues.append(Issue("监护人身份证号", "bad_guardian_id", WARNING, number, (fault,)))
        return ""
    return number
