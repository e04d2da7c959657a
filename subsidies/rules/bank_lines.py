"""Payments as the rows and the bytes of a bank's file; nothing is cut short, replaced or left out to make it fit."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aid_portal.sheets.columns import is_unsafe
from subsidies.rules.bank_file_problems import SENT_SENTENCES, FileProblem, UnfitFile, problem
from subsidies.rules.bank_layout_columns import RIGHT, TEXT, LayoutColumn, Line
from subsidies.rules.bank_layouts import CSV, FIXED, XLSX, BankLayout, FileShape

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ud800-\udfff\ufeff\ufffe\uffff]").search
_REQUIRED = frozenset({"payee", "account", "reference", "batch"})


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment that goes out; `amount` in yuan, `sequence` names the row in every sentence about it."""

    sequence: int
    reference: str
    payee: str
    account: str
    bank_name: str
    bank_number: str
    amount: Decimal
    summary: str = ""
    id_number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FileHead:
    """What the file says of its batch; count and total are counted from the rows themselves."""

    batch: str
    day: date


@dataclass(frozen=True, slots=True)
class WrittenRows:
    """The cells of a whole file, in its order: also its preview."""

    head: list[list[str]]
    headings: list[str]
    body: list[list[str]]
    foot: list[list[str]]

    @property
    def all(self) -> list[list[str]]:
        return [*self.head, *([self.headings] if self.headings else []), *self.body, *self.foot]


Fault = Callable[[str], str]


def written_rows(layout: BankLayout, head: FileHead, lines: Sequence[PaymentLine]) -> WrittenRows:
    """Raises UnfitFile, which names row and column of every cell that the bank could not read back as it was meant."""
    shape = layout.sent
    problems = list(_amount_problems(shape, lines))
    if problems:
        raise UnfitFile(problems)
    facts = _facts(shape, head, lines)
    headings = [column.heading for column in shape.columns] if shape.headings else []
    body = list(zip(*(_said(column, shape, head, lines) for column in shape.columns), strict=True))
    rows = WrittenRows(_lines(shape.head, facts), headings, [list(cells) for cells in body], _lines(shape.foot, facts))
    problems = list(_problems(shape, rows, lines))
    if problems:
        raise UnfitFile(problems)
    return rows


def encode_text(layout: BankLayout, head: FileHead, lines: Sequence[PaymentLine]) -> bytes:
    """The bytes of a text file; the same rows give the same bytes. Workbooks are written by subsidies.sheets.bank_files."""
    shape = layout.sent
    if shape.kind == XLSX:
        raise ValueError(shape.kind)
    rows = written_rows(layout, head, lines)
    if shape.kind == FIXED:
        return shape.mark.encode(shape.encoding) + b"".join(_fixed_lines(shape, rows))
    text = shape.mark + "".join(shape.delimiter.join(cells) + shape.line_end for cells in rows.all)
    return text.encode(shape.encoding)


def amount_text(amount: Decimal, unit: str) -> str:
    return f"{amount:.2f}" if unit == "yuan" else str(int(amount * 100))


def _amount_problems(shape: FileShape, lines: Sequence[PaymentLine]) -> Iterator[FileProblem]:
    label = next(column.label for column in shape.columns if column.field == "amount")
    for line in lines:
        if not line.amount.is_finite() or line.amount <= 0 or line.amount != round(line.amount, 2):
            yield problem(SENT_SENTENCES, line.sequence, label, "amount")


def _facts(shape: FileShape, head: FileHead, lines: Sequence[PaymentLine]) -> dict[str, str]:
    total = sum((line.amount for line in lines), Decimal(0))
    return {
        "batch": head.batch,
        "rows": str(len(lines)),
        "total": amount_text(total, shape.unit),
        "day": head.day.strftime(shape.day_format),
    }


def _lines(lines: Sequence[Line], facts: dict[str, str]) -> list[list[str]]:
    return [[column.text if column.field == TEXT else facts[column.field] for column in line] for line in lines]


def _said(column: LayoutColumn, shape: FileShape, head: FileHead, lines: Sequence[PaymentLine]) -> list[str]:
    """One column of the file as text."""
    if column.field in (TEXT, "batch"):
        return [column.text if column.field == TEXT else head.batch] * len(lines)
    if column.field == "amount":
        return [amount_text(line.amount, shape.unit) for line in lines]
    return [str(getattr(line, column.field)) for line in lines]


def _problems(shape: FileShape, rows: WrittenRows, lines: Sequence[PaymentLine]) -> Iterator[FileProblem]:
    for columns, cells in [*zip(shape.head, rows.head, strict=True), *zip(shape.foot, rows.foot, strict=True)]:
        for column, cell in zip(columns, cells, strict=True):
            yield from _problem(column, shape, _fault_finder(column, shape)(cell), 0)
    finders = [_fault_finder(column, shape) for column in shape.columns]
    for line, cells in zip(lines, rows.body, strict=True):
        for place, (find, cell) in enumerate(zip(finders, cells, strict=True)):
            if code := find(cell):
                yield from _problem(shape.columns[place], shape, code, line.sequence)


def _problem(column: LayoutColumn, shape: FileShape, code: str, row: int) -> Iterator[FileProblem]:
    if code:
        details = {"encoding": shape.encoding.upper(), "width": column.width}
        yield problem(SENT_SENTENCES, row, column.label, code, details)


def _fault_finder(column: LayoutColumn, shape: FileShape) -> Fault:
    required, width, encoding = column.field in _REQUIRED, column.width, shape.encoding
    separators = {shape.delimiter, '"'} if shape.kind == CSV else {shape.delimiter} - {""}
    guarded = shape.kind == CSV

    def find(text: str) -> str:
        if not text:
            return "blank" if required else ""
        if _UNSEEN(text):
            return "control"
        if text != text.strip():
            return "edge_space"
        if any(separator in text for separator in separators):
            return "delimiter"
        if guarded and is_unsafe(text):
            return "formula"
        try:
            size = len(text.encode(encoding))
        except UnicodeEncodeError:
            return "encoding"
        return "width" if width and size > width else ""

    return find


def _fixed_lines(shape: FileShape, rows: WrittenRows) -> Iterator[bytes]:
    end = shape.line_end.encode()
    for line, cells in [
        *zip(shape.head, rows.head, strict=True),
        *((shape.columns, cells) for cells in rows.body),
        *zip(shape.foot, rows.foot, strict=True),
    ]:
        yield b"".join(_padded(column, cell, shape) for column, cell in zip(line, cells, strict=True)) + end


def _padded(column: LayoutColumn, cell: str, shape: FileShape) -> bytes:
    data, pad = cell.encode(shape.encoding), column.pad.encode()
    return data.rjust(column.width, pad) if column.align == RIGHT else data.ljust(column.width, pad)
