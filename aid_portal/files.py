"""Files sealed on disk: written whole or not at all, read only as they were written.

A file is a row of frames: one flag (is it the last), four bytes of length, one envelope of at most a mebibyte. The file's
key, the frame's place and the flag are bound into each envelope, so that frames cannot be moved, dropped or cut off.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from aid_portal import crypto

FRAME_BYTES = 1024 * 1024
LENGTH_BYTES = 4
LAST, MORE = b"\x01", b"\x00"
PART = ".part"


@dataclass(frozen=True, slots=True)
class Written:
    size: int
    sha256: str


def path_of(key: UUID) -> Path:
    return Path(settings.FILES_DIR) / key.hex[:2] / str(key)


def write(key: UUID, blocks: Iterable[bytes]) -> Written:
    """Seal and keep; when this returns the bytes have reached the disk."""
    path = path_of(key)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(PART)
    try:
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            written = _write_frames(file, key, blocks)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)
    return written


def _write_frames(file: BinaryIO, key: UUID, blocks: Iterable[bytes]) -> Written:
    digest, size, seal = hashlib.sha256(), 0, crypto.bytes_sealer()
    for place, (flag, block) in enumerate(_flagged(_evenly(blocks))):
        envelope = seal(block, _aad(key, place, flag))
        file.write(flag + len(envelope).to_bytes(LENGTH_BYTES) + envelope)
        digest.update(block)
        size += len(block)
    return Written(size, digest.hexdigest())


def _evenly(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in frames of one size; an empty file is one empty frame."""
    waiting = bytearray()
    for block in blocks:
        waiting += block
        while len(waiting) > FRAME_BYTES:
            yield bytes(waiting[:FRAME_BYTES])
            del waiting[:FRAME_BYTES]
    yield bytes(waiting)


def _flagged(frames: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
    held = next(frames)
    for frame in frames:
        yield MORE, held
        held = frame
    yield LAST, held


def read(key: UUID) -> Iterator[bytes]:
    """The plain bytes, frame by frame; raises Tampered at the first frame that is not what was written."""
    unseal = crypto.bytes_unsealer()
    with path_of(key).open("rb") as file:
        place, flag = 0, MORE
        while flag != LAST:
            flag = file.read(1)
            length = int.from_bytes(file.read(LENGTH_BYTES))
            yield unseal(file.read(length), _aad(key, place, flag))
            place += 1
        if file.read(1):
            raise crypto.Tampered(f"file|{key}")


def _aad(key: UUID, place: int, flag: bytes) -> str:
    return f"file|{key}|{place}|{flag.hex()}"


@contextmanager
def plain_path(key: UUID, suffix: str = "") -> Iterator[Path]:
    """A plain copy for readers that need a path, in a folder of its own that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(dir=settings.TEMP_DIR, prefix="plain-"))
    try:
        path = folder / f"file{suffix}"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(read(key))
        yield path
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove(key: UUID) -> None:
    path_of(key).unlink(missing_ok=True)


def older_than(seconds: float, now: float) -> Iterator[Path]:
    """Everything on disk that has lain untouched for so long: finished files, parts of broken writes, forgotten plain copies."""
    for folder in (Path(settings.FILES_DIR).glob("??/*"), Path(settings.TEMP_DIR).glob("plain-*")):
        yield from (path for path in folder if path.stat().st_mtime < now - seconds)


def _sync_folder(folder: Path) -> None:
    """A rename is on disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
