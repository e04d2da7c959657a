"""The keys of the portal: one JSON file outside the database and outside the code (reliability.md D8)."""

import base64
import fcntl
import json
import os
import secrets
import sys
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

AES, SM4 = "AES-256-GCM", "SM4-GCM"
KEY_BYTES = {AES: 32, SM4: 16}
PURPOSES = ("id", "registry", "card", "phone", "content")
INDEX_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    algorithm: str
    secret: bytes


@dataclass(frozen=True, slots=True)
class Keyring:
    """Every key that may still be needed to read, and the one that new envelopes are sealed with."""

    current: str
    keys: dict[str, Key]
    index: dict[str, bytes]


def fresh() -> Keyring:
    index = {purpose: secrets.token_bytes(INDEX_KEY_BYTES) for purpose in PURPOSES}
    return Keyring("k1", {"k1": new_key(AES)}, index)


def new_key(algorithm: str) -> Key:
    return Key(algorithm, secrets.token_bytes(KEY_BYTES[algorithm]))


def with_new_key(ring: Keyring, algorithm: str) -> Keyring:
    """The same ring with one more key, which seals from now on; the old ones keep reading."""
    key_id = f"k{len(ring.keys) + 1}"
    return replace(ring, current=key_id, keys=ring.keys | {key_id: new_key(algorithm)})


def to_json(ring: Keyring) -> str:
    keys = {key_id: {"algorithm": key.algorithm, "key": _encode(key.secret)} for key_id, key in ring.keys.items()}
    index = {purpose: _encode(secret) for purpose, secret in ring.index.items()}
    return json.dumps({"current": ring.current, "keys": keys, "index": index}, indent=1)


def from_json(text: str) -> Keyring:
    """Refuses a ring with a short key, an unknown algorithm or a missing index key, naming which."""
    try:
        data = json.loads(text)
        keys = {name: Key(key["algorithm"], base64.b64decode(key["key"])) for name, key in data["keys"].items()}
        index = {purpose: base64.b64decode(secret) for purpose, secret in data["index"].items()}
        ring = Keyring(data["current"], keys, index)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ImproperlyConfigured(_("密钥文件的格式不对，请从备份恢复。")) from error
    if faults := sorted(_faults(ring)):
        raise ImproperlyConfigured(_("密钥文件有误：%(names)s。请从备份恢复。") % {"names": "、".join(faults)})
    return ring


def _faults(ring: Keyring) -> set[str]:
    bad_keys = {name for name, key in ring.keys.items() if KEY_BYTES.get(key.algorithm) != len(key.secret)}
    bad_index = {purpose for purpose in PURPOSES if len(ring.index.get(purpose, b"")) != INDEX_KEY_BYTES}
    return bad_keys | bad_index | ({ring.current} - set(ring.keys))


def current() -> Keyring:
    """The ring as the file has it now: a rotation reaches running processes without a restart."""
    path = settings.KEYRING
    try:
        changed = os.stat(path).st_mtime_ns  # a Path takes ten times as long, and every envelope asks
    except FileNotFoundError:
        make_here(Path(path))
        changed = Path(path).stat().st_mtime_ns
    return _read(path, changed)


@lru_cache(maxsize=2)
def _read(path: str | Path, _changed: int) -> Keyring:
    return from_json(Path(path).read_text())


def make_here(path: Path) -> None:
    """Outside production the ring is made on first use; two processes that start together agree on one."""
    if settings.PRODUCTION:
        command = f"python -m aid_portal.keyring {path}"
        raise ImproperlyConfigured(
            _("找不到密钥文件 %(path)s。请从备份恢复；首次安装可运行 %(command)s。") % {"path": path, "command": command}
        )
    create(path, fresh())


def create(path: Path, ring: Keyring) -> None:
    """Write a ring where there is none; an existing one is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _write_beside(path, ring)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def rotate(path: Path, algorithm: str = AES) -> Keyring:
    """Add a key and make it the current one; two rotations at once become two keys."""
    with (path.parent / f".{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ring = with_new_key(from_json(path.read_text()), algorithm)
        _write_beside(path, ring).replace(path)
    return ring


def _write_beside(path: Path, ring: Keyring) -> Path:
    draft = path.parent / f".{path.name}.{secrets.token_hex(8)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(to_json(ring))
        file.flush()
        os.fsync(file.fileno())
    return draft


def _encode(secret: bytes) -> str:
    return base64.b64encode(secret).decode()


if __name__ == "__main__":
    create(Path(sys.argv[1]), fresh())
