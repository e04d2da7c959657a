"""The term one looks at is chosen in the top bar and kept for the session."""

import pytest

from aid_portal import current_term
from aid_portal.current_term import register_terms
from aid_portal.menu import Surroundings
from aid_portal.terms import term_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.house.gallery.urls")]


@pytest.fixture
def two_terms(monkeypatch):
    monkeypatch.setattr(current_term, "_source", [])
    register_terms(lambda: [("2022S", True), ("2022A", True)])


@pytest.fixture
def session(client, wang):
    client.force_login(wang)
    return client


def seen(client):
    return str(client.get("/gallery/units/").context["portal"].term)


def test_the_newest_term_is_shown_first(two_terms, session):
    assert seen(session) == "2022A"


def test_of_terms_set_up_ahead_the_newest_in_use_is_shown_first(two_terms, session):
    register_terms(lambda: [("2022S", True), ("2022A", False), ("2023S", False)])
    assert seen(session) == "2022S"


def test_an_address_that_names_a_term_names_the_one_just_chosen(two_terms, session):
    answer = session.post("/term/", {"term": "2022S", "next": "/gallery/units/?term=2022A&page=2"})
    assert answer["Location"] == "/gallery/units/?term=2022S&page=2"


def test_a_page_reads_the_terms_once(two_terms, rf):
    read = []
    register_terms(lambda: read.append("terms") or [("2022S", True), ("2022A", True)])
    request = rf.get("/")
    request.session = {}
    page = Surroundings(request)
    assert [str(page.term), *map(str, page.terms)] == ["2022A", "2022A", "2022S"]
    assert read == ["terms"]


def test_without_terms_it_is_todays(monkeypatch, session):
    monkeypatch.setattr(current_term, "_source", [])
    assert seen(session) == str(term_of(current_term.timezone.localdate()))


def test_a_term_once_chosen_stays(two_terms, session):
    answer = session.post("/term/", {"term": "2022S", "next": "/gallery/units/?page=2"})
    assert answer["Location"] == "/gallery/units/?page=2"
    assert seen(session) == "2022S"


def test_a_term_that_is_not_set_up_cannot_be_chosen(two_terms, session):
    assert session.post("/term/", {"term": "2019S"}).status_code == 404


def test_the_way_back_never_leaves_the_portal(two_terms, session):
    assert session.post("/term/", {"term": "2022S", "next": "https://example.org/"})["Location"] == "/"


def test_choosing_needs_a_post(two_terms, session):
    assert session.get("/term/").status_code == 405
