"""Text tables: in which encoding they stand, and their records with the line where each begins."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from aid_portal.sandbox.faults import Fault

CHUNK = 1 << 20
DELIMITERS = (",", "\t", ";")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OTHER_STARTS = (b"<", b"%pdf", b"{", b"\x89png", b"\xff\xd8", b"rar!", b"7z\xbc")


def encoding_of(path: Path) -> str:
    """UTF-8 where the bytes allow it, else GB18030; a page or picture under a table's name is refused as what it is."""
    with path.open("rb") as stream:
        start = stream.read(512)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_OTHER_STARTS):
        raise Fault("web_page" if b"<" in start[:64] else "other_format")
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise Fault("encoding")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the line where the record begins, its cells); a cell may hold line breaks, a line may be blank."""
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        line = 1
        try:
            for cells in reader:
                yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise Fault("odd_text", row=line) from error
