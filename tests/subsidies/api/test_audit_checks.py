"""The auditors' bench over the API: the page's eyes, its explanations and its runs."""

import pytest

from subsidies.models import AuditRun
from tests.factories.audit_hits import a_hit
from tests.factories.students import a_student, an_enrolment
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db
HITS, RUNS = "/api/audit-hits/", "/api/audit-runs/"


@pytest.fixture
def hit(school):
    return a_hit(enrolment=an_enrolment(school=school, student=a_student(name="王小明"), name="王小明"))


def explained(client, hit, seen, key="e1"):
    body = {"text": "镇政府证明，2022年11月", "seen": seen}
    return client.post(f"{HITS}{hit.pk}/explain/", body, content_type="application/json", headers={"Idempotency-Key": key})


def states(client):
    return [each["state"] for each in client.get(f"{HITS}?state=all").json()["results"]]


def test_a_hit_is_explained_of_the_facts_that_were_seen_and_open_again_when_they_change(log_in, sun, chen, hit):
    assert explained(log_in(sun), hit, hit.facts_hash).status_code == 403
    assert explained(log_in(chen), hit, "2" * 64).status_code == 409
    told = explained(log_in(chen), hit, hit.facts_hash, "e2").json()
    assert (told["state"], told["name"], told["explanations"][0]["holds"]) == ("explained", "王小明", True)
    type(hit).objects.filter(pk=hit.pk).update(facts_hash="1" * 64)
    assert states(log_in(sun)) == ["open"]
    assert log_in(sun).get(f"{HITS}{hit.pk}/").json()["explanations"][0]["holds"] is False


def test_schools_have_no_bench(log_in, wang, hit):
    assert log_in(wang).get(HITS).status_code == log_in(wang).get(RUNS).status_code == 403


@pytest.mark.usefixtures("hit")
def test_a_run_that_is_under_way_is_not_started_twice(log_in, sun):
    first = log_in(sun).post(RUNS, content_type="application/json", headers={"Idempotency-Key": "r1"})
    again = log_in(a_hand("chen")).post(RUNS, content_type="application/json", headers={"Idempotency-Key": "r2"})
    assert (first.status_code, first.json()["id"]) == (202, again.json()["id"])
    assert AuditRun.objects.filter(status="running").count() == 1
    assert first.json()["id"] in [each["id"] for each in log_in(sun).get(RUNS).json()["results"]]
