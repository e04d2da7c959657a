"""The pages of the API work offline and under the strict policy."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_api_describes_itself_without_leaving_the_host(live_server, page, chen):
    client = Client()
    client.force_login(chen)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    troubles, asked = [], []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/api/docs/")
    page.wait_for_selector(".opblock")
    foreign = [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))]
    assert (foreign, troubles) == ([], [])
