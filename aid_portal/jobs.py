"""Long work: a kind of job is a class, a run of it is rows, workers lease its parts (reliability.md D1).

    @job
    class CheckEligibility(Job):
        kind = "check_eligibility"

        def plan(self, run): return [("school:12", 830), ("school:13", 95)]     # keys, with weights where they differ
        def work(self, run, lease): ...                                         # one part: one transaction, may come twice
        def finish(self, run, lease): return {"decisions": 4711}                # once, when every part is done

    jobs.start(CheckEligibility.kind, by=user, title=..., params={...}, unique_key="check:2022A")

A small job overrides `finish` alone: no parts, one step.
"""

import logging
import time
from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from aid_portal import acting
from aid_portal.actions import job_runs
from aid_portal.actions.job_runs import MOST_CLAIMS, LostLease, Part, start, sweep
from aid_portal.choices import ChunkStep
from aid_portal.errors import Refused
from aid_portal.leases import Lease, Stopped, kept
from aid_portal.models import JobChunk, JobRun, User

__all__ = [
    "Job", "Lease", "Link", "cancel", "handler_of", "job", "kind_labels", "retry", "run_inline", "start", "sweep", "work_off",
]  # fmt: skip

logger = logging.getLogger(__name__)

# Fairness: after this long a run goes to the back of the queue, so that a small upload does not wait for a county.
SLICE_SECONDS = 15.0
MOST_FAILURES = 3
AFTER_OUTAGE_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """Where the result of a run is to be seen; a download is a POST."""

    label: str
    url: str
    post: bool = False
    icon: str = "download"


class Job:
    """A kind of long work; every method may be called again after a crash and must then lead to the same rows."""

    kind = ""
    label: str | Promise = ""  # what lists and filters call this kind
    atomic = True  # False: `work` opens its own transactions, each by `lease.transaction()`
    private = False  # True: its facts and links are for the person who asked, whoever else sees the run

    def plan(self, run: JobRun) -> Iterable[Part]:
        """The keys of the parts, or (key, weight); at most 500 children a part."""
        return ()

    def work(self, run: JobRun, lease: Lease) -> dict | None:
        """One part; what it answers is kept as `result` of the part, for `finish` to add up."""
        raise NotImplementedError

    def finish(self, run: JobRun, lease: Lease) -> dict | None:
        """Once, after all parts, in one transaction; what it answers is the `result` of the run."""

    def stopped(self, run: JobRun) -> None:
        """The run has just been cancelled or has failed (see its status); same transaction."""

    def resumed(self, run: JobRun) -> None:
        """The failed run is about to be taken up again; same transaction. May refuse."""

    def links(self, run: JobRun) -> list[Link]:
        return []

    def facts(self, run: JobRun) -> list[tuple[str, str]]:
        """What was asked and what came of it, as label and value."""
        return []

    def concerns(self, run: JobRun, user: User) -> bool:
        return not self.private or run.requested_by_id == user.pk


_handlers: dict[str, Job] = {}


def job(handler: type[Job]) -> type[Job]:
    """Register a kind; an app does it in its tasks.py."""
    _handlers[handler.kind] = handler()
    return handler


def kind_labels() -> list[tuple[str, str]]:
    """The kinds that have a name for people, for filters."""
    return [(kind, str(handler.label)) for kind, handler in _handlers.items() if handler.label]


def handler_of(kind: str) -> Job | None:
    return _handlers.get(kind)


def cancel(*, run: JobRun, by: User | str) -> None:
    """Ask the run to stop; where nobody works on it, it ends here and now."""
    job_runs.cancel(run=run, by=by)
    _settle(run.pk)


@transaction.atomic
def retry(*, run: JobRun, by: User | str) -> JobRun:
    """Take up a failed run where it stopped: what is done stays done."""
    run = job_runs.retry(run=run, by=by)
    handler = handler_of(run.kind)
    if handler:
        handler.resumed(run)
    return run


