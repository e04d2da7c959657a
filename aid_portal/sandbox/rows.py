"""Cuts the bytes of a sheet into its rows as they stream by."""

import re
from collections.abc import Iterable, Iterator

from aid_portal.sandbox.faults import Fault

LONGEST_ROW = 8 << 20
LONGEST_TAIL = 48 << 20
_NUMBER = re.compile(rb"""[^>]*?\sr\s*=\s*["'](\d{1,9})["']""")
_ROOT = re.compile(rb"<((?:\w+:)?)worksheet[\s>]")


class RowCutter:
    """Knows the sheet's own prefix, what stood before its rows and what stands behind them."""

    def __init__(self) -> None:
        self.head = b""
        self.tail = b""
        self.prefix = b""
        self.numbered = True

    def rows(self, pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
        """(number, bytes without the closing tag) of every row that is not written as an empty tag, top to bottom."""
        pieces = iter(pieces)
        rest = self._read_head(pieces)
        opening = b"<" + self.prefix + b"row"
        last = 0
        for block in self._blocks(rest, pieces):
            start = block.rfind(opening)
            found = _NUMBER.match(block, start) if start >= 0 else None
            number = int(found[1]) if found else last + max(block.count(opening), 1)
            self.numbered = self.numbered and found is not None
            if number <= last:
                raise Fault("rows_disordered", row=number)
            last = number
            yield number, block[max(start, 0) :]

    def _read_head(self, pieces: Iterator[bytes]) -> bytes:
        buffer = b""
        for piece in pieces:
            buffer += piece
            start = buffer.find(b"sheetData")
            end = buffer.find(b">", start)
            if start >= 0 and end >= 0:
                self.prefix = found[1] if (found := _ROOT.search(buffer)) else b""
                self.head = buffer[: end + 1]
                return buffer[end + 1 :]
            if len(buffer) > LONGEST_ROW:
                break
        raise Fault("odd_xml")

    def _blocks(self, buffer: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
        if self.head.endswith(b"/>"):
            self._read_tail(buffer, pieces)
            return
        closing, end = b"</" + self.prefix + b"row>", b"</" + self.prefix + b"sheetData>"
        while True:
            body, closed, rest = buffer.partition(end)
            *blocks, buffer = body.split(closing)
            yield from blocks
            if closed:
                self._read_tail(rest, pieces)
                return
            piece = next(pieces, None)
            if piece is None:
                raise Fault("damaged")
            buffer = self._without_empty_rows(buffer) + piece

    def _without_empty_rows(self, buffer: bytes) -> bytes:
        """A sheet formatted to its last row has a million empty tags and no closing one among them: they are let go."""
        if len(buffer) > LONGEST_ROW and self.numbered:
            buffer = buffer[max(buffer.rfind(b"<" + self.prefix + b"row"), 0) :]
        if len(buffer) > LONGEST_ROW:
            raise Fault("row_too_long")
        return buffer

    def _read_tail(self, rest: bytes, pieces: Iterator[bytes]) -> None:
        """What stands behind the rows, up to a size that no honest sheet reaches."""
        tail, size = [rest], len(rest)
        for piece in pieces:
            tail.append(piece)
            size += len(piece)
            if size > LONGEST_TAIL:
                raise Fault("odd_xml")
        self.tail = b"".join(tail)
