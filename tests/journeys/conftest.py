"""A small made-up county behind a real server, made once for all tests of a file: their users change it as people do."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from aid_portal.models import User
from aid_portal.workers import HEARTBEAT_KEY
from tests.reference import restore_reference_data


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Committed, so that the server sees it; the tests of the file share it, and it is gone after them."""
    with django_db_blocker.unblock():
        restore_reference_data()
        cache.delete(HEARTBEAT_KEY)  # nobody is awake: the check runs in this process
        call_command("seed_demo", "--size", "small", stdout=StringIO())
        yield
        call_command("flush", interactive=False, verbosity=0)


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
