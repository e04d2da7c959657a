"""The API hands rows out by the pages' rules."""

import pytest
from django.utils import timezone

from aid_portal.models import JobRun, StoredFile
from tests.exports import latest, rows_of
from tests.factories.portal import a_school

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("units")]
URL = "/api/exports/"
WHOLE = {"export": "units", "masked": False, "reason": "核对学籍，办公室会议要求"}


@pytest.fixture
def send(log_in, django_capture_on_commit_callbacks):
    def post(user, url=URL, data=None):
        with django_capture_on_commit_callbacks(execute=True):
            return log_in(user).post(url, data or {}, content_type="application/json")

    return post


def test_the_stranger_gets_nothing(client):
    assert client.get(URL).status_code in (401, 403)
    assert client.post(URL, {"export": "units"}, content_type="application/json").status_code in (401, 403)


def test_who_may_not_export_is_refused(send, system_admin):
    assert send(system_admin, data={"export": "units"}).status_code == 403


def test_an_order_makes_the_file_of_the_filter_and_its_owner_takes_it(send, chen, school, zhao_school):
    made = send(chen, data={"export": "units", "query": "name=第一", "term": "2022S"})
    assert (made.status_code, made.json()["total"], made.json()["term"]) == (201, 1, "2022S")
    run = latest()
    assert rows_of(run) == [("216132********0000", "城关第一小学")]
    answer = send(chen, f"{URL}{run.pk}/download/")
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_only_my_exports_are_mine(send, log_in, chen, wang):
    send(wang, data={"export": "units"})
    run = latest()
    assert log_in(wang).get(URL).json()["count"] == 1
    assert log_in(chen).get(URL).json()["count"] == 0
    assert log_in(chen).get(f"{URL}{run.pk}/").status_code == 404
    assert send(chen, f"{URL}{run.pk}/download/").status_code == 404
    assert log_in(wang).get(f"{URL}{run.pk}/").json()["export"] == "units"


def test_what_may_be_exported_is_said(send, chen):
    answer = send(chen, data={"export": "audit_events"})
    assert answer.status_code == 400
    assert "units" in answer.content.decode()


def test_a_term_that_does_not_exist_is_refused(send, chen):
    assert "2022A" in send(chen, data={"export": "units", "term": "1999A"}).content.decode()


def test_whole_ids_take_permission_and_reason(send, chen, wang, school):
    assert send(wang, data=WHOLE).json()["code"] == "no_permission"
    assert send(chen, data={**WHOLE, "reason": ""}).json()["code"] == "no_reason"
    assert send(chen, data=WHOLE).status_code == 201
    assert "216132400100000000" in {row[0] for row in rows_of(latest())}


def test_many_whole_rows_take_a_second_person_and_its_grant_is_used_once(send, chen, lin):
    for _number in range(501):
        a_school()
    assert send(chen, data=WHOLE).json()["code"] == "needs_grant"
    asked = send(chen, f"{URL}propose/", WHOLE).json()
    assert asked["row_count"] == 503
    assert send(lin, f"/api/unmask-requests/{asked['id']}/grant/").status_code == 200
    assert send(chen, data=WHOLE).status_code == 201
    assert send(chen, data=WHOLE).json()["code"] == "needs_grant"
    assert JobRun.objects.count() == 1


def test_an_expired_file_is_refused_in_words(send, chen, school):
    send(chen, data={"export": "units"})
    StoredFile.objects.update(expires_at=timezone.now())
    answer = send(chen, f"{URL}{latest().pk}/download/")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_file")
