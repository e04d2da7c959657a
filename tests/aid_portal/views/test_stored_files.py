"""Downloads: by those whose file it is, by POST, under its own name, never kept by the browser."""

import pytest
from django.urls import reverse

from aid_portal.actions import stored_files
from aid_portal.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def file(wang):
    return stored_files.store(source=b"PK123", name="一年级花名册.xlsx", kind="roster", by=wang, unit=wang.home_unit)


def test_the_owner_gets_every_byte_under_its_name(log_in, wang, file):
    answer = log_in(wang).post(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"PK123"
    assert "filename*=utf-8''%E4%B8%80%E5%B9%B4%E7%BA%A7%E8%8A%B1%E5%90%8D%E5%86%8C.xlsx" in answer["Content-Disposition"]
    assert (answer["Content-Length"], answer["X-Content-Type-Options"]) == ("5", "nosniff")
    assert "no-store" in answer["Cache-Control"]
    assert AuditEvent.objects.filter(event="portal.stored_file.downloaded", actor_id_text="wang").exists()


def test_the_neighbour_does_not_even_learn_that_it_exists(log_in, zhao, file):
    assert log_in(zhao).post(file.get_absolute_url()).status_code == 404
    assert not AuditEvent.objects.filter(event="portal.stored_file.downloaded").exists()


def test_the_stranger_is_sent_to_the_login(client, file):
    assert client.post(file.get_absolute_url()).status_code == 302


def test_a_link_alone_hands_nothing_out(log_in, wang, file):
    assert log_in(wang).get(file.get_absolute_url()).status_code == 405


def test_who_has_no_business_with_jobs_is_refused(log_in, audit_admin, file):
    assert log_in(audit_admin).post(file.get_absolute_url()).status_code == 403


def test_a_name_that_was_guessed_leads_nowhere(log_in, wang):
    url = reverse("stored-file", args=["00000000-0000-4000-8000-000000000000"])
    assert log_in(wang).post(url).status_code == 404


def test_who_has_left_the_school_leaves_its_originals_behind(log_in, wang, zhao_school, file):
    """They hold every number whole; at the new school they are nobody's."""
    wang.assignments.update(unit=zhao_school)
    assert log_in(wang).post(file.get_absolute_url()).status_code == 404
