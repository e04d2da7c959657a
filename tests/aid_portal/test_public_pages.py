"""Pages that are the same for everybody are made once a minute; what the browser holds already is not sent again."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

pytestmark = pytest.mark.django_db
NAMES = ("public-home", "public-contacts", "public-data", "public-aid:policies", "public-aid:figures", "public-aid:donations")
KEPT = [reverse(name) for name in NAMES]
LIGHT = 100_000  # bytes, packed: a village phone


@pytest.mark.parametrize("path", KEPT)
def test_a_second_reader_costs_the_database_nothing(path, django_assert_num_queries) -> None:
    first = Client().get(path)
    with django_assert_num_queries(0):
        second = Client().get(path)
    assert second.content == first.content
    assert second.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"


@pytest.mark.parametrize("path", KEPT)
def test_what_the_browser_has_is_not_sent_again(path) -> None:
    held = Client().get(path).headers["ETag"]
    again = Client().get(path, headers={"If-None-Match": held})
    assert again.status_code == 304
    assert again.content == b""


def test_questions_fill_no_cache() -> None:
    for _look in range(2):
        with CaptureQueriesContext(connection) as queries:
            Client().get(reverse("public-aid:figures"), {"year": "1"})
        assert len(queries) > 0


@pytest.mark.parametrize("path", [*KEPT, reverse("public-aid:self-check"), reverse("public-desk:grievance")])
def test_a_page_with_all_it_needs_is_light(path) -> None:
    page = Client().get(path).content
    named = re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"#?]+)', page.decode())
    assert "public.css" in " ".join(named)
    files = {Path(finders.find(name)) for name in named if not name.endswith(".html")}
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) + len(gzip.compress(page)) < LIGHT
