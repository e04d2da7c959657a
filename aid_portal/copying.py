"""COPY of rows into a table: the fast way in for tens of thousands of them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from django.db import connection

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": ""})
_NULL = r"\N"
# Lines handed over at once: enough to make the call cheap, few enough for the server to begin while the next are made.
_LINES = 256


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Appends the rows in the current transaction; None is NULL, bytes are bytea, a list of texts is an array.

    What goes wrong while the rows are made is raised as it is: psycopg2 would make a database error of a refusal.
    """
    copy_lines(table, columns, map(copy_text, rows))


def copy_lines(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    """The same for rows that are lines of `copy_text` already, or joined of several of them by tabs."""
    names = ", ".join(f'"{name}"' for name in columns)
    reader = _Reader(iter(lines))
    with connection.cursor() as cursor:
        try:
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", reader)
        except Exception:
            if reader.failure:
                raise reader.failure from None
            raise


def copy_text(row: Sequence[object]) -> str:
    """The fields in the words of COPY, tabs between them."""
    # most fields are words and numbers in text: the quick look comes before the call
    return "\t".join([value if type(value) is str and (not value or value.isalnum()) else _field(value) for value in row])


def _field(value: object) -> str:
    if type(value) is str:
        return value.translate(_ESCAPES)
    if value is None:
        return _NULL
    if type(value) is bytes:
        return "\\\\x" + value.hex()
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, list | tuple):
        return "{" + ",".join(str(each) for each in value) + "}"
    return value.isoformat() if isinstance(value, date) else str(value)


class _Reader:
    """A file for psycopg2 to read from, made of lines as they come; it takes what it gets, whatever size it asked for."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.failure: Exception | None = None

    def read(self, _size: int = 0) -> bytes:
        try:
            lines = list(islice(self._lines, _LINES))
        except Exception as failure:
            self.failure = failure
            raise
        return "\n".join([*lines, ""]).encode() if lines else b""
