"""The shared strings of a workbook: how many there are, and which of them are empty."""

import re
import zipfile
from collections.abc import Iterator

from aid_portal.sandbox import parts
from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import UploadLimits

LONGEST_STRING = 2 << 20
_ROOT = re.compile(rb"<((?:\w+:)?)sst[\s/>]")


def empty_strings(archive: zipfile.ZipFile, limits: UploadLimits) -> frozenset[int]:
    """The places of the empty ones. Programs that export tables point every unfilled cell at one of them."""
    part = parts.related(archive, "sharedStrings")
    if part is None:
        return frozenset()
    count, empties = 0, set()
    for tag, block in _blocks(parts.chunks(archive, part)):
        empty = re.compile(rb"%s(?:\s?/>|>(?:<%st(?:\s[^>]*)?(?:/>|></%st>))?</%ssi>)" % (tag, tag[1:-2], tag[1:-2], tag[1:-2]))
        if empty.search(block):
            starts = enumerate(re.finditer(tag + rb"[\s/>]", block), count)
            empties.update(place for place, start in starts if empty.match(block, start.start()))
        count += block.count(tag)
        if count > limits.strings:
            raise Fault("too_many_strings", limit=limits.strings)
    return frozenset(empties)


def _blocks(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """(opening of a string's tag, bytes that hold whole strings)."""
    buffer, tag = b"", b""
    for chunk in chunks:
        buffer += chunk
        if not tag and (root := _ROOT.search(buffer)):
            tag = b"<" + root[1] + b"si"
        # Cut before the last string: it may go on in the next chunk.
        cut = max(buffer.rfind(tag), 0) if tag else 0
        if cut:
            yield tag, buffer[:cut]
            buffer = buffer[cut:]
        if len(buffer) > LONGEST_STRING:
            raise Fault("row_too_long")
    if tag:
        yield tag, buffer
