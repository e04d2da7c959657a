"""A bank's return: what became of each payment, read whole or not at all (domain.md 5.3)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from subsidies.rules.bank_file_problems import RETURN_SENTENCES, FileProblem, problem
from subsidies.rules.bank_layout_columns import TEXT, LayoutColumn, Line
from subsidies.rules.bank_layouts import XLSX, BankLayout
from subsidies.rules.bank_return_cells import BadCell, Cell, readers
from subsidies.rules.bank_return_lines import Numbered, Unreadable, cut_text

__all__ = ["ReturnFile", "ReturnLine", "decode_return", "read_rows"]

Parsers = dict[str, Callable[[Cell], object]]
Stated = tuple[int, LayoutColumn, Any]


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One answer; `row` is where it stands in the file. What the layout has no column for is empty."""

    row: int
    sequence: int | None
    reference: str
    account: str
    holder: str
    amount: Decimal
    succeeded: bool
    reason: str
    paid_on: date | None
    bank_serial: str


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """`lines` are empty where there is any problem. What the bank states of the file has been compared with its lines;
    the batch it names has not."""

    lines: tuple[ReturnLine, ...]
    problems: tuple[FileProblem, ...] = ()
    batch: str = ""
    row_count: int | None = None
    total: Decimal | None = None


def decode_return(layout: BankLayout, data: bytes) -> ReturnFile:
    """A text file's bytes; workbooks come through subsidies.sheets.bank_files."""
    if layout.returned.kind == XLSX:
        raise ValueError(layout.returned.kind)
    try:
        return read_rows(layout, *cut_text(layout.returned, data))
    except Unreadable as fault:
        return ReturnFile((), tuple(fault.problems))


def read_rows(layout: BankLayout, head: Sequence[Numbered], body: Sequence[Numbered], foot: Sequence[Numbered]) -> ReturnFile:
    """The cells of the three parts in the order of the layout's columns."""
    shape, parsers, problems = layout.returned, readers(layout), list[FileProblem]()
    stated: list[Stated] = []
    for columns, (row, cells) in [*zip(shape.head, head, strict=True), *zip(shape.foot, foot, strict=True)]:
        values = _values(columns, row, cells, parsers, problems)
        stated += [(row, column, values[column.field]) for column in columns if column.field in values]
    lines = [_line(shape.columns, row, cells, parsers, problems) for row, cells in body]
    if not lines:
        problems.append(problem(RETURN_SENTENCES, 0, "", "no_rows"))
    if not problems:
        problems += [*_repeated(shape.columns, lines), *_sums(stated, lines)]
    said = {column.field: value for _row, column, value in stated}
    return ReturnFile(
        () if problems else tuple(lines), tuple(problems), said.get("batch", ""), said.get("rows"), said.get("total")
    )


def _values(columns: Line, row: int, cells: Sequence[Cell], parsers: Parsers, problems: list[FileProblem]) -> dict:
    values: dict = {}
    for column, cell in zip(columns, cells, strict=True):
        if column.field == TEXT:
            if column.text and str(cell).strip() != column.text:
                problems.append(problem(RETURN_SENTENCES, row, column.label, "words"))
            continue
        try:
            values[column.field] = parsers[column.field](cell)
        except BadCell as fault:
            problems.append(problem(RETURN_SENTENCES, row, column.label, fault.code))
    return values


def _line(columns: Line, row: int, cells: Sequence[Cell], parsers: Parsers, problems: list[FileProblem]) -> ReturnLine:
    values = _values(columns, row, cells, parsers, problems)
    return ReturnLine(
        row,
        values.get("sequence"),
        values.get("reference", ""),
        values.get("account", ""),
        values.get("holder", ""),
        values.get("amount", Decimal(0)),
        values.get("result", False),
        values.get("reason", ""),
        values.get("day"),
        values.get("serial", ""),
    )


def _repeated(columns: Line, lines: Sequence[ReturnLine]) -> Iterator[FileProblem]:
    """Two answers to one payment: which of them is true is not ours to say."""
    for column in columns:
        if column.field in ("reference", "sequence"):
            first: dict[object, int] = {}
            for line in lines:
                own = getattr(line, column.field)
                row = first.setdefault(own, line.row)
                if own != "" and row != line.row:
                    yield problem(RETURN_SENTENCES, line.row, column.label, "repeated", {"first": row})


def _sums(stated: Sequence[Stated], lines: Sequence[ReturnLine]) -> Iterator[FileProblem]:
    """What the bank says that it counted, beside what stands in its file."""
    paid = [line for line in lines if line.succeeded]
    counted: dict[str, int | Decimal] = {
        "rows": len(lines),
        "total": _total(lines),
        "paid_rows": len(paid),
        "paid_total": _total(paid),
        "failed_rows": len(lines) - len(paid),
        "failed_total": _total(lines) - _total(paid),
    }
    for row, column, value in stated:
        if column.field in counted and value != counted[column.field]:
            yield problem(RETURN_SENTENCES, row, column.label, "sum")


def _total(lines: Sequence[ReturnLine]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))
