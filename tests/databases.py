"""The databases of the suite: the migrated one and the one with a small county are made once and copied where one is wanted.

A copy takes a second. Whoever comes first makes them, the others wait. The migrated one is good until a file of the portal or
a library changes, the county for one run: its files lie in the home of the run. Both stay on the server until made anew.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

from aid_portal.workers import HEARTBEAT_KEY
from tests.reference import restore_reference_data

BASE = connection.creation._get_test_db_name()  # before a worker's suffix
COUNTY = f"{BASE}_county"
TOLD = settings.HOME / "county.txt"  # a county without it is one of an earlier run
ROOT = Path(__file__).resolve().parent.parent


def make() -> None:
    """The test database, empty but for what migrations bring."""
    name = connection.creation._get_test_db_name()
    with alone() as server:
        copy(server, _migrated(server), name)
    use(name)


def exists(name: str) -> bool:
    with connection._nodb_cursor() as server:
        return bool(named(server, name))


def drop(name: str) -> None:
    """Also where a thread that a test left behind is still connected."""
    with connection._nodb_cursor() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def county() -> Iterator[str]:
    """A small county of one's own in place of the test database; answers what its seed printed."""
    name = f"{connection.settings_dict['NAME']}_own_county"
    with alone() as server:
        copy(server, _seeded(server), name)
    with used(name):
        yield TOLD.read_text()
    drop(name)


@contextmanager
def used(name: str) -> Iterator[None]:
    """In place of the one used so far."""
    before = connection.settings_dict["NAME"]
    use(name)
    try:
        yield
    finally:
        use(before)


def use(name: str) -> None:
    """Of this thread and of those that begin after it."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


@contextmanager
def alone() -> Iterator[CursorWrapper]:
    """Beside all databases, one at a time of those who make or copy; who waits waits as long as it takes."""
    with connection._nodb_cursor() as server:
        server.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [BASE])
        yield server


def copy(server: CursorWrapper, what: str, name: str) -> None:
    server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{what}"')


def named(server: CursorWrapper, pattern: str) -> list[str]:
    server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
    return [name for (name,) in server.fetchall()]


def _migrated(server: CursorWrapper) -> str:
    """Its name, once it is there; one of other files goes."""
    kept, unfinished = f"{BASE}_migrated_{_fingerprint()}", f"{BASE}_unfinished"
    found = named(server, f"{BASE}_migrated_%")
    if kept in found:
        return kept
    for name in (*found, unfinished):
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    server.execute(f'CREATE DATABASE "{unfinished}"')
    with used(unfinished):
        call_command("migrate", interactive=False, verbosity=0, run_syncdb=True)
    server.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{kept}"')
    return kept


def _fingerprint() -> str:
    """Of all that a migration may read: every file of the apps but words and pictures, and the libraries."""
    files = (path for app in settings.FLOORS for path in (ROOT / app).rglob("*.*") if path.is_file())
    found = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for path in files if path.suffix not in (".pyc", ".md", ".png")):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return found.hexdigest()[:12]


def _seeded(server: CursorWrapper) -> str:
    """Through the portal's own verbs; nobody is awake, so the check runs in this process."""
    if TOLD.exists():
        return COUNTY
    own, printed = connection.settings_dict["NAME"], StringIO()
    connection.close()
    server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [own])
    copy(server, own, COUNTY)
    with used(COUNTY):
        restore_reference_data()
        cache.delete(HEARTBEAT_KEY)
        call_command("seed_demo", "--size", "small", stdout=printed)
    TOLD.write_text(printed.getvalue())
    return COUNTY
