"""Who needs the servers gets them, all the same ones; the last to leave stops them; given addresses win."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aid_portal.embedded.postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent.parent.parent
NAMES = ("DATABASE_URL", "BROKER_URL", "CACHE_URL")
SHOW = "import os; print(*[os.environ[name] for name in ('DATABASE_URL', 'BROKER_URL', 'CACHE_URL')])"
STAY = f"{SHOW}; import sys; sys.stdout.flush(); sys.stdin.read()"

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    clean = {name: value for name, value in os.environ.items() if name not in NAMES}
    variables = {**clean, "AID_PORTAL_HOME": str(tmp_path)}
    yield variables
    answer = run(variables, "--reset")
    assert answer.returncode == 0, answer.stderr


def run(variables: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "aid_portal.embedded", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=90, check=False)


def stay(variables: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "aid_portal.embedded", sys.executable, "-c", STAY]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=variables, text=True, start_new_session=True, **pipes)


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate("")


def postmaster_is_there(variables: dict[str, str]) -> bool:
    """PostgreSQL takes its pid file away when it is stopped, and only then."""
    return (data_directory(variables) / "postmaster.pid").exists()


def data_directory(variables: dict[str, str]) -> Path:
    return Postgres(Path(variables["AID_PORTAL_HOME"]) / "embedded" / "demo" / "postgres", "").data


def test_three_at_once_get_one_and_the_same_servers(home: dict[str, str]):
    processes = [stay(home) for _ in range(3)]
    addresses = {process.stdout.readline() for process in processes}
    for process in processes:
        leave(process)
    assert len(addresses) == 1
    assert "postgres://aid:" in addresses.pop()


def test_the_last_to_leave_stops_the_servers(home: dict[str, str]):
    first, second = stay(home), stay(home)
    first.stdout.readline(), second.stdout.readline()
    leave(first)
    there_with_one_left = postmaster_is_there(home)
    leave(second)
    assert (there_with_one_left, postmaster_is_there(home)) == (True, False)


def test_a_killed_user_counts_no_longer(home: dict[str, str]):
    killed = stay(home)
    killed.stdout.readline()
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert run(home, sys.executable, "-c", SHOW).returncode == 0
    assert not postmaster_is_there(home)


def test_given_addresses_win(home: dict[str, str]):
    given = {"DATABASE_URL": "postgres://db.example/aid", "BROKER_URL": "redis://broker.example/0"}
    shown = run({**home, **given}, sys.executable, "-c", SHOW).stdout.split()
    assert shown[:2] == list(given.values())
    assert shown[2].startswith("redis://:")


def test_data_in_use_are_not_reset(home: dict[str, str]):
    user = stay(home)
    user.stdout.readline()
    answer = run(home, "--reset")
    leave(user)
    assert answer.returncode == 1
    assert "门户正在运行" in answer.stderr


def test_a_real_database_is_never_reset(home: dict[str, str]):
    answer = run({**home, "DATABASE_URL": "postgres://db.example/aid"}, "--reset")
    assert answer.returncode == 1
    assert "不清空您自己的数据库" in answer.stderr
