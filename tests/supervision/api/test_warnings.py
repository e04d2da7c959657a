"""Warnings over the API: seen, answered, asked about, decided by another person; by the pages' rules."""

import pytest

from supervision.models import EarlyWarning, HardshipReport, WarningRequest
from tests.factories.warnings import a_warning
from tests.subsidies.county import a_child
from tests.supervision.api.test_dropout_deeds import a_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


@pytest.fixture
def call(log_in):
    """POST as somebody; the answer's status and content."""

    def called(user, address, **sent):
        answer = log_in(user).post(address, sent, content_type="application/json")
        return answer.status_code, answer.json()

    return called


def test_a_warning_is_listed_with_its_sentence_in_scope(school, wang, zhao, log_in):
    warning = a_warning(school)
    [found] = log_in(wang).get("/api/warnings/").json()["results"]
    assert (found["id"], found["kind"], found["owner"]) == (warning.pk, "risk_removed", school.code)
    assert "由“未消除”变为“已消除”" in found["reason"]
    assert log_in(zhao).get("/api/warnings/").json()["results"] == []
    assert log_in(wang).get("/api/warnings/", {"kind": "left"}).json()["results"] == []


def test_the_owner_answers_asks_and_another_person_decides(school, wang, lin, call):
    warning = a_warning(school)
    address = f"/api/warnings/{warning.pk}/"
    assert call(wang, f"{address}answer/", text="已走访")[0] == 201
    assert call(lin, f"{address}answer/", text="不归我")[0] == 403
    status, shown = call(wang, f"{address}close/", reason="已核实", seen=warning.facts_hash)
    assert (status, shown["requests"][0]["kind"], shown["answers"][0]["text"]) == (201, "close", "已走访")
    assert call(wang, f"{address}extend/", until="2099-01-01", reason="再等等")[0] == 409
    asked = f"/api/warning-requests/{WarningRequest.objects.get().pk}/"
    assert call(wang, f"{asked}approve/")[0] == 403
    assert call(lin, f"{asked}refuse/", note="请附佐证")[1]["status"] == "refused"
    assert EarlyWarning.objects.get().status == "handling"


def test_a_school_reports_its_own_child_and_no_other(school, wang, zhao, call):
    child = a_child(school)
    sent = {"student": child.student_id, "event": "accident", "happened_on": "2022-10-08", "account": "母亲车祸"}
    assert call(zhao, "/api/hardship-reports/", **sent)[0] == 404
    status, made = call(wang, "/api/hardship-reports/", **sent)
    assert (status, made["unit"], made["status"]) == (201, school.code, "reported")
    assert call(wang, f"/api/hardship-reports/{made['id']}/withdraw/", note="情况不实")[1]["status"] == "withdrawn"
    assert HardshipReport.objects.count() == 1


def test_papers_come_with_an_answer_and_a_report_and_are_fetched_by_who_sees_them(school, wang, zhao, log_in):
    warning, client = a_warning(school), log_in(wang)
    path = f"/api/warnings/{warning.pk}/"
    [paper] = client.post(f"{path}answer/", {"text": "已走访", "file": a_paper()}).json()["papers"]
    assert b"".join(client.post(f"{path}papers/{paper}/").streaming_content).startswith(b"%PDF")
    assert client.post(f"{path}papers/{paper + 1}/").status_code == 404
    assert log_in(zhao).post(f"{path}papers/{paper}/").status_code == 404
    told = {"student": warning.student_id, "event": "accident", "happened_on": "2022-10-08", "account": "母亲车祸"}
    made = client.post("/api/hardship-reports/", {**told, "scan": a_paper()}).json()
    assert made["has_scan"] is True
    scan = f"/api/hardship-reports/{made['id']}/scan/"
    assert b"".join(client.post(scan).streaming_content).startswith(b"%PDF")
    assert log_in(zhao).post(scan).status_code == 404
