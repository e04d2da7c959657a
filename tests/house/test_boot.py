"""The two commands: what make would do, and that the portal comes up, is found again and goes without a trace."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SERVERS = ("DATABASE_URL", "BROKER_URL", "CACHE_URL")


# The suite itself may run under make, whose flags and variables are not those of a person at the keyboard.
PERSON = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name not in ("T", "N")}


def dry(*targets: str, **variables: str) -> str:
    """What make would run, the environment being there."""
    command = ["make", "-n", "--no-print-directory", "-o", ".venv/.requirements", *targets]
    command += [f"{name}={value}" for name, value in variables.items()]
    return subprocess.run(command, cwd=ROOT, env=PERSON, capture_output=True, text=True, check=True).stdout


def test_make_alone_prints_the_commands():
    shown = subprocess.run(["make"], cwd=ROOT, env=PERSON, capture_output=True, text=True, check=True).stdout
    assert shown.startswith("make demo")
    assert "make test" in shown


def test_every_command_that_make_prints_exists():
    shown = subprocess.run(["make"], cwd=ROOT, env=PERSON, capture_output=True, text=True, check=True).stdout
    for target in re.findall(r"^make ([a-z-]+)", shown, re.MULTILINE):
        assert dry(target).strip(), target


def test_demo_starts_the_whole_portal():
    assert dry("demo").strip() == ".venv/bin/python manage.py dev"


def test_test_takes_a_part_of_the_suite():
    assert dry("test", T="tests/students").strip().endswith("tests/students")


def test_check_looks_at_style_floors_migrations_and_the_house():
    run = dry("check")
    for part in ("ruff check", "ruff format --check", "importlinter", "makemigrations --check", "tests/house"):
        assert part in run


def test_the_environment_is_built_when_the_requirements_change():
    command = ["make", "-n", "--always-make", ".venv/.requirements"]
    run = subprocess.run(command, cwd=ROOT, env=PERSON, capture_output=True, text=True, check=True).stdout
    assert "-m venv" in run
    assert "pip install" in run


def test_a_machine_without_python_is_told_what_to_install(tmp_path: Path):
    command = ["make", f"VENV={tmp_path}/none", "PYTHONS=no-such-python", f"{tmp_path}/none/.requirements"]
    answer = subprocess.run(command, cwd=ROOT, env=PERSON, capture_output=True, text=True, check=False)
    assert answer.returncode != 0
    assert "需要 Python 3.11 以上" in answer.stderr
    assert "Python 3.11 or newer" in answer.stderr


def test_continuous_integration_may_not_skip_the_browser():
    script = (ROOT / ".ci" / "run").read_text()
    assert "AID_PORTAL_REQUIRE_BROWSER=1" in script
    assert re.search(r"^make .*check test", script, re.MULTILINE)
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def portal(tmp_path: Path):
    """`manage.py dev` without the county, in a home of its own; killed at the end whatever happens."""
    clean = {name: value for name, value in os.environ.items() if name not in SERVERS}
    command = [sys.executable, "manage.py", "dev", "--no-seed", "--port", str(_free_port())]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    variables = {**clean, "AID_PORTAL_HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=ROOT, env=variables, text=True, start_new_session=True, **pipes)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    reset = [sys.executable, "-m", "aid_portal.embedded", "--reset"]
    subprocess.run(reset, cwd=ROOT, env=variables, check=False, capture_output=True)


@pytest.mark.slow
def test_the_portal_comes_up_says_where_it_is_and_goes_without_a_trace(portal: subprocess.Popen[str], tmp_path: Path):
    lines = []
    while "Ctrl-C" not in (lines or [""])[-1]:
        lines.append(portal.stdout.readline())
        assert lines[-1], "".join(lines)
    address = re.search(r"http://127\.0\.0\.1:\d+/", "".join(lines)).group()
    assert urllib.request.urlopen(f"{address}ready/").read() == b"ok"
    portal.send_signal(signal.SIGTERM)
    said, _ = portal.communicate(timeout=60)
    assert "已停止" in said
    assert portal.returncode == 0
    left = subprocess.run(["ps", "-eww", "-o", "args"], capture_output=True, text=True, check=True).stdout
    assert str(tmp_path) not in left
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"{address}alive/")
