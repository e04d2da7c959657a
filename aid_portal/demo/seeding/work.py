"""Long work of the seed: on the workers when they are up, else in this process; the line on the screen follows it."""

import time

from aid_portal import jobs, workers
from aid_portal.choices import JobStatus
from aid_portal.demo.seeding.telling import Telling
from aid_portal.errors import Refused
from aid_portal.models import JobRun

LOOK_EVERY_SECONDS = 0.2


def see_through(run: JobRun, telling: Telling, done: int = 0, total: int = 0) -> JobRun:
    """Wait until the run has ended; `done` of `total` names what came before it on the same line."""
    run = _follow(run, telling, done, total) if workers.awake() else jobs.run_inline(run)
    if run.status != JobStatus.DONE:
        raise Refused(run.error or f"{run}: {run.get_status_display()}", code="job_failed")
    return run


def _follow(run: JobRun, telling: Telling, done: int, total: int) -> JobRun:
    while run.is_active and workers.awake():
        telling.far(done + run.done, total or run.total)
        time.sleep(LOOK_EVERY_SECONDS)
        run.refresh_from_db()
    return jobs.run_inline(run) if run.is_active else run
