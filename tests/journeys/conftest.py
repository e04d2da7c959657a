"""A small made-up county behind a real server: its users change it as people do, and each file of tests finds it new."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from aid_portal.models import User


@pytest.fixture(scope="module")
def portal(county: str) -> Iterator[str]:
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
