"""A missing Chromium is said aloud and skips only the browser tests; where the browser is required it fails them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = """
import pytest

@pytest.mark.browser
def test_in_a_browser():
    pass

def test_elsewhere():
    pass
"""


def run_without_chromium(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The plugin alone, on two tests, with nothing on the path."""
    (folder / "test_sample.py").write_text(SAMPLE)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = browser: drives a real Chromium\n")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("AID_", "DJANGO_", "PYTEST_"))}
    quiet = ["-p", "no:django", "-p", "no:valkey", "-p", "no:randomly", "-p", "tests.browser"]
    command = [sys.executable, "-m", "pytest", "-rs", *quiet, str(folder)]
    variables = {**clean, "PATH": str(folder), "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.slow
def test_without_chromium_only_the_browser_tests_are_skipped_with_advice(tmp_path: Path):
    answer = run_without_chromium(tmp_path)
    assert answer.returncode == 0, answer.stdout
    assert "1 passed, 1 skipped" in answer.stdout
    assert "apt-get install chromium" in answer.stdout


@pytest.mark.slow
def test_where_the_browser_is_required_its_absence_is_a_failure(tmp_path: Path):
    answer = run_without_chromium(tmp_path, AID_PORTAL_REQUIRE_BROWSER="1")
    assert answer.returncode == 1, answer.stdout
    assert "1 passed, 1 error" in answer.stdout
    assert "apt-get install chromium" in answer.stdout
