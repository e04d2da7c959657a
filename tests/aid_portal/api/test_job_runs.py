"""The API shows and does with background work what the pages show and do, for the same people."""

import pytest

from aid_portal import jobs
from aid_portal.choices import JobStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(wang):
    return jobs.start("gone", by=wang, title="导出花名册", post=False)


def test_a_run_is_shown_to_its_owner_and_not_to_the_neighbour(log_in, wang, zhao, run):
    answer = log_in(wang).get(f"/api/job-runs/{run.pk}/").json()
    shown = {"title": "导出花名册", "status": "queued", "status_label": "排队中", "percent": None}
    assert answer | shown | {"requested_by": "王老师", "unit": "2161324001"} == answer
    assert log_in(zhao).get(f"/api/job-runs/{run.pk}/").status_code == 404


def test_the_list_takes_the_page_s_filter(log_in, wang, run):
    client = log_in(wang)
    assert run.title in client.get("/api/job-runs/?status=queued").content.decode()
    assert run.title not in client.get("/api/job-runs/?status=done").content.decode()


def test_the_stranger_gets_nothing(client, run):
    assert client.get(f"/api/job-runs/{run.pk}/").status_code in (302, 401, 403)


def test_the_owner_cancels_and_a_second_time_is_told_so(log_in, wang, run):
    client = log_in(wang)
    assert client.post(f"/api/job-runs/{run.pk}/cancel/").json()["status"] == JobStatus.CANCELLED
    again = client.post(f"/api/job-runs/{run.pk}/cancel/")
    assert (again.status_code, again.json()["code"]) == (409, "already_done")


def test_a_failed_run_is_taken_up_again(log_in, wang, run):
    jobs.run_inline(run)
    assert log_in(wang).post(f"/api/job-runs/{run.pk}/retry/").json()["status"] == JobStatus.QUEUED


def test_who_sees_it_but_did_not_ask_for_it_may_not_stop_it(log_in, chen, run):
    assert log_in(chen).post(f"/api/job-runs/{run.pk}/cancel/").status_code == 403
