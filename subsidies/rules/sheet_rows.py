"""What tables that people fill in have in common: rows that are good, rows left empty, and what is wrong where."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from students.rules.cells import Cell, Plain, text_of, without_formulas


class Mistake(NamedTuple):
    """What is wrong in one cell, in a sentence that says what to do."""

    row: int
    column: str
    message: str


class Judge:
    """One table, row by row. A subclass names its `headings`, those that say a row is `filled`, and reads a row."""

    headings: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.good: list[Any] = []
        self.mistakes: list[Mistake] = []
        self.empty = 0

    def see(self, number: int, cells: Sequence[Cell]) -> None:
        """A row that was not filled in is counted and left."""
        plain, formulas = without_formulas(cells, self.headings, self.headings)
        found = dict(zip(self.headings, plain, strict=False))
        if not formulas and not any(text_of(found[name]) for name in self.filled):
            self.empty += 1
            return
        for issue in formulas:
            self.say(number, issue.column, _("这一格是公式，请改为数值再上传"))
        if formulas:
            return
        before = len(self.mistakes)
        row = self.read(number, found)
        if row and len(self.mistakes) == before:
            self.good.append(row)

    def read(self, number: int, cells: dict[str, Plain]) -> Any:
        """The row, or None; what is wrong is said."""
        raise NotImplementedError

    def amount(self, number: int, column: str, written: str, *, most: Decimal, places: int) -> Decimal | None:
        """More than nothing, and no finer than its places."""
        try:
            amount = Decimal(written.replace(",", ""))
            fits = 0 < amount <= most and amount == round(amount, places)
        except InvalidOperation:
            fits = False
        if fits:
            return amount
        words = {"value": written, "places": places}
        return self.say(number, column, _("“%(value)s”不对，请填大于0的数，最多%(places)d位小数") % words)

    def say(self, number: int, column: str, words: str) -> None:
        sentence = _("第%(row)s行“%(column)s”：%(words)s。") % {"row": number, "column": column, "words": words}
        self.mistakes.append(Mistake(number, column, sentence))
