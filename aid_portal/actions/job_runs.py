"""The life of a background job: start, claim, plan, complete, release, fail, cancel, settle, retry, sweep.

Every write of a worker names the fence of its lease; when somebody else holds the part by then, nothing is written.
Locks are taken part first, run second, everywhere.
"""

import logging
from collections.abc import Iterable
from datetime import timedelta
from functools import partial

from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Sum
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError as BrokerError

from aid_portal import acting, audit
from aid_portal.choices import ChunkStatus, ChunkStep, JobStatus
from aid_portal.errors import AlreadyDone, IllegalMove, Refused
from aid_portal.models import JobChunk, JobRun, OrgUnit, User
from aid_portal.models.job_runs import ACTIVE

logger = logging.getLogger(__name__)

RUN_TASK = "aid_portal.run_job"
LEASE = timedelta(seconds=20)
KEPT = timedelta(days=180)
# A part that ends its worker again and again is itself the cause; bad luck alone does not strike so often.
MOST_CLAIMS = 12

Part = str | tuple[str, int]


class LostLease(Exception):
    """Another worker holds the part by now; whatever this one did must be rolled back."""


def wake(run_id: int, workers: int = 1, countdown: float | None = None) -> None:
    """Tell workers that there is something to do; without a broker the sweeper will, so nobody is refused for it."""
    try:
        for _number in range(workers):
            current_app.tasks[RUN_TASK].apply_async((run_id,), countdown=countdown)
    except BrokerError:
        logger.warning("broker unreachable, job run %s waits for the sweeper", run_id)


def start(
    kind: str,
    *,
    by: User | None,
    title: str,
    params: dict | None = None,
    unit: OrgUnit | None = None,
    unique_key: str = "",
    total: int = 0,
    post: bool = True,
) -> JobRun:
    """A new run, woken on commit; with `unique_key`, the run of that key which is still active, if there is one.

    `post=False` wakes nobody: the caller does the run itself by `jobs.run_inline`.
    """
    fields = {
        "kind": kind, "title": title[:120], "params": params or {}, "total": total, "unique_key": unique_key,
        "token_name": acting.token_name.get(), "principal": acting.principal.get(),
    }  # fmt: skip
    try:
        with transaction.atomic():
            run = JobRun.objects.create(requested_by=by, unit=unit or (by and by.home_unit), **fields)
            JobChunk.objects.create(run=run, step=ChunkStep.PLAN, key="", position=0, weight=0)
    except IntegrityError:
        running = JobRun.objects.active().filter(unique_key=unique_key).first() if unique_key else None
        if running is None:
            raise
        return running
    if post:
        transaction.on_commit(partial(wake, run.pk))
    return run


@transaction.atomic
def claim(run_id: int) -> JobChunk | None:
    """Lease the next free part of the run to the caller; None when there is nothing to take."""
    chunks = JobChunk.objects.filter(run=run_id, run__status__in=[JobStatus.QUEUED, JobStatus.RUNNING]).claimable()
    locked = chunks.select_for_update(of=("self",), no_key=True, skip_locked=True)
    chunk = locked.select_related("run__requested_by", "run__unit").first()
    if chunk is None:
        return None
    JobChunk.objects.filter(pk=chunk.pk).update(
        lease_until=Now() + LEASE, fence=F("fence") + 1, attempts=F("attempts") + 1, done_count=0
    )
    if chunk.run.status == JobStatus.QUEUED:
        JobRun.objects.filter(pk=run_id, status=JobStatus.QUEUED).update(status=JobStatus.RUNNING, started_at=Now())
    chunk.fence += 1
    chunk.attempts += 1
    chunk.run.refresh_from_db(fields=["status", "started_at"])
    if chunk.run.status != JobStatus.RUNNING:
        transaction.set_rollback(True)  # cancelled between our look and our lock
        return None
    return chunk


def plan(chunk: JobChunk, parts: Iterable[Part]) -> None:
    """Lay out the parts of the run and its last step; the caller holds the lease of the first step."""
    weighed = [(part, 1) if isinstance(part, str) else part for part in parts]
    rows = [JobChunk(run=chunk.run, key=key, weight=weight, position=place) for place, (key, weight) in enumerate(weighed, 1)]
    last = JobChunk(run=chunk.run, step=ChunkStep.FINISH, key="", position=len(rows) + 1, weight=0)
    JobChunk.objects.bulk_create([*rows, last])


def complete(chunk: JobChunk, result: dict) -> None:
    """Close the part in the caller's transaction; raises LostLease, which rolls the part's work back."""
    held = _held(chunk).update(status=ChunkStatus.DONE, lease_until=None, done_count=F("weight"), result=result)
    if not held:
        raise LostLease(chunk)
    if chunk.step == ChunkStep.FINISH:
        run = JobRun.objects.locked().get(pk=chunk.run_id)
        run.move_to(JobStatus.DONE)
        run.result, run.done, run.stage = result, run.total, ""
        _close(run)


def hold(chunk: JobChunk) -> None:
    """Lock the part for the rest of the caller's transaction; raises LostLease when it is no longer the caller's."""
    if _held(chunk).select_for_update(of=("self",), no_key=True).first() is None:
        raise LostLease(chunk)


