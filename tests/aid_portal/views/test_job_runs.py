"""后台任务: seen by whom it concerns, followed to its end, stopped and taken up again by its owner."""

import pytest
from django.urls import reverse

from aid_portal import jobs
from aid_portal.actions import job_runs
from aid_portal.choices import JobStatus
from aid_portal.errors import Refused
from aid_portal.models import JobRun

pytestmark = pytest.mark.django_db


class Exporting(jobs.Job):
    kind = "test_exporting"

    def finish(self, run, lease):
        if run.params.get("broken"):
            raise Refused("没有可导出的记录，请放宽条件。")
        return {"rows": 3}

    def links(self, run):
        return [jobs.Link("下载结果", "/files/x/", post=True), jobs.Link("查看清单", "/rows/")]


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(jobs, "_handlers", {"test_exporting": Exporting()})


def a_run(by, **fields):
    return jobs.start("test_exporting", by=by, post=False, **({"title": "导出花名册"} | fields))


def url(run, page="detail"):
    return reverse(f"job-run-{page}", args=[run.pk])


@pytest.mark.parametrize("page", ["detail", "progress"])
def test_the_neighbour_s_run_does_not_exist(log_in, wang, zhao, page):
    assert log_in(zhao).get(url(a_run(wang), page)).status_code == 404


@pytest.mark.parametrize("page", ["cancel", "retry"])
def test_the_neighbour_cannot_touch_it(log_in, wang, zhao, page):
    run = a_run(wang)
    assert log_in(zhao).post(url(run, page)).status_code == 404
    run.refresh_from_db()
    assert run.status == JobStatus.QUEUED


def test_the_stranger_is_sent_to_the_login(client, wang):
    assert client.get(url(a_run(wang))).status_code == 302


def test_who_may_not_see_jobs_is_refused(log_in, wang, audit_admin):
    assert log_in(audit_admin).get(url(a_run(wang))).status_code == 403


@pytest.mark.parametrize("page", ["cancel", "retry"])
def test_looking_changes_nothing(log_in, wang, page):
    assert log_in(wang).get(url(a_run(wang), page)).status_code == 405


def test_the_list_shows_own_runs_and_the_bureau_sees_all(log_in, wang, zhao, chen):
    a_run(wang, title="王的导出")
    a_run(zhao, title="赵的导出")
    of_wang = log_in(wang).get(reverse("job-run-list")).content.decode()
    assert "王的导出" in of_wang
    assert "赵的导出" not in of_wang
    of_chen = log_in(chen).get(reverse("job-run-list")).content.decode()
    assert "王的导出" in of_chen
    assert "赵的导出" in of_chen
    mine = log_in(chen).get(reverse("job-run-list"), {"mine": "yes"}).content.decode()
    assert "王的导出" not in mine
    others = log_in(chen).get(reverse("job-run-list"), {"mine": "no"}).content.decode()
    assert "王的导出" in others


def test_the_list_costs_the_same_for_three_runs_and_for_thirty(log_in, wang, django_assert_max_num_queries):
    client = log_in(wang)
    for _number in range(3):
        a_run(wang)
    client.get(reverse("job-run-list"))
    with django_assert_max_num_queries(50) as few:
        client.get(reverse("job-run-list"))
    for _number in range(17):
        a_run(wang)
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("job-run-list"))


def test_a_running_job_is_asked_after_every_second_and_can_be_cancelled(log_in, wang):
    page = log_in(wang).get(url(a_run(wang))).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert "取消任务" in page
    assert "重试" not in page


def test_after_half_a_minute_it_is_asked_after_less_often(log_in, wang):
    run = a_run(wang)
    JobRun.objects.update(created_at="2022-09-01T00:00:00Z")
    assert 'hx-trigger="every 3s"' in log_in(wang).get(url(run, "progress")).content.decode()


def test_at_the_end_polling_stops_and_the_page_loads_its_results(log_in, wang):
    run = jobs.run_inline(a_run(wang))
    client = log_in(wang)
    answer = client.get(url(run, "progress"))
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (286, "true")
    page = client.get(url(run)).content.decode()
    assert "hx-trigger" not in page
    assert "下载结果" in page
    assert '<a class="btn btn-primary" href="/rows/">' in page
    assert "取消任务" not in page


def test_the_owner_cancels(log_in, wang):
    run = a_run(wang)
    assert log_in(wang).post(url(run, "cancel"), follow=True).status_code == 200
    run.refresh_from_db()
    assert run.status == JobStatus.CANCELLED


def test_a_failure_shows_its_reason_and_the_owner_tries_again(log_in, wang):
    run = jobs.run_inline(a_run(wang, params={"broken": True}))
    client = log_in(wang)
    page = client.get(url(run)).content.decode()
    assert "没有可导出的记录，请放宽条件。" in page
    assert "重试" in page
    client.post(url(run, "retry"))
    run.refresh_from_db()
    assert run.status == JobStatus.QUEUED


def test_somebody_else_who_sees_it_may_not_stop_it_but_the_system_administrator_may(log_in, wang, chen, system_admin):
    run = a_run(wang)
    assert "取消任务" not in log_in(chen).get(url(run)).content.decode()
    assert log_in(chen).post(url(run, "cancel")).status_code == 403
    assert log_in(system_admin).post(url(run, "cancel")).status_code == 302


def test_a_long_job_says_how_long_it_took(log_in, wang):
    run = a_run(wang)
    job_runs.claim(run.pk)
    JobRun.objects.update(created_at="2022-09-01T00:00:00Z", finished_at="2022-09-01T00:02:05Z")
    assert "2分5秒" in log_in(wang).get(url(run)).content.decode()
