"""Dates and months as people write them in spreadsheets (eligibility.md 1)."""

import re
from datetime import date, datetime
from functools import lru_cache

from aid_portal.terms import AcademicYear
from students.rules.cells import Plain, word_of

_DATE = re.compile(
    r"([12][0-9]{3})(?:-([0-9]{1,2})-([0-9]{1,2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2})"
    r"|([0-9]{2})([0-9]{2})|年([0-9]{1,2})月([0-9]{1,2})日)",
    re.ASCII,
).fullmatch
_MONTH = re.compile(
    r"([12][0-9]{3})(?:-([0-9]{1,2})|/([0-9]{1,2})|\.([0-9]{1,2})|([0-9]{2})|年([0-9]{1,2})月)", re.ASCII
).fullmatch


class BadDate(ValueError):
    """The text is no date, or names a day that the calendar does not have."""


def parse_date(cell: Plain) -> date | None:
    """The day, None for an empty cell; BadDate for anything that eligibility.md 1 does not list."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = word_of(cell)
    return _date_of(text) if text else None


def parse_month(cell: Plain) -> date | None:
    """The first day of the month; a full date counts as its month, because Excel turns 2022-09 into 2022-09-01."""
    if isinstance(cell, date):
        return cell.replace(day=1) if not isinstance(cell, datetime) else cell.date().replace(day=1)
    text = word_of(cell)
    if isinstance(cell, float) and not cell.is_integer():
        raise BadDate(text)  # the number 2022.1 may have been typed as 2022.10
    return _month_of(text) if text else None


def parse_academic_year(cell: Plain) -> AcademicYear | None:
    text = word_of(cell)
    if not text:
        return None
    try:
        return AcademicYear.parse(text)
    except ValueError:
        raise BadDate(text) from None


@lru_cache(1 << 14)
def _date_of(text: str) -> date:
    match = _DATE(text)
    if not match:
        raise BadDate(text)
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        raise BadDate(text) from None


@lru_cache(1 << 12)
def _month_of(text: str) -> date:
    match = _MONTH(text)
    if not match:
        return _date_of(text).replace(day=1)
    year, month = (int(part) for part in match.groups() if part)
    if not 1 <= month <= 12:
        raise BadDate(text)
    return date(year, month, 1)
