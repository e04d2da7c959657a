"""Resident ids, student and disability numbers: their form, what they tell, and how they are masked (domain.md 1.3)."""

import re
from datetime import date
from functools import lru_cache

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"

MIDDLE_DOT = "·"
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"

_HALF_WIDTH = {full: full - 0xFEE0 for pair in ("０９", "ＡＺ", "ａｚ") for full in range(ord(pair[0]), ord(pair[-1]) + 1)}
# What copying from web pages, chat and old programs leaves behind: nobody sees it, every comparison fails on it, and
# PostgreSQL refuses NUL.
_INVISIBLE = dict.fromkeys([*range(9), *range(14, 28), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_CLEANING = _HALF_WIDTH | _INVISIBLE
_UNCLEAN = re.compile("[\x00-\x08\x0e-\x1b\x7f\u200b-\u200d\u2060\ufeff０-９Ａ-Ｚａ-ｚ]").search

_REGISTRY = re.compile(r"[GJL][0-9]{17}[0-9X]").fullmatch
_DISABILITY = re.compile(r"([0-9]{17}[0-9X])[1-7][1-4](?:[A-Z][0-9])?").fullmatch
_DOT_VARIANTS = dict.fromkeys(map(ord, "•・‧∙⋅･᛫"), MIDDLE_DOT)
_FULL_STOP = re.compile(f"(?<=[{HAN}])[.．](?=[{HAN}])")


def clean(text: str) -> str:
    """Trimmed, a leading ' dropped, full-width letters and digits made half-width (eligibility.md 2.1)."""
    if text.isalnum() and (text.isascii() or not _UNCLEAN(text)):
        return text
    return _cleaned(text)


# The words of a roster repeat (class, bank, town); a few thousand remembered ones spare most of the work.
@lru_cache(1 << 13)
def _cleaned(text: str) -> str:
    text = text.strip()
    if _UNCLEAN(text):
        text = text.translate(_CLEANING).strip()
    return text[1:].lstrip() if text.startswith("'") else text


def normalise(text: str) -> str:
    """An id as it is stored and matched: cleaned, without inner white space, with a capital X."""
    if not (text.isascii() and text.isalnum()):
        text = "".join(_cleaned(text).split())
    return text.replace("x", "X")


def _partial_sum(digits: str, offset: int) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS[offset:], strict=False))


# An id is area, birth date and sequence; in a roster each part repeats thousands of times, so its share of the
# weighted sum is worth remembering. The bounds keep a hostile file from filling the memory.
_area_sum = lru_cache(1 << 14)(lambda digits: _partial_sum(digits, 0))
_sequence_sum = lru_cache(1 << 10)(lambda digits: _partial_sum(digits, 14))


@lru_cache(1 << 15)
def _birth(digits: str) -> tuple[date | None, int]:
    return real_date(digits), _partial_sum(digits, 6)


def real_date(digits: str) -> date | None:
    """The day that eight digits name, None when the calendar has no such day."""
    if not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def expected_check_digit(first17: str) -> str:
    """GB 11643: ISO 7064 MOD 11-2 over the first 17 digits."""
    return CHECK_CHARACTERS[_partial_sum(first17, 0) % 11]


def resident_id_fault(text: str, day: date) -> str | None:
    """What is wrong with a normalised id on `day`, None when it is valid.

    The first six digits are not looked up: abolished area codes are legal, and residence permits (810000, 820000,
    830000) follow the same rule.
    """
    if len(text) != 18:
        if not text:
            return "missing"
        return "fifteen_digit_id" if len(text) == 15 and text.isascii() and text.isdecimal() else "bad_length"
    if not (text.isascii() and text[:17].isdecimal()):
        lettered = real_date(text[6:14])
        return "bad_check_digit" if lettered and lettered <= day else "bad_birth_date"
    born, birth_sum = _birth(text[6:14])
    if born is None or born > day:
        return "bad_birth_date"
    total = _area_sum(text[:6]) + birth_sum + _sequence_sum(text[14:17])
    return None if CHECK_CHARACTERS[total % 11] == text[17] else "bad_check_digit"


def birth_date_of(id18: str) -> date:
    """The birth date of a valid id."""
    born = _birth(id18[6:14])[0]
    if born is None:
        raise ValueError("no real birth date")
    return born


def sex_of(id18: str) -> str:
    return "男" if id18[16] in "13579" else "女"


def is_residence_permit(id18: str) -> bool:
    """Residence permit for people of Hong Kong, Macao and Taiwan."""
    return id18[:6] in {"810000", "820000", "830000"}


def registry_number_fault(text: str) -> str | None:
    """G, J or L and 18 characters (学籍号); the last digit of an L number is no check digit and is not checked."""
    if _REGISTRY(text):
        return None
    return "bad_registry_number" if text else "missing"


def disability_number_fault(text: str, day: date = date.max) -> str | None:
    """Id, category 1–7, grade 1–4, then perhaps a letter and a digit for a reissue (残疾人证号)."""
    match = _DISABILITY(text)
    return None if match and resident_id_fault(match[1], day) is None else "bad_disability_number"


def name_key(name: str) -> str:
    """A name as it is compared: no white space, every middle dot the same (eligibility.md 3)."""
    if name.isalpha() and not _UNCLEAN(name):
        return name
    joined = "".join(clean(name).split()).translate(_DOT_VARIANTS)
    return _FULL_STOP.sub(MIDDLE_DOT, joined)


def mask(text: str, first: int, last: int) -> str:
    """Keeps both ends; what is too short to hide four characters between them is hidden whole."""
    if len(text) < first + last + 4:
        return "*" * len(text)
    return f"{text[:first]}{'*' * max(4, len(text) - first - last)}{text[-last:]}"


def mask_id(text: str) -> str:
    return mask(text, 6, 4)


def mask_registry(text: str) -> str:
    return mask(text, 7, 4)


def mask_card(text: str) -> str:
    """Always eight stars, so that the length of the account does not show either."""
    return f"{text[:4]}{'*' * 8}{text[-4:]}" if len(text) >= 12 else "*" * len(text)


def mask_phone(text: str) -> str:
    return mask(text, 3, 4)


def mask_name(name: str) -> str:
    """张*强 for 张小强, 张* for 张强: the first character and, from three on, the last; who is meant knows it."""
    plain = name_key(name)
    if len(plain) < 3:
        return plain[:1] + "*"
    return f"{plain[0]}{'*' * (len(plain) - 2)}{plain[-1]}"


_NUMBER_IN_TEXT = re.compile(r"[GJL]?[0-9][0-9 -]{5,}[0-9X](?:[A-Z][0-9])?", re.IGNORECASE)


def mask_text(text: str) -> str:
    """Free text with everything that could be an id, a card or a telephone number masked."""
    return _NUMBER_IN_TEXT.sub(lambda match: _mask_number(match[0]), text)


def _mask_number(number: str) -> str:
    joined = re.sub(r"[ -]", "", number)
    if not joined[0].isdigit():
        return mask_registry(joined)
    if len(joined) in (15, 18) or len(joined) >= 20:
        return mask_id(joined)
    return mask_card(joined) if len(joined) >= 16 else mask_phone(joined)