def release(chunk: JobChunk) -> None:
    """Give the part back undone."""
    _held(chunk).update(lease_until=None, done_count=0)


@transaction.atomic
def fail(chunk: JobChunk, reason: str) -> JobRun | None:
    """The part cannot be done, so the run cannot; None where the run was stopped otherwise meanwhile."""
    if not _held(chunk).update(status=ChunkStatus.FAILED, lease_until=None):
        return None
    run = JobRun.objects.locked().get(pk=chunk.run_id)
    if JobStatus.FAILED not in run.open_moves() or run.status == JobStatus.CANCELLING:
        return None
    run.move_to(JobStatus.FAILED)
    run.error = reason[:500]
    return _close(run)


@transaction.atomic
def settle(run_id: int) -> JobRun | None:
    """Close a run that is being cancelled and that no worker holds any more; None when it is not."""
    run = JobRun.objects.filter(status=JobStatus.CANCELLING).locked().filter(pk=run_id).first()
    if run is None or run.chunks.leased().exists():
        return None
    run.move_to(JobStatus.CANCELLED)
    return _close(run)


@transaction.atomic
def cancel(*, run: JobRun, by: User | str) -> JobRun:
    """Ask the run to stop; parts that are done stay done, the part in work is rolled back."""
    run = JobRun.objects.locked().get(pk=run.pk)
    if not run.is_active:
        raise AlreadyDone(_("“%(run)s”已经结束，无需取消。") % {"run": run})
    if run.status == JobStatus.CANCELLING:
        return run
    run.move_to(JobStatus.CANCELLING)
    run.save(update_fields=["status"])
    audit.record("portal.job_run.cancelled", by=by, target=run, unit=run.unit)
    transaction.on_commit(partial(wake, run.pk))
    return run


@transaction.atomic
def retry(*, run: JobRun, by: User | str) -> JobRun:
    """Take up a failed run where it stopped: what is done stays done."""
    run = JobRun.objects.locked().get(pk=run.pk)
    try:
        run.move_to(JobStatus.QUEUED)
    except IllegalMove as error:
        raise AlreadyDone(_("“%(run)s”没有失败，不用重试。") % {"run": run}) from error
    run.error, run.stage, run.finished_at, run.heartbeat_at = "", "", None, Now()
    try:
        with transaction.atomic():
            run.save(update_fields=["status", "error", "stage", "finished_at", "heartbeat_at"])
    except IntegrityError as error:
        raise Refused(_("同样的任务正在进行，请等它结束后再看。")) from error
    run.chunks.exclude(status=ChunkStatus.DONE).update(status=ChunkStatus.WAITING, attempts=0, lease_until=None)
    audit.record("portal.job_run.retried", by=by, target=run, unit=run.unit)
    transaction.on_commit(partial(wake, run.pk))
    return run


def beat(chunk: JobChunk, *, done: int, weight: int, stage: str) -> str:
    """Extend the lease and show how far the part is; the status of the run tells whether to go on. Raises LostLease."""
    if not _held(chunk).update(lease_until=Now() + LEASE, done_count=done, weight=weight):
        raise LostLease(chunk)
    return show(chunk.run_id, stage)


def show(run_id: int, stage: str = "") -> str:
    """Write the sum of the parts onto the run, outside their transactions, so that they do not queue for its row."""
    sums = JobChunk.objects.filter(run=run_id).aggregate(done=Sum("done_count"), total=Sum("weight"))
    shown = {"done": sums["done"] or 0, "heartbeat_at": Now()}
    if sums["total"]:
        shown["total"] = sums["total"]
    if stage:
        shown["stage"] = stage[:80]
    JobRun.objects.active().filter(pk=run_id).update(**shown)
    return JobRun.objects.values_list("status", flat=True).get(pk=run_id)


@transaction.atomic
def sweep() -> int:
    """Wake every active run that nobody works on; the answer is how many."""
    leased = JobChunk.objects.leased().filter(run=OuterRef("pk"))
    idle = JobRun.objects.active().filter(~Exists(leased), heartbeat_at__lt=Now() - LEASE)
    runs = list(idle.select_for_update(of=("self",), no_key=True, skip_locked=True).values_list("pk", flat=True))
    JobRun.objects.filter(pk__in=runs).update(heartbeat_at=Now())
    for run_id in runs:
        transaction.on_commit(partial(wake, run_id))
    return len(runs)


def prune() -> int:
    """Forget runs that ended long ago, with their parts; the rows they wrote stay."""
    ended = JobRun.objects.exclude(status__in=ACTIVE).filter(finished_at__lt=Now() - KEPT)
    return ended.delete()[1].get("aid_portal.JobRun", 0)


def _held(chunk: JobChunk):
    return JobChunk.objects.filter(pk=chunk.pk, fence=chunk.fence, status=ChunkStatus.WAITING)


def _close(run: JobRun) -> JobRun:
    run.finished_at = Now()
    run.save(update_fields=["status", "result", "error", "done", "stage", "finished_at"])
    run.refresh_from_db(fields=["finished_at"])
    return run
