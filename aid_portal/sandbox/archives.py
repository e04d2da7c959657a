"""The zip behind a workbook, checked by its directory before anything is unpacked (reliability.md D11)."""

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import MB, UploadLimits

LOCAL_HEADER = struct.Struct("<4s5H3I2H")
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
# Parts that bring programs or other people's data along.
CARRIERS = {
    "vbaproject": "macros",
    "activex/": "macros",
    "macrosheets/": "macros",
    "externallinks/": "external_links",
    "embeddings/": "embedded_files",
    "connections.xml": "external_links",
    "querytables/": "external_links",
}


@contextmanager
def opened(path: Path, limits: UploadLimits) -> Iterator[zipfile.ZipFile]:
    """The archive, with every promise of its directory checked; what breaks while it is read is a fault of the file."""
    try:
        with zipfile.ZipFile(path) as archive:
            check_directory(archive, limits)
            yield archive
    except BROKEN as error:
        # zlib.error is an Exception of its own kind and is met where parts are read (parts.chunks).
        raise Fault("damaged") from error


def check_directory(archive: zipfile.ZipFile, limits: UploadLimits) -> None:
    parts = archive.infolist()
    if len(parts) > limits.parts:
        raise Fault("too_many_parts", count=len(parts), limit=limits.parts)
    _check_names(parts)
    for part in parts:
        _check_size(part, limits)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_size:
        raise Fault("unpacks_too_large", size=unpacked // MB, limit=limits.unpacked_size // MB)
    _check_overlap(archive, parts)


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if len(set(names)) < len(names):
        raise Fault("odd_archive")
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise Fault("odd_archive")
        for carrier, code in CARRIERS.items():
            if carrier in name:
                raise Fault(code)


def _check_size(part: zipfile.ZipInfo, limits: UploadLimits) -> None:
    if part.flag_bits & 0x1:
        raise Fault("password")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Fault("odd_archive")
    if part.file_size > limits.part_size:
        raise Fault("unpacks_too_large", size=part.file_size // MB, limit=limits.part_size // MB)
    if part.file_size > MB and part.file_size > limits.ratio * part.compress_size:
        raise Fault("packed_too_tight")


def _check_overlap(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """No part shares bytes with another or with the directory: shared bodies are how a small file unpacks to a large one."""
    spans = sorted((part.header_offset, _end_of(archive, part)) for part in parts)
    spans.append((archive.start_dir, archive.start_dir))
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise Fault("odd_archive")


def _end_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    stream = archive.fp
    if stream is None or part.header_offset < 0:
        raise Fault("damaged")
    stream.seek(part.header_offset)
    fields = LOCAL_HEADER.unpack(stream.read(LOCAL_HEADER.size))
    if fields[0] != b"PK\x03\x04" or stream.read(fields[9]) != part.orig_filename.encode(
        "utf-8" if part.flag_bits & 0x800 else "cp437"
    ):
        raise Fault("odd_archive")
    return part.header_offset + LOCAL_HEADER.size + fields[9] + fields[10] + part.compress_size
