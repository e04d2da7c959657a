"""Large exports: rows streamed into an .xlsx file in constant memory, many times as fast as a cell at a time (see README).

A block of rows is written column by column: a value that comes again is written once, a column of plain texts is looked
through as one text, and one join lays all cells of the block side by side, so the work per cell is done in C. Small designed
workbooks are made by aid_portal.sheets.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from html import escape
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from aid_portal import xlsx_parts as frame
from aid_portal.errors import Refused

Value = str | int | float | Decimal | date | None
Note = tuple[str, str]

ROWS_OF_A_SHEET = 1_048_575
_BLOCK = 2_000
# A zip entry above 2 GiB needs the long form, which small files do better without.
_LONG_FORM = 500_000
_EPOCH = date(1899, 12, 30).toordinal()

# Characters that XML cannot hold.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Signs that a spreadsheet program would take for a formula once the cell is edited or saved as text, and white space.
_UNSAFE, _SPACE = "=+-@\t\n＝＋－＠", " \t\n"
_CELL, _BETWEEN = "\x1f", b"\x1f"
_ODD = re.compile(f"[&<>{_UNSAFE.replace('-', '')} \x00-\x1e\ufffe\uffff\ud800-\udfff-]")
_OPEN, _CLOSE = b'<c t="inlineStr" s="%d"><is><t>' % frame.TEXT, b"</t></is></c>"
_REPEATED = 8  # a column with as many rows to a value is a column of few values


class StreamColumn(Protocol):
    """What the writer asks of a column; `kind` is text, count, money, date or yes_no."""

    @property
    def heading(self) -> object: ...
    @property
    def kind(self) -> str: ...
    @property
    def width(self) -> float: ...


def write_xlsx(
    target: Path | IO[bytes],
    columns: Sequence[StreamColumn],
    rows: Iterable[Sequence[Value]],
    *,
    title: str,
    notes: Sequence[Note] = (),
    expected: int | None = None,
    foot: str = "",
) -> int:
    """How many rows were written. Refused where they are not `expected`, or more than a sheet holds.

    `notes` (subject, words) become the second sheet 附注: who, when, which filter, what is counted.
    `foot` is printed at the foot of every page.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        frame.write_frame(archive, sheets=[title, *([_("附注")] if notes else [])])
        with archive.open(frame.sheet_entry(1), "w", force_zip64=expected is None or expected > _LONG_FORM) as part:
            part.write(frame.sheet_head([column.width for column in columns]))
            part.write(_heading_row(columns))
            count = _pack(part, _blocks(columns, rows))
            part.write(frame.sheet_tail(len(columns), count + 1, foot))
        if notes:
            with archive.open(frame.sheet_entry(2), "w") as part:
                part.write(frame.notes_sheet(notes))
    if expected is not None:
        demand_all(count, expected)
    return count


def _pack(part: IO[bytes], blocks: Iterable[tuple[bytes, int]]) -> int:
    """How many rows there were. One block is deflated, without the interpreter, while the next one is put together."""
    count, packed = 0, None
    with ThreadPoolExecutor(1) as packer:
        for block, size in blocks:
            count += size
            _demand_room(count)
            if packed:
                packed.result()
            packed = packer.submit(part.write, block)
        if packed:
            packed.result()
    return count


def demand_all(count: int, expected: int) -> None:
    """A file that holds fewer or more rows than were counted is not handed out."""
    if count != expected:
        message = _("应导出 %(expected)s 行，实际写出 %(count)s 行，数据在导出时有变动。请重新导出。")
        raise Refused(message % {"expected": expected, "count": count}, code="row_count")


def _demand_room(count: int) -> None:
    if count > ROWS_OF_A_SHEET:
        message = _("一张工作表最多放 %(limit)s 行。请先筛选，分几次导出。")
        raise Refused(message % {"limit": ROWS_OF_A_SHEET}, code="too_many_rows")


def _heading_row(columns: Sequence[StreamColumn]) -> bytes:
    cells = "".join(
        f'<c t="inlineStr" s="{frame.HEADING}"><is><t>{frame.escape(str(each.heading))}</t></is></c>' for each in columns
    )
    return f"<row>{cells}</row>".encode()


def _blocks(columns: Sequence[StreamColumn], rows: Iterable[Sequence[Value]]) -> Iterator[tuple[bytes, int]]:
    write = _writers()
    kinds = [column.kind for column in columns]
    rows = iter(rows)
    while batch := list(islice(rows, _BLOCK)):
        cells = [_cells(column, write[kind]) for kind, column in zip(kinds, zip(*batch, strict=True), strict=True)]
        yield _rows(cells, len(batch)), len(batch)


def _rows(columns: Sequence[Sequence[bytes]], count: int) -> bytes:
    """The columns side by side, laid into one list with the borders of the rows, because one join costs less than one a row."""
    width = len(columns) + 1
    pieces = [b"</row><row>"] * (count * width)
    for place, cells in enumerate(columns, start=1):
        pieces[place::width] = cells
    return b"".join(pieces)[len(b"</row>") :] + b"</row>"


def _cells(column: Sequence[Value], write: "Writer") -> list[bytes]:
    """A column of one type repeats itself: each value is written once. Of several types, 1 and True would be one."""
    if len(set(map(type, column)) - {type(None)}) > 1:
        return [write(value) for value in column]
    values = set(column)
    if write is _text and len(values) * _REPEATED > len(column) and (plain := _plain(column)):
        return plain
    written = {value: write(value) for value in values}
    return list(map(written.__getitem__, column))


def _plain(column: Sequence[Value]) -> list[bytes] | None:
    """Texts of which none is empty or holds anything but letters and digits, which is seen at one look at all of them."""
    try:
        joined = _CELL.join(column)  # type: ignore[arg-type]
    except TypeError:
        return None
    if not all(column) or joined.count(_CELL) >= len(column) or _ODD.search(joined):
        return None
    between = _CLOSE + _BETWEEN + _OPEN
    return (_OPEN + joined.encode().replace(_BETWEEN, between) + _CLOSE).split(_BETWEEN)


def _text(value: Value) -> bytes:
    text = "" if value is None else str(value)
    text = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text:
        return b"<c/>"
    style = frame.GUARDED if text[0] in _UNSAFE else frame.TEXT
    space = ' xml:space="preserve"' if style == frame.GUARDED or text[0] in _SPACE or text[-1] in _SPACE else ""
    return f'<c t="inlineStr" s="{style}"><is><t{space}>{escape(text, quote=False)}</t></is></c>'.encode()


def _number(value: Value, style: int = frame.NUMBER) -> bytes:
    """What is no finite number stays what it says."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and isfinite(value):
        return f'<c s="{style}"><v>{value}</v></c>'.encode()
    return _text(value)


def _money(value: Value) -> bytes:
    return _number(value, frame.MONEY)


def _date(value: Value) -> bytes:
    # An instant is a date, too, and toordinal() leaves its hours out.
    return _number(value.toordinal() - _EPOCH, frame.DATE) if isinstance(value, date) else _text(value)


Writer = Callable[[Value], bytes]


def _writers() -> dict[str, Writer]:
    """By kind of column; the words are looked up once a file, not once a cell."""
    words = {True: _("是"), False: _("否")}
    yes_no = lambda value: _text(words[value] if isinstance(value, bool) else value)  # noqa: E731
    return {"text": _text, "count": _number, "money": _money, "date": _date, "yes_no": yes_no}
