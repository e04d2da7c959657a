"""Sealed files: every byte back, nothing readable on disk, nothing moved, cut or swapped without notice."""

import hashlib
import stat
from uuid import uuid4

import pytest

from aid_portal import crypto, files

TEXT = b"610324201201011234" * 200_000  # 3.6 MB, four frames


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.TEMP_DIR = tmp_path
    return tmp_path


def plain(key):
    return b"".join(files.read(key))


@pytest.fixture
def key():
    key = uuid4()
    files.write(key, [TEXT])
    return key


def frames(key):
    """(start, end) of each frame on disk."""
    data, start, found = files.path_of(key).read_bytes(), 0, []
    while start < len(data):
        end = start + 5 + int.from_bytes(data[start + 1 : start + 5])
        found.append((start, end))
        start = end
    return data, found


def test_every_byte_comes_back_whatever_the_blocks_were():
    for blocks in ([], [b""], [b"a"], [TEXT], [TEXT[:7], b"", TEXT[7:]], [b"x" * files.FRAME_BYTES]):
        key = uuid4()
        written = files.write(key, blocks)
        whole = b"".join(blocks)
        assert plain(key) == whole
        assert written == files.Written(len(whole), hashlib.sha256(whole).hexdigest())


def test_on_disk_there_is_nothing_readable_and_nobody_else_may_look(key):
    path = files.path_of(key)
    assert b"610324" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("broken", ["cut", "dropped", "swapped", "flipped", "appended", "shortened to whole frames"])
def test_a_file_that_was_tampered_with_is_refused(key, broken):
    data, found = frames(key)
    parts = [data[start:end] for start, end in found]
    assert len(parts) == 4
    tampered = {
        "cut": data[:-1],
        "dropped": b"".join(parts[1:]),
        "swapped": b"".join([parts[1], parts[0], *parts[2:]]),
        "flipped": data[:100] + bytes([data[100] ^ 1]) + data[101:],
        "appended": data + b"x",
        "shortened to whole frames": b"".join(parts[:-1]),
    }
    files.path_of(key).write_bytes(tampered[broken])
    with pytest.raises(crypto.Tampered):
        plain(key)


def test_a_shortened_file_whose_last_flag_is_forged_is_refused(key):
    data, found = frames(key)
    start, end = found[0]
    files.path_of(key).write_bytes(files.LAST + data[start + 1 : end])
    with pytest.raises(crypto.Tampered):
        plain(key)


def test_one_file_cannot_stand_in_for_another(key):
    other = uuid4()
    files.write(other, [b"other"])
    files.path_of(other).replace(files.path_of(key))
    with pytest.raises(crypto.Tampered):
        plain(key)


def test_a_broken_write_leaves_nothing_behind(home):
    def breaking():
        yield b"half"
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        files.write(uuid4(), breaking())
    assert [path for path in home.rglob("*") if path.is_file() and "files" in path.parts] == []


def test_the_plain_copy_is_private_and_vanishes_even_after_an_error(key):
    paths = []

    def read_and_break():
        with files.plain_path(key, ".xlsx") as path:
            paths.append(path)
            assert path.read_bytes() == TEXT
            assert (path.suffix, stat.S_IMODE(path.parent.stat().st_mode)) == (".xlsx", 0o700)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_and_break()
    assert not paths[0].parent.exists()