def run_inline(run: JobRun) -> JobRun:
    """Do the whole run in this process, as commands and tests do; start it with `post=False`. The status tells how it ended."""
    while lease := _take(run.pk):
        with kept(lease), acting.as_asked(lease.run):
            _attempt(lease)
    _settle(run.pk)
    return JobRun.objects.get(pk=run.pk)


def work_off(run_id: int) -> None:
    """What a woken worker does: part after part until there is none, or until it is another run's turn."""
    until = time.monotonic() + SLICE_SECONDS
    try:
        while lease := _take(run_id):
            with kept(lease), acting.as_asked(lease.run):
                _attempt(lease)
            if lease.chunk.step == ChunkStep.PLAN:
                _wake_helpers(lease.run)
            if time.monotonic() > until:
                return job_runs.wake(run_id)
        _settle(run_id)
    except (OperationalError, InterfaceError):
        logger.warning("database lost during job run %s", run_id, exc_info=True)
        connection.close()
        job_runs.wake(run_id, countdown=AFTER_OUTAGE_SECONDS)


def _wake_helpers(run: JobRun) -> None:
    """As many workers as there are, and no more than there are parts."""
    parts = run.chunks.filter(step=ChunkStep.WORK).count()
    job_runs.wake(run.pk, max(0, min(settings.WORKERS, parts) - 1))


def _take(run_id: int) -> Lease | None:
    chunk = job_runs.claim(run_id)
    return Lease(chunk) if chunk else None


def _attempt(lease: Lease) -> None:
    """Do one part; whatever goes wrong is either tried again or told to the person who asked."""
    chunk = lease.chunk
    try:
        if chunk.attempts > MOST_CLAIMS:
            raise Refused(_("这部分任务多次中断，已停止。请联系系统管理员。"))
        _do(lease)
    except LostLease:
        logger.warning("lease of part %s lost", chunk)
    except Stopped:
        job_runs.release(chunk)
    except Refused as refusal:
        _fail(lease, refusal.message)
    except (OperationalError, InterfaceError):
        _give_back(chunk)
        raise
    except Exception:
        logger.exception("part %s failed", chunk)
        if chunk.attempts < MOST_FAILURES:
            return job_runs.release(chunk)
        _fail(lease, _("程序出错，已重试%(times)d次。请稍后重试；仍不成功请联系系统管理员。") % {"times": chunk.attempts})


def _do(lease: Lease) -> None:
    handler, chunk = handler_of(lease.run.kind), lease.chunk
    if handler is None:
        raise Refused(_("系统已不再支持这类任务，请重新发起。"))
    with transaction.atomic() if handler.atomic or chunk.step != ChunkStep.WORK else nullcontext():
        result = _step(handler, lease)
        job_runs.complete(chunk, result or {})
    if chunk.step != ChunkStep.FINISH:
        job_runs.show(lease.run.pk, lease.stage)


def _step(handler: Job, lease: Lease) -> dict | None:
    if lease.chunk.step == ChunkStep.PLAN:
        return job_runs.plan(lease.chunk, handler.plan(lease.run))
    if lease.chunk.step == ChunkStep.FINISH:
        return handler.finish(lease.run, lease)
    return handler.work(lease.run, lease)


def _fail(lease: Lease, reason: str) -> None:
    with transaction.atomic():
        _tell_stopped(job_runs.fail(lease.chunk, reason))


def _settle(run_id: int) -> None:
    with transaction.atomic():
        _tell_stopped(job_runs.settle(run_id))


def _tell_stopped(run: JobRun | None) -> None:
    handler = handler_of(run.kind) if run else None
    if run and handler:
        handler.stopped(run)


def _give_back(chunk: JobChunk) -> None:
    """After an outage the connection is dead: a new one may give the part back at once, else its lease runs out."""
    if not connection.in_atomic_block:
        connection.close()
    try:
        job_runs.release(chunk)
    except (OperationalError, InterfaceError):
        logger.warning("part %s waits for its lease to run out", chunk)
