"""The keyring: made by itself on a desk, demanded in production, never readable by others, never half a file."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from aid_portal import keyring


@pytest.fixture
def path(settings, tmp_path):
    settings.KEYRING = str(tmp_path / "keys" / "keyring.json")
    return tmp_path / "keys" / "keyring.json"


def test_outside_production_the_ring_is_made_on_first_use_for_its_owner_only(path):
    ring = keyring.current()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert keyring.current() == ring


def test_in_production_a_missing_ring_is_refused_in_words(path, settings):
    settings.PRODUCTION = True
    with pytest.raises(ImproperlyConfigured, match=r"找不到密钥文件.*python -m aid_portal.keyring"):
        keyring.current()
    assert not path.exists()


def test_processes_that_start_together_agree_on_one_ring(path):
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _number: keyring.current(), range(8)))
    assert len({ring.keys["k1"].secret for ring in rings}) == 1
    assert [child.name for child in path.parent.iterdir()] == ["keyring.json"]


def test_a_ring_is_never_overwritten(path):
    ring = keyring.current()
    keyring.create(path, keyring.fresh())
    assert keyring.current() == ring


def test_a_rotation_adds_a_key_and_keeps_the_old_one(path):
    before = keyring.current()
    after = keyring.rotate(path, keyring.SM4)
    assert after.current == "k2"
    assert after.keys["k1"] == before.keys["k1"]
    assert (after.keys["k2"].algorithm, after.index) == (keyring.SM4, before.index)
    assert keyring.current() == after


def test_two_rotations_at_once_are_two_keys(path):
    keyring.current()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _number: keyring.rotate(path), range(4)))
    assert sorted(keyring.current().keys) == ["k1", "k2", "k3", "k4", "k5"]


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        (("keys", "k1", "key"), "c2hvcnQ=", "k1"),
        (("keys", "k1", "algorithm"), "DES", "k1"),
        (("index", "id"), "c2hvcnQ=", "id"),
        (("current",), "k9", "k9"),
    ],
)
def test_a_weak_or_broken_ring_is_refused_and_the_culprit_named(path, place, value, named):
    data = json.loads(keyring.to_json(keyring.fresh()))
    *way, last = place
    target = data
    for step in way:
        target = target[step]
    target[last] = value
    with pytest.raises(ImproperlyConfigured, match=f"密钥文件有误：{named}"):
        keyring.from_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": 1}', '{"keys": {"k1": {}}}'])
def test_a_file_that_is_no_ring_is_refused_in_words(text):
    with pytest.raises(ImproperlyConfigured, match="密钥文件的格式不对"):
        keyring.from_json(text)


def test_the_command_rotates_only_when_told_to_write(path, capsys):
    call_command("rotate_keys")
    assert keyring.current().current == "k1"
    call_command("rotate_keys", "--algorithm", keyring.SM4, "--write")
    assert keyring.current().current == "k2"
    assert "现用 k2（SM4-GCM）" in capsys.readouterr().out
