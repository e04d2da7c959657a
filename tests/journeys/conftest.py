"""A small made-up county behind a real server: their users change it as people do, and each file of tests finds it new."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from aid_portal.models import User
from aid_portal.workers import HEARTBEAT_KEY
from tests.reference import restore_reference_data


class Shelf:
    """Databases beside the test database, which one of them may stand in for under its name: a copy takes a second."""

    def __init__(self) -> None:
        self.name = connection.settings_dict["NAME"]
        self.empty, self.county = f"{self.name}_empty", f"{self.name}_county"

    def run(self, *statements: str) -> None:
        """Nobody may be connected to what is copied or renamed, neither this process nor a thread of the server."""
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [self.name])
            for statement in statements:
                cursor.execute(statement)

    def clear(self) -> None:
        """What a run that was killed has left standing."""
        self.run(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in (self.empty, self.county)))

    def put_in_place(self, copied: str) -> None:
        """A copy stands where the test database stood, which is kept under another name."""
        self.run(
            f'ALTER DATABASE "{self.name}" RENAME TO "{self.empty}"',
            f'CREATE DATABASE "{self.name}" TEMPLATE "{copied}"',
        )

    def take_away(self, kept: str = "") -> None:
        gone = f'ALTER DATABASE "{self.name}" RENAME TO "{kept}"' if kept else f'DROP DATABASE "{self.name}"'
        self.run(gone, f'ALTER DATABASE "{self.empty}" RENAME TO "{self.name}"')


@pytest.fixture(scope="session")
def shelf(django_db_setup: None, django_db_blocker: object) -> Iterator[Shelf]:
    """With the county on it, which is made once."""
    with django_db_blocker.unblock():
        shelf = Shelf()
        shelf.clear()
        shelf.put_in_place(shelf.empty)
        restore_reference_data()
        cache.delete(HEARTBEAT_KEY)  # nobody is awake: the check runs in this process
        call_command("seed_demo", "--size", "small", stdout=StringIO())
        shelf.take_away(kept=shelf.county)
    yield shelf
    with django_db_blocker.unblock():
        shelf.run(f'DROP DATABASE "{shelf.county}"')


@pytest.fixture(scope="module")
def county(shelf: Shelf, django_db_blocker: object) -> Iterator[None]:
    """Committed, so that the server sees it; the tests of the file share it, and it is gone after them."""
    with django_db_blocker.unblock():
        shelf.put_in_place(shelf.county)
        yield
        shelf.take_away()


@pytest.fixture(scope="module")
def portal(county: None) -> Iterator[str]:
    """The address; pytest-django's own live_server would empty the county after the first test."""
    server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    yield server.url
    server._live_server_modified_settings.disable()
    server.stop()


@pytest.fixture
def enter(portal, context):
    """Somebody's page, logged in; the form of the login has tests of its own."""

    def entered(username):
        client = Client()
        client.force_login(User.objects.get(username=username))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.clear_cookies()
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": portal}])
        return context.new_page()

    return entered
