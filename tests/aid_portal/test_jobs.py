"""Background work: done once, resumed after a crash, told in words when it cannot be done."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now
from kombu.exceptions import OperationalError as BrokerError

from aid_portal import jobs, leases
from aid_portal.actions import job_runs
from aid_portal.choices import ChunkStatus, ChunkStep, JobStatus
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import JobChunk, JobRun, User

pytestmark = pytest.mark.django_db


class Counting(jobs.Job):
    """Writes the name of a unit for every part, so that a lost or doubled part is seen in the rows."""

    kind = "test_counting"
    trouble: dict = {}
    seen: list = []

    def plan(self, run):
        return [(f"p{number}", 10) for number in range(run.params.get("parts", 3))]

    def work(self, run, lease):
        self.seen.append(lease.key)
        if trouble := self.trouble.get(lease.key):
            raise trouble
        return {"count": lease.chunk.weight}

    def finish(self, run, lease):
        self.seen.append("finish")
        return {"count": sum(part.result["count"] for part in run.chunks.filter(step=ChunkStep.WORK))}

    def stopped(self, run):
        self.seen.append(f"stopped: {run.status}")


class Small(jobs.Job):
    kind = "test_small"

    def finish(self, run, lease):
        lease.progress(3, total=7, stage="正在写出")
        return {"file": "x"}


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(jobs, "_handlers", {"test_counting": Counting(), "test_small": Small()})
    monkeypatch.setattr(Counting, "trouble", {})
    monkeypatch.setattr(Counting, "seen", [])


@pytest.fixture
def run(chen):
    return jobs.start("test_counting", by=chen, title="数一数", post=False)


@transaction.atomic
def work_late(chunk):
    User.objects.create(username="zombie", name="僵尸")
    job_runs.complete(chunk, {})


def crash(run):
    """A worker took a part and was killed: its lease runs out."""
    chunk = job_runs.claim(run.pk)
    JobChunk.objects.filter(pk=chunk.pk).update(lease_until=Now() - timedelta(seconds=1))
    return chunk


def test_a_run_is_planned_worked_and_finished_once(run):
    run = jobs.run_inline(run)
    assert Counting.seen == ["p0", "p1", "p2", "finish"]
    assert (run.status, run.result, run.done, run.total, run.percent) == (JobStatus.DONE, {"count": 30}, 30, 30, 100)
    assert run.created_at <= run.started_at <= run.finished_at


def test_a_small_job_is_its_last_step_alone():
    run = jobs.run_inline(jobs.start("test_small", by=None, title="导出", post=False))
    assert (run.status, run.result) == (JobStatus.DONE, {"file": "x"})


def test_a_crashed_part_is_taken_again_and_a_live_one_is_not(run):
    crash(run)
    again = job_runs.claim(run.pk)
    assert (again.step, again.fence, again.attempts) == (ChunkStep.PLAN, 2, 2)
    assert job_runs.claim(run.pk) is None


def test_what_a_zombie_did_is_rolled_back(run, chen):
    zombie = crash(run)
    job_runs.claim(run.pk)
    with pytest.raises(job_runs.LostLease):
        work_late(zombie)
    assert not User.objects.filter(username="zombie").exists()
    job_runs.release(zombie)
    assert job_runs.fail(zombie, "迟到") is None
    assert job_runs.claim(run.pk) is None
    assert JobRun.objects.get(pk=run.pk).status == JobStatus.RUNNING


def test_a_transaction_of_a_part_commits_only_while_the_part_is_held(run):
    lease = leases.Lease(crash(run))
    with lease.transaction():
        User.objects.create(username="held", name="持有")
    job_runs.claim(run.pk)
    with pytest.raises(job_runs.LostLease), lease.transaction():
        User.objects.create(username="lost", name="失去")
    assert list(User.objects.filter(username__in=["held", "lost"]).values_list("username", flat=True)) == ["held"]


def test_the_last_step_waits_for_every_part(run):
    first = job_runs.claim(run.pk)
    job_runs.plan(first, ["a"])
    job_runs.complete(first, {})
    part = job_runs.claim(run.pk)
    assert job_runs.claim(run.pk) is None
    job_runs.complete(part, {})
    assert job_runs.claim(run.pk).step == ChunkStep.FINISH


def test_a_refusal_ends_the_run_with_its_sentence(run):
    Counting.trouble["p1"] = Refused("第3行“姓名”：不能为空，请补填。")
    run = jobs.run_inline(run)
    assert (run.status, run.error) == (JobStatus.FAILED, "第3行“姓名”：不能为空，请补填。")
    assert Counting.seen == ["p0", "p1", "stopped: failed"]
    assert (run.done, run.total, run.percent) == (10, 30, 33)


def test_a_programme_error_is_tried_three_times_and_then_told_in_words(run, caplog):
    Counting.trouble["p0"] = ZeroDivisionError("secret 61032420120101123X")
    run = jobs.run_inline(run)
    assert Counting.seen == ["p0", "p0", "p0", "stopped: failed"]
    assert "已重试3次" in run.error
    assert "secret" not in run.error


def test_a_part_that_kills_its_workers_is_given_up(run):
    JobChunk.objects.filter(run=run).update(attempts=job_runs.MOST_CLAIMS)
    run = jobs.run_inline(run)
    assert run.status == JobStatus.FAILED
    assert "多次中断" in run.error


def test_a_kind_that_is_gone_is_refused_in_words(chen):
    run = jobs.run_inline(jobs.start("gone", by=chen, title="旧任务", post=False))
    assert run.error == "系统已不再支持这类任务，请重新发起。"


def test_a_retry_goes_on_where_it_stopped(run, chen):
    Counting.trouble["p1"] = Refused("缺名单")
    jobs.run_inline(run)
    Counting.trouble.clear()
    Counting.seen.clear()
    jobs.retry(run=run, by=chen)
    run = jobs.run_inline(run)
    assert Counting.seen == ["p1", "p2", "finish"]
    assert (run.status, run.error, run.result) == (JobStatus.DONE, "", {"count": 30})


def test_only_a_failed_run_is_retried(run, chen):
    with pytest.raises(AlreadyDone, match="没有失败"):
        jobs.retry(run=run, by=chen)


def test_a_run_that_nobody_works_on_is_cancelled_at_once(run, chen):
    jobs.cancel(run=run, by=chen)
    run.refresh_from_db()
    assert run.status == JobStatus.CANCELLED
    assert Counting.seen == ["stopped: cancelled"]
    assert jobs.run_inline(run).status == JobStatus.CANCELLED
    with pytest.raises(AlreadyDone, match="已经结束"):
        jobs.cancel(run=run, by=chen)


def test_a_run_in_work_is_cancelled_when_its_worker_lets_go(run, chen):
    chunk = job_runs.claim(run.pk)
    jobs.cancel(run=run, by=chen)
    run.refresh_from_db()
    assert run.status == JobStatus.CANCELLING
    assert job_runs.beat(chunk, done=1, weight=5, stage="比对") == JobStatus.CANCELLING
    job_runs.release(chunk)
    assert jobs.run_inline(run).status == JobStatus.CANCELLED


def test_a_cancelled_part_stops_at_its_next_word_of_progress(run):
    lease = leases.Lease(job_runs.claim(run.pk))
    lease.progress(1)
    lease.stopped = True
    with pytest.raises(leases.Stopped):
        lease.progress(2)
    lease.lost = True
    with pytest.raises(job_runs.LostLease):
        lease.progress(3)


def test_progress_within_a_part_is_shown_on_the_run(run):
    job_runs.plan(job_runs.claim(run.pk), [("a", 100)])
    JobChunk.objects.filter(run=run, step=ChunkStep.PLAN).update(status=ChunkStatus.DONE)
    job_runs.beat(job_runs.claim(run.pk), done=40, weight=200, stage="正在比对")
    run.refresh_from_db()
    assert (run.done, run.total, run.percent, run.stage) == (40, 200, 20, "正在比对")


def test_a_second_click_finds_the_same_run(chen):
    first = jobs.start("test_counting", by=chen, title="一", unique_key="check:2022A", post=False)
    assert jobs.start("test_counting", by=chen, title="二", unique_key="check:2022A") == first
    jobs.run_inline(first)
    assert jobs.start("test_counting", by=chen, title="三", unique_key="check:2022A", post=False) != first


def test_a_retry_does_not_run_beside_a_run_of_the_same_key(chen):
    first = jobs.start("gone", by=chen, title="一", unique_key="check", post=False)
    jobs.run_inline(first)
    jobs.start("gone", by=chen, title="二", unique_key="check", post=False)
    with pytest.raises(Refused, match="同样的任务正在进行"):
        jobs.retry(run=first, by=chen)


def test_a_run_is_posted_when_the_transaction_commits(chen, monkeypatch, django_capture_on_commit_callbacks):
    woken = []
    monkeypatch.setattr(job_runs, "wake", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        run = jobs.start("test_counting", by=chen, title="数")
        assert woken == []
    assert woken == [run.pk]


def test_without_a_broker_nobody_is_refused_and_the_sweeper_takes_over(run, monkeypatch, django_capture_on_commit_callbacks):
    def unreachable(*_args, **_kwargs):
        raise BrokerError("connection refused")

    monkeypatch.setattr(job_runs.current_app.tasks[job_runs.RUN_TASK], "apply_async", unreachable)
    job_runs.wake(run.pk)
    JobRun.objects.update(heartbeat_at=Now() - timedelta(minutes=1))
    woken = []
    monkeypatch.setattr(job_runs, "wake", woken.append)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.sweep() == 1
    assert woken == [run.pk]
    assert jobs.sweep() == 0


@pytest.fixture
def woken(monkeypatch):
    calls = []
    monkeypatch.setattr(job_runs, "wake", lambda run_id, workers=1, countdown=None: calls.append(workers))
    return calls


def test_after_planning_as_many_helpers_are_woken_as_there_are_workers_and_parts(chen, woken, settings):
    settings.WORKERS = 4
    for parts in (0, 1, 2, 9):
        jobs.work_off(jobs.start("test_counting", by=chen, title="数", params={"parts": parts}, post=False).pk)
    assert woken == [0, 0, 1, 3]


def test_a_long_run_lets_others_have_their_turn(run, woken, monkeypatch):
    monkeypatch.setattr(jobs, "SLICE_SECONDS", -1)
    jobs.work_off(run.pk)
    jobs.work_off(run.pk)
    assert Counting.seen == ["p0"]
    assert woken[-1] == 1


def test_the_sweeper_leaves_alone_what_is_in_work(run):
    job_runs.claim(run.pk)
    JobRun.objects.update(heartbeat_at=Now() - timedelta(minutes=1))
    assert jobs.sweep() == 0


def test_people_see_their_own_runs_and_those_of_the_units_below(chen, wang, zhao):
    of_wang = jobs.start("test_counting", by=wang, title="王", post=False)
    of_zhao = jobs.start("test_counting", by=zhao, title="赵", post=False)
    assert set(JobRun.objects.visible_to(wang)) == {of_wang}
    assert set(JobRun.objects.visible_to(chen)) == {of_wang, of_zhao}


def test_a_part_is_skipped_when_the_run_was_cancelled_between_look_and_lock(run, chen, monkeypatch):
    def cancelled_meanwhile(self, **_kwargs):
        JobRun.objects.filter(pk=run.pk).update(status=JobStatus.CANCELLING)
        self.status = JobStatus.CANCELLING

    monkeypatch.setattr(JobRun, "refresh_from_db", cancelled_meanwhile)
    assert job_runs.claim(run.pk) is None
    assert not run.chunks.leased().exists()


def test_what_ended_half_a_year_ago_is_forgotten_and_what_is_active_is_not(run, chen):
    old = jobs.run_inline(jobs.start("test_small", by=chen, title="旧", post=False))
    JobRun.objects.update(finished_at=Now() - job_runs.KEPT - timedelta(days=1))
    JobRun.objects.filter(pk=run.pk).update(finished_at=None)
    assert job_runs.prune() == 1
    assert list(JobRun.objects.all()) == [run]
    assert not JobChunk.objects.filter(run=old.pk).exists()
