"""Pytest plugin, loaded before the settings: servers for the suite, and a home of its own that vanishes with it."""

import os
import shutil
import tempfile

from aid_portal import embedded

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def own_home() -> str | None:
    """One home for the whole suite, made by the controller; files are named by UUID, so workers share it safely."""
    if WORKER:
        return None
    made = tempfile.mkdtemp(prefix="aid-portal-tests-")
    os.environ["AID_PORTAL_HOME"] = made
    return made


embedded.ensure(tests=True)
made_home = own_home()
os.environ["AID_PORTAL_BROKER_PREFIX"] = f"tests-{WORKER or 'main'}-{os.getpid()}-"


def pytest_unconfigure() -> None:
    if made_home:
        shutil.rmtree(made_home, ignore_errors=True)
