"""One pass over a sheet's bytes: its rows counted, its formulas and errors found, its corners measured.

The reader that follows gives values only. What it cannot say is found here, and its rows are held against these: a row
that one of the two has not seen is never lost in silence. Searching bytes costs a third of what parsing them costs.
"""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import UploadLimits
from aid_portal.sandbox.rows import RowCutter

# The reader stops at any other, such as those of newer formulas.
ERRORS = frozenset({"#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#REF!"})
_REF = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,9})\$?\d{1,9}["']""")
_VALUE = re.compile(rb"<(?:\w+:)?[vt](?:\s[^>]*)?>([^<]+)")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*)>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")
_MERGE = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})["']""")


@dataclass(slots=True)
class SheetScan:
    """What the bytes say. Rows count from 1 as in the sheet, columns from 0; `formulas` and `errors` are by row."""

    rows: int = 0
    first_row: int = 0
    last_row: int = 0
    width: int = 0
    merges: int = 0
    merged_cells: int = 0
    numbered: bool = True
    formulas: dict[int, tuple[int, ...]] = field(default_factory=dict)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)

    @property
    def area(self) -> int:
        """The cells of the smallest rectangle round all values, which is what a reader has to hold."""
        return (self.last_row - self.first_row + 1) * self.width if self.rows else 0


def scan_sheet(pieces: Iterable[bytes], limits: UploadLimits, empty_strings: Container[int] = frozenset()) -> SheetScan:
    cutter = RowCutter()
    rows = cutter.rows(pieces)
    scanner: Scanner | None = None
    for number, row in rows:
        # The sheet's own prefix is known once its head is read.
        scanner = scanner or Scanner(limits, empty_strings, b"<" + cutter.prefix + b"c")
        scanner.take(number, row)
    scan = scanner.scan if scanner else SheetScan()
    merges = _MERGE.findall(cutter.tail)
    scan.merges, scan.numbered = len(merges), cutter.numbered
    scan.merged_cells = sum(_area(*corners) for corners in merges)
    if scan.merges > limits.merges:
        raise Fault("too_many_merges", count=scan.merges, limit=limits.merges)
    return scan


class Scanner:
    def __init__(self, limits: UploadLimits, empty_strings: Container[int], opening: bytes) -> None:
        self.limits = limits
        self.opening = opening
        self.empty_strings = empty_strings
        self.scan = SheetScan()

    def take(self, number: int, row: bytes) -> None:
        # Most rows have values and nothing else. One rare letter is looked for before the pattern that it stands in.
        special = (b"f" in row and _FORMULA.search(row)) or (b"#" in row and _ERROR.search(row))
        # Text in a wrapping that the reader does not open would be an empty cell to both of us.
        if b"!" in row and b"<![CDATA[" in row:
            raise Fault("odd_xml")
        if not (special and self._note(number, row)) and not self._has_value(row):
            return
        scan = self.scan
        scan.rows += 1
        scan.first_row = scan.first_row or number
        scan.last_row = number
        scan.width = max(scan.width, self._width(row))
        self._check()

    def _check(self) -> None:
        scan, limits = self.scan, self.limits
        # Title rows stand above the rows that are counted for the person.
        if scan.rows > limits.rows + 20:
            raise Fault("too_many_rows", limit=limits.rows)
        if scan.width > limits.columns:
            raise Fault("too_many_columns", count=scan.width, limit=limits.columns)
        if scan.area > limits.cells:
            raise Fault("too_many_cells", limit=limits.cells, row=scan.last_row)

    def _note(self, number: int, row: bytes) -> bool:
        """Keep where formulas and errors stand; true if there is one, so that the row is not an empty one."""
        formulas, errors = [], {}
        for column, attributes, body in cells_of(row):
            if _FORMULA.search(body):
                formulas.append(column)
            if (kind := _TYPE.search(attributes)) and kind[1] == b"e" and (text := _VALUE.search(body)):
                errors[column] = _known_error(text[1].decode("utf-8", "replace"), number)
        if formulas:
            self.scan.formulas[number] = _shared(tuple(formulas))
        if errors:
            self.scan.errors[number] = errors
        return bool(formulas or errors)

    def _has_value(self, row: bytes) -> bool:
        """Some value is not a reference to an empty string: programs write those for cells that were never filled."""
        if not self.empty_strings or not _VALUE.search(row):
            return bool(_VALUE.search(row))
        for _, attributes, body in cells_of(row):
            if value := _VALUE.search(body):
                kind = _TYPE.search(attributes)
                if not (kind and kind[1] == b"s" and value[1].isdigit() and int(value[1]) in self.empty_strings):
                    return True
        return False

    def _width(self, row: bytes) -> int:
        """At least the columns up to the last value; formatted empty cells behind it are looked at only when it matters."""
        last = row.rfind(self.opening, 0, max(row.rfind(b"</"), 0))
        found = _REF.search(row, last, row.find(b">", last)) if last >= 0 else None
        # Cells without references follow each other: as many as there are opening tags.
        width = column_of(found[1]) + 1 if found else row.count(self.opening)
        if width <= self.limits.columns:
            return width
        return max((column + 1 for column, _, body in cells_of(row) if _VALUE.search(body) or _FORMULA.search(body)), default=0)


def cells_of(row: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(column, attributes, content) of each cell; a cell without a reference follows the one before it."""
    openings = list(_CELL.finditer(row))
    column = -1
    for position, opening in enumerate(openings):
        end = openings[position + 1].start() if position + 1 < len(openings) else len(row)
        attributes = b" " + opening[1]
        found = _REF.search(attributes)
        column = column_of(found[1]) if found else column + 1
        yield column, attributes, b"" if attributes.endswith(b"/") else row[opening.end() : end]


def _known_error(text: str, row: int) -> str:
    if text not in ERRORS:
        raise Fault("odd_error", row=row, value=text[:20])
    return text


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    return (abs(column_of(right) - column_of(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


@lru_cache(1024)
def column_of(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column - 1


@lru_cache(1024)
def _shared(columns: tuple[int, ...]) -> tuple[int, ...]:
    # A formula filled down a column gives the same tuple in every row: keep it once.
    return columns
