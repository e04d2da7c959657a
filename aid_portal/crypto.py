"""Sealing what must not be read from the disk, and keyed blind indexes to find it again (reliability.md D7)."""

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.hmac import HMAC

from aid_portal import keyring

# Envelope: version, length of the key id, key id, nonce, ciphertext, tag.
VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16


class SealError(Exception):
    """A sealed value cannot be opened; never shown to people, always an incident."""


class Tampered(SealError):
    """The bytes were changed, or belong to another row."""


class UnknownKey(SealError):
    """The key that sealed it is not in the keyring."""


class Aead(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...
    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes: ...


class SM4GCM:
    """SM4 in GCM with the interface of `AESGCM`, which `cryptography` offers for AES only."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = SM4(secret)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        encryptor = Cipher(self._cipher, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(associated_data)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes, /) -> bytes:
        body, tag = data[:-TAG_BYTES], data[-TAG_BYTES:]
        decryptor = Cipher(self._cipher, modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(associated_data)
        return decryptor.update(body) + decryptor.finalize()


@lru_cache(maxsize=64)
def _aead(key: keyring.Key) -> Aead:
    return {keyring.AES: AESGCM, keyring.SM4: SM4GCM}[key.algorithm](key.secret)


def bytes_sealer() -> Callable[[bytes, str], bytes]:
    """`seal_bytes` bound to the key of this moment, for many values in a row."""
    ring = keyring.current()
    encrypt = _aead(ring.keys[ring.current]).encrypt
    key_id = ring.current.encode()
    head = bytes((VERSION, len(key_id))) + key_id
    suffix = f"|{ring.current}"
    urandom = os.urandom

    def sealed(data: bytes, aad: str) -> bytes:
        nonce = urandom(NONCE_BYTES)
        return head + nonce + encrypt(nonce, data, (aad + suffix).encode())

    return sealed


def sealer() -> Callable[[dict, str], bytes]:
    """`seal` bound to the key of this moment, for many rows in a row."""
    seal_one, encode = bytes_sealer(), _encoder.encode
    return lambda data, aad: seal_one(encode(data).encode(), aad)


def seal_bytes(data: bytes, aad: str) -> bytes:
    return bytes_sealer()(data, aad)


def seal(data: dict, aad: str) -> bytes:
    """One envelope of a JSON object; `aad` names the row, so that an envelope cannot be moved to another."""
    return sealer()(data, aad)


def bytes_unsealer() -> Callable[[bytes | memoryview, str], bytes]:
    """`unseal_bytes` bound to the keys of this moment, for many values in a row."""
    return _opener(*keyring.current().keys.items())


@lru_cache(maxsize=4)
def _opener(*named: tuple[str, keyring.Key]) -> Callable[[bytes | memoryview, str], bytes]:
    keys = {name.encode(): (_aead(key).decrypt, f"|{name}") for name, key in named}

    def opened(envelope: bytes | memoryview, aad: str) -> bytes:
        envelope = bytes(envelope)
        start = 2 + envelope[1] if len(envelope) > 1 else 0
        body = start + NONCE_BYTES
        if len(envelope) < body + TAG_BYTES or envelope[0] != VERSION:
            raise Tampered(aad)
        try:
            decrypt, suffix = keys[envelope[2:start]]
            return decrypt(envelope[start:body], envelope[body:], (aad + suffix).encode())
        except KeyError:
            raise UnknownKey(aad) from None
        except InvalidTag:
            raise Tampered(aad) from None

    return opened


def unsealer() -> Callable[[bytes | memoryview, str], dict]:
    """`unseal` bound to the keys of this moment, for many rows in a row."""
    unseal_one = bytes_unsealer()
    return lambda envelope, aad: json.loads(unseal_one(envelope, aad))


def unseal_bytes(envelope: bytes | memoryview, aad: str) -> bytes:
    return bytes_unsealer()(envelope, aad)


def unseal(envelope: bytes | memoryview, aad: str) -> dict:
    return unsealer()(envelope, aad)


def indexer(purpose: str) -> Callable[[str], bytes]:
    """Blind index of 32 bytes: HMAC-SM3 with the key of `purpose`; the keyed state is copied, which halves the cost."""
    copy = HMAC(keyring.current().index[purpose], hashes.SM3()).copy

    def index(value: str) -> bytes:
        mac = copy()
        mac.update(value.encode())
        return mac.finalize()

    return index


def blind_index(purpose: str, value: str) -> bytes:
    return indexer(purpose)(value)


def _plain(value: object) -> str:
    """Days and times as ISO text, money and ids as text: what an envelope may hold besides JSON's own."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be sealed")


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
