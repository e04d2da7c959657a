"""What a spreadsheet cell holds, how it is read as text, and what can be wrong with it (eligibility.md 1, 2)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, Protocol

from aid_portal.identifiers import clean, normalise
from students.choices import Severity

ERROR, WARNING, HINT = Severity.ERROR.value, Severity.WARNING.value, Severity.HINT.value


class Formula(Protocol):
    """A formula cell: the program that wrote the file left the last result beside it."""

    cached: "str | int | float | bool | date"


Plain = str | int | float | bool | date
Cell = Plain | Formula

# The place of a row in its file says nothing of the child: kept, it would make every row of a re-sorted file "changed".
SERIAL_HEADINGS = frozenset({"序号", "序", "行号", "编号"})

_PLAIN = frozenset({str, int, float, bool, date})


class Issue(NamedTuple):
    """One thing wrong or doubtful in one cell.

    An error keeps the row out, a warning is reported and stops nothing, a hint is shown to people only and is neither
    counted nor reported. `value` is the cell as it stood; `detail` fills the placeholders of the sentence.
    """

    column: str
    code: str
    severity: str
    value: str = ""
    detail: tuple[str | int, ...] = ()


def text_of(cell: Plain) -> str:
    """The cell as text; an integral number is its digits (2161324001.0 → 2161324001)."""
    if type(cell) is str:
        return clean(cell) if cell else ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        # not int(cell): beyond 2**53 that shows the binary neighbour, 610324201403150000 would become …149952
        return format(Decimal(repr(cell)), "f").removesuffix(".0")
    return str(cell)


def id_text_of(cell: Plain) -> str:
    """An id, card or telephone number as text: normalised, without inner white space."""
    return normalise(cell if type(cell) is str else text_of(cell))


CERTAIN_DIGITS = 15


def certain_digits(number: str) -> str:
    """What a numeric cell still knows of a long number: the digits behind the fifteenth were made up when it was saved."""
    return number[:CERTAIN_DIGITS].ljust(len(number), "*")


def word_of(cell: Plain) -> str:
    """A word out of a short list: as text, inner white space removed."""
    return _squeezed(cell) if type(cell) is str else _squeezed(text_of(cell))


@lru_cache(1 << 12)
def _squeezed(text: str) -> str:
    return "".join(clean(text).split())


def is_number(cell: Plain) -> bool:
    """A cell that the spreadsheet keeps as a number: fifteen digits of it are true, the rest is lost."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def has_formula(cells: Sequence[Cell]) -> bool:
    return not _PLAIN.issuperset(map(type, cells))


def without_formulas(cells: Sequence[Cell], headings: Sequence[str], strict: Collection[str]) -> tuple[list[Plain], list[Issue]]:
    """The cells with each formula's last result in its place, and what to say about it.

    In the strict columns a formula is an error of its cell: what it shows depends on a program we do not run.
    """
    plain: list[Plain] = []
    issues = []
    for position, cell in enumerate(cells):
        if type(cell) in _PLAIN:
            plain.append(cell)
            continue
        plain.append(cell.cached)
        heading = headings[position] if position < len(headings) else ""
        if heading in strict:
            issues.append(Issue(heading, "formula_cell", ERROR, text_of(cell.cached)))
        elif heading:
            issues.append(Issue(heading, "formula_read", HINT, text_of(cell.cached)))
    return plain, issues


def merged(formula_issues: list[Issue], issues: list[Issue]) -> list[Issue]:
    """A cell refused for its formula is not blamed a second time for what it shows."""
    refused = {issue.column for issue in formula_issues if issue.severity == ERROR}
    return formula_issues + [issue for issue in issues if issue.column not in refused]


def extra_of(headings: Iterable[str], cells: Iterable[Plain]) -> dict[str, str]:
    """Columns the portal does not read, kept as they are where something stands in them."""
    pairs = zip(headings, cells, strict=False)
    return {heading: text for heading, cell in pairs if heading not in SERIAL_HEADINGS and (text := text_of(cell))}
