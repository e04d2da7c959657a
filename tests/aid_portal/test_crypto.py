"""Sealed rows: read by any key that was ever used, refused when moved, cut or changed (reliability.md R32)."""

import json
from datetime import date
from decimal import Decimal

import pytest

from aid_portal import crypto, keyring

AAD = "students.student|17"
ROW = {"resident_id": "61032420120101123X", "phone": "13800001234", "address": "城关街道"}


@pytest.fixture(autouse=True)
def ring(settings, tmp_path):
    settings.KEYRING = str(tmp_path / "keys" / "keyring.json")
    return tmp_path / "keys" / "keyring.json"


def test_what_was_sealed_is_read_back():
    assert crypto.unseal(crypto.seal(ROW, AAD), AAD) == ROW


def test_days_and_money_are_sealed_as_text():
    sealed = crypto.seal({"born": date(2012, 1, 1), "amount": Decimal("625.00")}, AAD)
    assert crypto.unseal(sealed, AAD) == {"born": "2012-01-01", "amount": "625.00"}


def test_what_is_no_data_is_not_sealed():
    with pytest.raises(TypeError, match="object cannot be sealed"):
        crypto.seal({"thing": object()}, AAD)


def test_the_database_hands_back_a_memoryview():
    assert crypto.unseal(memoryview(crypto.seal(ROW, AAD)), AAD) == ROW


def test_an_envelope_holds_nothing_readable_and_is_never_the_same_twice():
    first, second = crypto.seal(ROW, AAD), crypto.seal(ROW, AAD)
    assert b"610324" not in first
    assert first != second


def test_the_envelopes_of_two_rows_cannot_be_swapped():
    with pytest.raises(crypto.Tampered):
        crypto.unseal(crypto.seal(ROW, AAD), "students.student|18")


@pytest.mark.parametrize("algorithm", [keyring.AES, keyring.SM4])
def test_every_flipped_byte_is_noticed(ring, algorithm):
    crypto.seal(ROW, AAD)
    keyring.rotate(ring, algorithm)
    envelope = crypto.seal(ROW, AAD)
    for place in range(len(envelope)):
        broken = envelope[:place] + bytes([envelope[place] ^ 1]) + envelope[place + 1 :]
        with pytest.raises(crypto.SealError):
            crypto.unseal(broken, AAD)


def test_every_cut_envelope_is_noticed():
    envelope = crypto.seal(ROW, AAD)
    for length in range(len(envelope)):
        with pytest.raises(crypto.Tampered):
            crypto.unseal(envelope[:length], AAD)


def test_after_a_rotation_old_rows_are_read_and_new_ones_use_the_new_key(ring):
    old = crypto.seal(ROW, AAD)
    keyring.rotate(ring, keyring.SM4)
    new = crypto.seal(ROW, AAD)
    assert crypto.unseal(old, AAD) == crypto.unseal(new, AAD) == ROW
    assert (old[2:4], new[2:4]) == (b"k1", b"k2")


def test_a_row_of_a_lost_key_names_the_trouble(ring):
    crypto.seal(ROW, AAD)
    keyring.rotate(ring)
    envelope = crypto.seal(ROW, AAD)
    data = json.loads(ring.read_text())
    data["current"] = "k1"
    del data["keys"]["k2"]
    ring.write_text(json.dumps(data))
    with pytest.raises(crypto.UnknownKey, match="17"):
        crypto.unseal(envelope, AAD)


def test_a_blind_index_is_the_same_for_the_same_value_and_differs_by_purpose():
    index = crypto.indexer("id")
    assert index("61032420120101123X") == crypto.blind_index("id", "61032420120101123X")
    assert len(index("a")) == 32
    assert len({index("a"), index("b"), crypto.blind_index("card", "a")}) == 3


def test_a_blind_index_survives_a_rotation_of_the_sealing_key(ring):
    before = crypto.blind_index("id", "a")
    keyring.rotate(ring)
    assert crypto.blind_index("id", "a") == before


def test_the_index_is_hmac_sm3(ring):
    """GB/T 32905 by another implementation of the same OpenSSL: the key is the only secret in it."""
    hmac = pytest.importorskip("hmac")
    crypto.blind_index("id", "a")
    key = keyring.current().index["id"]
    assert crypto.blind_index("id", "a") == hmac.digest(key, b"a", "sm3")
