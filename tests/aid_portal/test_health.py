"""Load balancers ask without an account."""

import pytest
from django.test import Client


def test_the_process_says_it_is_alive(client: Client):
    assert client.get("/alive/").content == b"ok"


@pytest.mark.django_db
def test_ready_means_database_and_cache_answer(client: Client):
    assert client.get("/ready/").status_code == 200


@pytest.mark.django_db
def test_every_other_address_asks_who_you_are(client: Client, settings):
    assert client.get("/api/schema/").status_code in (302, 401, 403)
