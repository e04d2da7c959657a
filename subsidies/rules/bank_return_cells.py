"""How one cell of a bank's return is read: never guessed, an unreadable one is an error of its row."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from students.rules.cells import CERTAIN_DIGITS, Plain, is_number, text_of, word_of
from students.rules.dates import BadDate, parse_date
from subsidies.rules.bank_layouts import BankLayout

# As long as the portal keeps them; a longer one is no such thing.
LONGEST = {"reference": 40, "holder": 80, "reason": 120, "serial": 40, "batch": 40}

Cell = object
Reader = Callable[[Cell], object]

_WHOLE = re.compile(r"[0-9]{1,15}", re.ASCII).fullmatch
_YUAN = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?|[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,2})?", re.ASCII).fullmatch
# A bank may hide the middle of an account.
_ACCOUNT = re.compile(r"[0-9A-Za-z*-]{4,40}", re.ASCII).fullmatch


class BadCell(ValueError):
    """`code` finds the sentence; the value itself is not repeated."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def readers(layout: BankLayout) -> dict[str, Reader]:
    """The reader of each field, for the unit and the words of this layout."""
    amount = _yuan if layout.returned.unit == "yuan" else _fen
    numbers = dict.fromkeys(("sequence", "rows", "paid_rows", "failed_rows"), _whole)
    amounts = dict.fromkeys(("amount", "total", "paid_total", "failed_total"), amount)
    texts = {field: _text_reader(longest) for field, longest in LONGEST.items()}
    own = {"account": _account, "day": _day, "result": _result_reader(layout)}
    return {field: _plain(read) for field, read in {**numbers, **amounts, **texts, **own}.items()}


def _plain(read: Callable[[Plain], object]) -> Reader:
    """A formula shows what a program made of it, not what the bank wrote."""

    def reader(cell: Cell) -> object:
        if not isinstance(cell, str | int | float | date):
            raise BadCell("formula_cell")
        return read(cell)

    return reader


def _text_reader(longest: int) -> Callable[[Plain], str]:
    def read(cell: Plain) -> str:
        text = cell.strip() if isinstance(cell, str) else text_of(cell)
        if is_number(cell) and len(text) > CERTAIN_DIGITS:
            raise BadCell("number_cell")
        if len(text) > longest:
            raise BadCell("too_long")
        return text

    return read


def _account(cell: Plain) -> str:
    if is_number(cell):
        raise BadCell("number_cell")
    text = word_of(cell)
    if not _ACCOUNT(text):
        raise BadCell("account")
    return text


def _whole(cell: Plain) -> int:
    text = word_of(cell)
    if not _WHOLE(text):
        raise BadCell("sequence")
    return int(text)


def _yuan(cell: Plain) -> Decimal:
    text = word_of(cell)
    if not _YUAN(text):
        raise BadCell("amount")
    return Decimal(text.replace(",", ""))


def _fen(cell: Plain) -> Decimal:
    text = word_of(cell)
    if not _WHOLE(text):
        raise BadCell("amount")
    return Decimal(text) / 100


def _day(cell: Plain) -> date | None:
    """With or without the time of day."""
    words = cell.split() if isinstance(cell, str) else [cell]
    try:
        return parse_date(words[0]) if words else None
    except BadDate:
        raise BadCell("day") from None


def _result_reader(layout: BankLayout) -> Callable[[Plain], bool]:
    def read(cell: Plain) -> bool:
        word = word_of(cell)
        if word in layout.success:
            return True
        if word in layout.failure:
            return False
        raise BadCell("result")

    return read
