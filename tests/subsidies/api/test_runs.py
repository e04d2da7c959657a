"""The API of the check: the pages' permissions, filters and actions."""

import pytest

from subsidies.models import EligibilityRun
from tests.factories.subsidies import a_dry_change, a_policy, a_run
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db


def post(client, path, **data):
    return client.post(path, data, content_type="application/json")


def test_runs_are_listed_and_shown_to_the_bureau_only(log_in, chen, wang):
    run = a_run(dry=True)
    client = log_in(chen)
    assert client.get("/api/runs/?kind=dry").json()["results"][0]["id"] == run.pk
    assert client.get("/api/runs/?kind=real").json()["count"] == 0
    assert client.get(f"/api/runs/{run.pk}/").json()["status_label"] == "已完成"
    assert log_in(wang).get("/api/runs/").status_code == 403


def test_a_run_is_started_by_those_who_may(log_in, chen, sun, school):
    a_child(school, "LIFTED")
    asked = {"term": "2022A", "dry": True}
    assert post(log_in(sun), "/api/runs/", **asked).status_code == 403
    answer = post(log_in(chen), "/api/runs/", **asked, policy=1)
    assert (answer.status_code, answer.json()["dry"], answer.json()["policy"]) == (201, True, 1)
    assert answer.json()["job"] == EligibilityRun.objects.get().job_id


def test_what_is_refused_on_the_page_is_refused_here(log_in, chen, school):
    client = log_in(chen)
    assert post(client, "/api/runs/", term="2022A", dry=False).status_code == 409
    a_child(school)
    assert post(client, "/api/runs/", term="2022A", dry=False, policy=a_policy().number).status_code == 409
    assert post(client, "/api/runs/", term="1999A", dry=False).status_code == 400


def test_the_changes_of_a_run_are_rows_of_amounts_and_grounds(log_in, chen, wang, school):
    a_child(school, "LIFTED", name="李明")
    run = check()
    client = log_in(chen)
    row = client.get(f"/api/runs/{run.pk}/changes/?change=gained").json()["results"][0]
    shown = {"student_name": "李明", "school": school.code, "programme": "CE_DAY", "before_amount": None}
    assert row | shown | {"after_amount": "250.00", "after_grounds": ["LIFTED"], "money": "250.00"} == row
    assert client.get(f"/api/runs/{run.pk}/changes/?change=lost").json()["count"] == 0
    assert client.get("/api/runs/4711/changes/").status_code == 404
    assert log_in(wang).get(f"/api/runs/{run.pk}/changes/").status_code == 403


def test_the_changes_cost_the_same_for_one_and_for_thirty(log_in, chen, django_assert_max_num_queries):
    run, client = a_run(dry=True), log_in(chen)
    for _ in range(30):
        a_dry_change(run=run)
    with django_assert_max_num_queries(7):
        assert client.get(f"/api/runs/{run.pk}/changes/").json()["count"] == 30
