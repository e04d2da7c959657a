"""A part of a job in work: extended once a second from beside, and told whether to go on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection, transaction

from aid_portal.actions import job_runs
from aid_portal.choices import JobStatus
from aid_portal.models import JobChunk, JobRun

BEAT_SECONDS = 1.0


class Stopped(Exception):
    """The run was cancelled while this part was in work."""


class Lease:
    """What the part is called, how far it is, and whether to go on."""

    def __init__(self, chunk: JobChunk) -> None:
        self.chunk = chunk
        self.run: JobRun = chunk.run
        self.key: str = chunk.key
        self.done, self.weight, self.stage = 0, chunk.weight, ""
        self.stopped = self.lost = False

    def progress(self, done: int, total: int | None = None, stage: str = "") -> None:
        """Say how far the part is; costs nothing, call it often. Raises when the run was cancelled or the lease lost."""
        self.done, self.weight = done, self.weight if total is None else total
        self.stage = stage or self.stage
        if self.lost:
            raise job_runs.LostLease(self.chunk)
        if self.stopped:
            raise Stopped(self.run)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """For a job with `atomic = False`: a transaction that commits only while the part is still ours."""
        with transaction.atomic():
            yield
            job_runs.hold(self.chunk)


@contextmanager
def kept(lease: Lease) -> Iterator[None]:
    """Keep the lease alive while the block works; inside somebody's transaction nobody else can see or take the part."""
    if connection.in_atomic_block:
        yield
        return
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(lease, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep(lease: Lease, over: threading.Event) -> None:
    """Runs in a thread of its own, hence on a database connection of its own; a short part never opens it."""
    try:
        while not over.wait(BEAT_SECONDS):
            _beat(lease)
    finally:
        connection.close()


def _beat(lease: Lease) -> None:
    try:
        status = job_runs.beat(lease.chunk, done=lease.done, weight=lease.weight, stage=lease.stage)
        lease.stopped = status == JobStatus.CANCELLING
    except job_runs.LostLease:
        lease.lost = True
    except (OperationalError, InterfaceError):
        connection.close()
