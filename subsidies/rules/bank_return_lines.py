"""Cuts the bytes of a text return into lines and cells, in the order of the layout's columns."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from subsidies.rules.bank_file_problems import RETURN_SENTENCES, FileProblem, problem
from subsidies.rules.bank_layout_columns import Line
from subsidies.rules.bank_layouts import CSV, FIXED, FileShape

Numbered = tuple[int, Sequence[object]]
Parts = tuple[list[Numbered], list[Numbered], list[Numbered]]
# GB18030 holds all of GBK in the same bytes, and banks use its other characters without saying so.
_READ_AS = {"gbk": "gb18030", "utf-8": "utf-8-sig"}
# Old systems end a file with a control character of their own.
_NOTHING = " \r\t\x1a"


class Unreadable(ValueError):
    """The file has not the shape that the layout says; `problems` name its lines."""

    def __init__(self, problems: list[FileProblem]) -> None:
        super().__init__(problems)
        self.problems = problems


def cut_text(shape: FileShape, data: bytes) -> Parts:
    """Head, rows and foot, each line as the cells of its columns; raises Unreadable."""
    lines = _byte_lines(data) if shape.kind == FIXED else _text_lines(shape, data)
    head, body, foot = parted(shape, list(lines))
    order, width = _order(shape, body) if shape.headings else (range(len(shape.columns)), len(shape.columns))
    problems: list[FileProblem] = []

    def cut(columns: Line, numbered: Numbered, places: Sequence[int], size: int, *, exact: bool) -> Numbered:
        row, cells = numbered
        found = _sliced(shape, columns, cells[0]) if shape.kind == FIXED else _picked(cells, places, size, exact=exact)
        if found is None:
            problems.append(problem(RETURN_SENTENCES, row, "", "cells"))
        return row, found or []

    parts = (
        [cut(line, row, range(len(line)), len(line), exact=False) for line, row in zip(shape.head, head, strict=True)],
        [cut(shape.columns, row, order, width, exact=True) for row in body],
        [cut(line, row, order[: len(line)], width, exact=False) for line, row in zip(shape.foot, foot, strict=True)],
    )
    if problems:
        raise Unreadable(problems)
    return parts


def parted(shape: FileShape, rows: list[Numbered]) -> Parts:
    """The lines before and after the rows are told by their number; a file that has fewer than those is refused."""
    first, last = len(shape.head), len(rows) - len(shape.foot)
    if last < first:
        raise Unreadable([problem(RETURN_SENTENCES, 0, "", "no_rows")])
    return rows[:first], rows[first:last], rows[last:]


def _text_lines(shape: FileShape, data: bytes) -> Iterator[Numbered]:
    """Decoded before it is cut: the second byte of a character may be the delimiter's."""
    try:
        text = data.decode(_READ_AS[shape.encoding])
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise Unreadable([problem(RETURN_SENTENCES, row, "", "encoding", {"encoding": shape.encoding.upper()})]) from error
    lines = _csv_lines(text) if shape.kind == CSV else _plain_lines(text, shape.delimiter)
    return ((row, cells) for row, cells in lines if any(cell.strip(_NOTHING) for cell in cells))


def _plain_lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    for row, line in enumerate(text.split("\n"), start=1):
        yield row, line.removesuffix("\r").split(delimiter)


def _csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""))
    row = 1
    try:
        for cells in reader:
            yield row, cells
            row = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable([problem(RETURN_SENTENCES, row, "", "cells")]) from error


def _byte_lines(data: bytes) -> Iterator[Numbered]:
    for row, line in enumerate(data.removeprefix(codecs.BOM_UTF8).split(b"\n"), start=1):
        if line.strip(_NOTHING.encode()):
            yield row, [line.removesuffix(b"\r")]


def _order(shape: FileShape, body: list[Numbered]) -> tuple[Sequence[int], int]:
    """Where each column of the layout stands in this file, and how many it has; takes the row of headings away."""
    if not body:
        raise Unreadable([problem(RETURN_SENTENCES, 0, "", "no_heading")])
    row, cells = body.pop(0)
    headings = ["".join(str(cell).split()) for cell in cells]
    wanted = ["".join(column.heading.split()) for column in shape.columns]
    if missing := [problem(RETURN_SENTENCES, row, heading, "heading") for heading in wanted if heading not in headings]:
        raise Unreadable(missing)
    return [headings.index(heading) for heading in wanted], len(headings)


def _picked(cells: Sequence[object], places: Sequence[int], size: int, *, exact: bool) -> list[object] | None:
    """A line may end with the delimiter; the lines around the rows may leave out what is empty."""
    if any(cells[size:]) or (exact and not size <= len(cells) <= size + 1):
        return None
    filled = [*cells, *[""] * (size - len(cells))]
    return [filled[place] for place in places]


def _sliced(shape: FileShape, columns: Line, line: object) -> list[object] | None:
    """By bytes; None where the line is longer than its columns or a character lies across two of them."""
    if not isinstance(line, bytes) or len(line.rstrip()) > sum(column.width for column in columns):
        return None
    cells: list[object] = []
    start = 0
    for column in columns:
        try:
            cells.append(line[start : start + column.width].decode(_READ_AS[shape.encoding]).strip())
        except UnicodeDecodeError:
            return None
        start += column.width
    return cells
