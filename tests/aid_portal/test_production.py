"""Production is one word, and with it come conditions; each refusal is a sentence with an example."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aid_portal import production

ROOT = Path(__file__).resolve().parent.parent.parent
SERVER_NAMES = ("DATABASE_URL", "BROKER_URL", "CACHE_URL")


@pytest.fixture
def good(tmp_path: Path) -> dict[str, str]:
    """What a bureau sets; nothing is reached with it, `check` opens no connection."""
    keyring = tmp_path / "keyring.json"
    keyring.write_text("{}")
    return {
        "AID_PORTAL_ENV": "production",
        "AID_PORTAL_HOME": str(tmp_path),
        "AID_PORTAL_KEYRING": str(keyring),
        "SECRET_KEY": "s" * 50,
        "ALLOWED_HOSTS": "zizhu.example.gov.cn",
        "DATABASE_URL": "postgres://aid:secret@db.example:5432/aid",
        "BROKER_URL": "redis://broker.example:6379/0",
        "CACHE_URL": "redis://cache.example:6379/0",
    }


def start(variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The portal's start with these variables and no others of ours."""
    ours = ("AID_", "DJANGO_", "PYTEST_", *SERVER_NAMES)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    command = [
        sys.executable,
        "manage.py",
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s; print(s.HTTPS)",
    ]
    return subprocess.run(command, cwd=ROOT, env=clean | variables, capture_output=True, text=True, timeout=60, check=False)


def test_with_everything_given_production_starts_and_demands_https(good: dict[str, str]):
    answer = start(good)
    assert (answer.returncode, answer.stdout.strip()) == (0, "True"), answer.stderr


def faults(keyring_file: Path, **change: object) -> list[str]:
    keyring_file.write_text("{}")
    good = {
        "debug": False,
        "secret_key": "s" * 50,
        "hosts": ["zizhu.example.gov.cn"],
        "keyring": str(keyring_file),
        "broker": "redis://broker.example:6379/0",
        "cache": "redis://cache.example:6379/0",
    }
    return production.faults(**good | change)


def test_nothing_is_said_where_nothing_is_wrong(tmp_path: Path):
    assert faults(tmp_path / "keyring.json") == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"debug": True}, "DEBUG 不得开启"),
        ({"secret_key": ""}, "缺少 SECRET_KEY"),
        ({"secret_key": "s" * 49}, "不足 50 字"),
        ({"hosts": []}, "缺少 ALLOWED_HOSTS"),
        ({"hosts": ["zizhu.example.gov.cn", "*"]}, "ALLOWED_HOSTS 不得为 *"),
        ({"keyring": ""}, "缺少密钥文件"),
        ({"keyring": "/nowhere/keyring.json"}, "缺少密钥文件"),
        ({"cache": "redis://broker.example/1"}, "指向同一台服务器"),
    ],
)
def test_production_is_refused(tmp_path: Path, change: dict[str, object], sentence: str):
    (said,) = faults(tmp_path / "keyring.json", **change)
    assert sentence in said
    assert said.endswith("。")


def test_missing_addresses_are_named():
    (said,) = production.unset({"DATABASE_URL": "", "BROKER_URL": "redis://broker", "CACHE_URL": ""})
    assert "缺少 DATABASE_URL、CACHE_URL，" in said


def test_all_that_is_wrong_is_said_at_once_and_without_a_stack(good: dict[str, str]):
    wrong = {"DEBUG": "1", "SECRET_KEY": "", "ALLOWED_HOSTS": "*", "AID_PORTAL_KEYRING": "", "CACHE_URL": good["BROKER_URL"]}
    answer = start(good | wrong)
    assert answer.returncode == 1
    for name in wrong:
        assert name in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_database_address_alone_is_not_production(good: dict[str, str], tmp_path: Path):
    servers = {name: good[name] for name in SERVER_NAMES}
    answer = start({**servers, "AID_PORTAL_HOME": str(tmp_path)})
    assert (answer.returncode, answer.stdout.strip()) == (0, "False"), answer.stderr


def test_secrets_may_come_from_files_that_end_with_a_newline(good: dict[str, str], tmp_path: Path):
    file = tmp_path / "database_url"
    file.write_text(good.pop("DATABASE_URL") + "\n")
    answer = start(good | {"DATABASE_URL_FILE": str(file)})
    assert answer.returncode == 0, answer.stderr


def test_elsewhere_the_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path):
    first, second = production.local_secret(tmp_path), production.local_secret(tmp_path)
    assert first == second
    assert len(first) >= production.SHORTEST_SECRET
    assert (tmp_path / "keys" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["secret_key"]


def test_two_databases_of_one_redis_are_one_server():
    assert production.same_server("redis://one/0", "redis://:secret@one:6379/5")
    assert not production.same_server("redis://one:6379/0", "redis://one:6380/0")
