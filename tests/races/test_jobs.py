"""Workers side by side: every part has one holder, every effect happens once; without the lock it would not."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from django.db.models.functions import Now

from aid_portal import jobs, leases
from aid_portal.actions import job_runs
from aid_portal.choices import ChunkStatus, ChunkStep, JobStatus
from aid_portal.models import AuditEvent, JobChunk, JobRun

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

PARTS = 12


def leave_a_mark(key: str) -> None:
    AuditEvent.objects.create(event="race", actor="worker", target_key=key)


def marks() -> list[str]:
    return sorted(AuditEvent.objects.filter(event="race").values_list("target_key", flat=True))


class Marking(jobs.Job):
    kind = "race_marking"

    def plan(self, run):
        return [f"p{number:02d}" for number in range(PARTS)]

    def work(self, run, lease):
        leave_a_mark(lease.key)
        time.sleep(0.02)

    def finish(self, run, lease):
        leave_a_mark("finish")

    def stopped(self, run):
        leave_a_mark("stopped")


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(jobs, "_handlers", {"race_marking": Marking()})


@pytest.fixture
def run():
    return jobs.start("race_marking", by=None, title="竞争", post=False)


@pytest.fixture
def planned(run):
    chunk = job_runs.claim(run.pk)
    with transaction.atomic():
        job_runs.plan(chunk, Marking().plan(run))
        job_runs.complete(chunk, {})
    return run


def together(*deeds: Callable[[], object]) -> list[object]:
    """Do all at once, each on a connection of its own; an exception is its class's name."""
    outcomes: list[object] = [None] * len(deeds)

    def do(place: int, deed: Callable[[], object]) -> None:
        try:
            outcomes[place] = deed()
        except Exception as error:
            outcomes[place] = type(error).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def look_before_writing(monkeypatch):
    """Both have looked before either writes."""
    barrier, first = threading.Barrier(2), models.QuerySet.first

    def first_then_wait(queryset):
        found = first(queryset)
        if queryset.model is JobChunk and threading.current_thread() is not threading.main_thread():
            barrier.wait(5)
        return found

    monkeypatch.setattr(models.QuerySet, "first", first_then_wait)


def claimed(run) -> list[str]:
    outcomes = together(*[lambda: job_runs.claim(run.pk)] * 2)
    return [chunk.key for chunk in outcomes]


def test_two_workers_never_hold_the_same_part(planned, look_before_writing):
    assert sorted(claimed(planned)) == ["p00", "p01"]


def test_control_without_the_lock_both_hold_it(planned, look_before_writing, monkeypatch):
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda queryset, **_options: queryset)
    assert claimed(planned) == ["p00", "p00"]


def test_four_workers_do_every_part_once_and_finish_once(run):
    together(*[lambda: jobs.work_off(run.pk)] * 4)
    jobs.work_off(run.pk)
    assert marks() == ["finish", *(f"p{number:02d}" for number in range(PARTS))]
    run.refresh_from_db()
    assert (run.status, run.done, run.total) == (JobStatus.DONE, PARTS, PARTS)


def test_a_zombie_and_its_successor_write_once(planned):
    zombie = job_runs.claim(planned.pk)
    JobChunk.objects.filter(pk=zombie.pk).update(lease_until=Now() - timedelta(seconds=1))
    successor = job_runs.claim(planned.pk)

    def write(chunk):
        with transaction.atomic():
            leave_a_mark(chunk.key)
            time.sleep(0.1)
            job_runs.complete(chunk, {})
        return "done"

    assert together(lambda: write(zombie), lambda: write(successor)) == ["LostLease", "done"]
    assert marks() == ["p00"]


def test_a_part_lost_in_the_middle_writes_nothing_more(planned):
    """`atomic = False`: the successor takes the part while the zombie's transaction is open."""
    lease = leases.Lease(job_runs.claim(planned.pk))

    def lose_it():
        JobChunk.objects.filter(pk=lease.chunk.pk).update(lease_until=Now() - timedelta(seconds=1))
        return job_runs.claim(planned.pk).key

    def write():
        with lease.transaction():
            leave_a_mark("zombie")
            assert together(lose_it) == ["p00"]

    assert together(write) == ["LostLease"]
    assert marks() == []


def test_two_clicks_at_once_are_one_run():
    def click():
        return jobs.start("race_marking", by=None, title="比对", unique_key="check:2022A", post=False).pk

    assert len(set(together(*[click] * 6))) == 1
    assert JobRun.objects.count() == 1


def test_cancelling_at_the_last_moment_ends_in_exactly_one_way(planned):
    together(lambda: jobs.work_off(planned.pk), lambda: (time.sleep(0.1), jobs.cancel(run=planned, by="console")))
    jobs.work_off(planned.pk)
    planned.refresh_from_db()
    ends = {"finish", "stopped"} & set(marks())
    assert ends == ({"finish"} if planned.status == JobStatus.DONE else {"stopped"})
    assert planned.status in {JobStatus.DONE, JobStatus.CANCELLED}


@pytest.fixture
def short_lease(monkeypatch):
    monkeypatch.setattr(job_runs, "LEASE", timedelta(seconds=1))
    monkeypatch.setattr(leases, "BEAT_SECONDS", 0.2)


def take_while(planned, keep) -> object:
    """What a second worker gets after 1.5 s of somebody's work on the first part."""
    JobChunk.objects.filter(run=planned, step=ChunkStep.WORK).exclude(key="p00").update(status=ChunkStatus.DONE)
    lease = leases.Lease(job_runs.claim(planned.pk))
    with keep(lease):
        lease.progress(3, total=9, stage="慢慢来")
        time.sleep(1.5)
        taken = together(lambda: job_runs.claim(planned.pk))[0]
    return taken and taken.key


def test_a_part_in_work_is_kept_longer_than_its_lease(planned, short_lease):
    assert take_while(planned, leases.kept) is None
    planned.refresh_from_db()
    assert (planned.stage, planned.done) == ("慢慢来", 3)


def test_control_without_the_keeper_it_is_taken(planned, short_lease):
    class NotKept(leases.Lease):
        __enter__ = __exit__ = lambda *_arguments: None

    assert take_while(planned, lambda lease: NotKept(lease.chunk)) == "p00"


def test_a_cancelled_run_stops_in_the_middle_of_a_part(planned, short_lease):
    lease = leases.Lease(job_runs.claim(planned.pk))
    with leases.kept(lease):
        JobRun.objects.filter(pk=planned.pk).update(status=JobStatus.CANCELLING)
        time.sleep(0.7)
        with pytest.raises(leases.Stopped):
            lease.progress(1)
