"""What the tables of meals and of purchases have in common: rows that are good, rows left empty, and what is wrong where."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from students.rules.cells import Cell, Plain, text_of, without_formulas
from students.rules.dates import BadDate, parse_date


class Mistake(NamedTuple):
    """What is wrong in one cell, in a sentence that says what to do."""

    row: int
    column: str
    message: str


class Judge:
    """One table of a month, row by row. A subclass names its `headings`, those that say a row is `filled`, and reads a row."""

    headings: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    def __init__(self, month: date, today: date) -> None:
        self.month, self.today = month, today
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

    def day(self, number: int, column: str, cell: Plain) -> date | None:
        """Of the month, and not to come."""
        try:
            day = parse_date(cell)
        except BadDate:
            day = None
        if day is None:
            return self.say(number, column, _("不是日期，请写成2022-09-05的样子"))
        if day.replace(day=1) != self.month:
            words = {"year": self.month.year, "month": self.month.month}
            return self.say(number, column, _("不在%(year)d年%(month)d月，请核对，或到那个月上传") % words)
        return self.say(number, column, _("日期晚于今天，请核对")) if day > self.today else day

    def say(self, number: int, column: str, words: str) -> None:
        sentence = _("第%(row)s行“%(column)s”：%(words)s。") % {"row": number, "column": column, "words": words}
        self.mistakes.append(Mistake(number, column, sentence))
