"""COPY of rows into a table: the fast way in for tens of thousands of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db import connection

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": ""})
_TO_ESCAPE = re.compile(r"[\\\t\n\r\0]").search
_NULL = r"\N"
# Rows handed over at once: enough to make the call cheap, few enough for the server to begin while the next are made.
BLOCK = 256

Column = Sequence[object]
T = TypeVar("T")


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Appends the rows in the current transaction; None is NULL, bytes are bytea, a list of texts is an array.

    What goes wrong while the rows are made is raised as it is: psycopg2 would make a database error of a refusal.
    """
    copy_blocks(table, columns, (list(zip(*block, strict=True)) for block in in_blocks(rows)))


def copy_blocks(table: str, columns: Sequence[str], blocks: Iterable[Sequence[Column]]) -> None:
    """The same for rows that come many at a time, each block of them column by column."""
    names = ", ".join(f'"{name}"' for name in columns)
    reader = _Reader(iter(blocks))
    with connection.cursor() as cursor:
        try:
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", reader)
        except Exception:
            if reader.failure:
                raise reader.failure from None
            raise


def in_blocks(rows: Iterable[T]) -> Iterator[list[T]]:
    rows = iter(rows)
    while block := list(islice(rows, BLOCK)):
        yield block


def _texts(column: Column) -> Sequence[str]:
    """The values in the words of COPY."""
    kinds = set(map(type, column))
    if kinds == {str}:
        # hardly a column holds what COPY has to be told of: one look at all of it together
        return [value.translate(_ESCAPES) for value in column] if _TO_ESCAPE("".join(column)) else column
    if kinds == {bytes}:
        return ["\\\\x" + value.hex() for value in column]
    return [_field(value) for value in column]


def _field(value: object) -> str:
    if value is None:
        return _NULL
    if type(value) is str:
        return value.translate(_ESCAPES)
    if type(value) is bytes:
        return "\\\\x" + value.hex()
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        return "{" + ",".join(str(each) for each in value) + "}"
    return value.isoformat() if isinstance(value, date) else str(value)


class _Reader:
    """A file for psycopg2 to read from, made of blocks as they come; it takes what it gets, whatever size it asked for."""

    def __init__(self, blocks: Iterator[Sequence[Column]]) -> None:
        self._blocks = blocks
        self.failure: Exception | None = None

    def read(self, _size: int = 0) -> bytes:
        try:
            block = next(self._blocks, ())
            return "\n".join([*map("\t".join, zip(*map(_texts, block), strict=True)), ""]).encode()
        except Exception as failure:
            self.failure = failure
            raise
