"""Large exports: rows streamed into an .xlsx file in constant memory, many times as fast as a cell at a time (see README).

A block of rows is joined with control characters and turned into XML by a handful of replacements over its bytes, so the
work per cell is done in C. What is said about a cell travels as a control character in front of it. Small designed
workbooks are made by aid_portal.sheets.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
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

_CELL, _ROW, _TYPED = "\x1f", "\x1e", "\x02"
# Characters that XML cannot hold, and among them those that steer this writer (\x02 and \x04 mark cells).
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_STEERING = bytes(byte for byte in range(32) if byte not in b"\t\n\x02\x1e\x1f")
_NOT_XML = re.compile(b"\xef\xbf[\xbe\xbf]")
# Cells that a spreadsheet program would take for a formula once they are edited or saved as text.
_UNSAFE = re.compile(b"[\x1e\x1f](?=[=+\\-@\t\n]|\xef\xbc[\x9d\x8b\x8d\xa0])")
# Bytes by what they may mean at the edge of a cell: a separator, white space, the start of something unsafe, anything else.
_KINDS = bytes(
    0x1F if byte in b"\x1e\x1f" else 0x20 if byte in b" \t\n" else 0x3D if byte in b"=+-@\xef" else 0x61 for byte in range(256)
)


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
    converters = _converters()
    convert = [(place, converters[column.kind]) for place, column in enumerate(columns) if column.kind != "text"]
    rows = iter(rows)
    while batch := list(islice(rows, _BLOCK)):
        block = _joined(batch, convert)
        if block is None:
            block = _joined([_cleaned(row) for row in batch], convert) or b""
        yield _as_xml(block), len(batch)


def _joined(batch: Sequence[Sequence[Value]], convert: Sequence[tuple[int, "Converter"]]) -> bytes | None:
    """The rows with a separator before each cell, typed cells between marks; None where a text holds a character of ours.

    That is proved by counting, which costs nothing beside looking at every cell.
    """
    columns: list[Sequence[Value]] = list(zip(*batch, strict=True))
    typed = 0
    for place, converter in convert:
        columns[place] = converted = _converted(columns[place], converter)
        typed += sum(cell[:1] == _TYPED for cell in converted)
    try:
        block = (_ROW + _ROW.join(_lines(columns))).encode()
    except UnicodeEncodeError:
        return None
    counts = [block.count(mark) for mark in (b"\x1e", b"\x1f", b"\x02")]
    honest = counts == [len(batch), len(batch) * (len(columns) - 1), 2 * typed]
    return block if honest and len(block.translate(None, _STEERING)) == len(block) and not _NOT_XML.search(block) else None


def _converted(column: Sequence[Value], converter: "Converter") -> list[str]:
    """A column of one type repeats itself: each value is said once. Of several types, 1 and True would be one."""
    if len(set(map(type, column)) - {type(None)}) > 1:
        return [converter(value) for value in column]
    said = {value: converter(value) for value in set(column)}
    return [said[value] for value in column]


def _lines(columns: Sequence[Sequence[Value]]) -> list[str]:
    try:
        return list(map(_CELL.join, zip(*columns, strict=True)))  # type: ignore[arg-type]
    except TypeError:
        texts = (["" if cell is None else str(cell) for cell in column] for column in columns)
        return list(map(_CELL.join, zip(*texts, strict=True)))


def _cleaned(row: Sequence[Value]) -> list[Value]:
    return [_NOT_TEXT.sub("", cell.replace("\r\n", "\n").replace("\r", "\n")) if isinstance(cell, str) else cell for cell in row]


def _as_xml(block: bytes) -> bytes:
    """The rows of a block as elements."""
    block = block.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    # Searching the classes of bytes is ten times as fast as searching for the patterns, which most blocks do not hold.
    kinds = block.translate(_KINDS)
    space = b' xml:space="preserve"' if b"\x1f " in kinds or b" \x1f" in kinds or kinds.endswith(b" ") else b""
    if b"\x1f=" in kinds or b"\x1f " in kinds:
        block = _UNSAFE.sub(b"\\g<0>\x04", block)
    text = b'<c t="inlineStr" s="%d"><is><t%s>' % (frame.TEXT, space)
    closed = b"</t></is></c>"
    block = block.replace(b"\x1e", closed + b"</row><row>" + text).replace(b"\x1f", closed + text)
    # The first row has a closing too many, the last one lacks its own.
    block = block[len(closed) + len(b"</row>") :] + closed + b"</row>"
    block = block.replace(text + closed, b"<c/>")
    if b"\x04" in block:
        block = block.replace(text + b"\x04", b'<c t="inlineStr" s="%d"><is><t xml:space="preserve">' % frame.GUARDED)
    if b"\x02" in block:
        for mark, style in _STYLES.items():
            block = block.replace(text + b"\x02" + mark, b'<c s="%d"><v>' % style)
        block = block.replace(b"\x02" + closed, b"</v></c>")
    return block


_STYLES = {b"n": frame.NUMBER, b"m": frame.MONEY, b"d": frame.DATE}


def _number(value: Value, mark: str = "n") -> str:
    """A number between its marks; what is no finite number stays what it says."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and isfinite(value):
        return f"{_TYPED}{mark}{value}{_TYPED}"
    return "" if value is None else str(value)


def _money(value: Value) -> str:
    return _number(value, "m")


def _date(value: Value) -> str:
    # An instant is a date, too, and toordinal() leaves its hours out.
    if isinstance(value, date):
        return f"{_TYPED}d{value.toordinal() - _EPOCH}{_TYPED}"
    return "" if value is None else str(value)


Converter = Callable[[Value], str]


def _converters() -> dict[str, Converter]:
    """By kind of column; the words are looked up once a file, not once a cell."""
    words = {True: _("是"), False: _("否"), None: ""}
    return {
        "count": _number,
        "money": _money,
        "date": _date,
        "yes_no": lambda value: words[value] if value is None or value is True or value is False else str(value),
    }
