"""The ground floor's tasks: wake for a run, sweep, prune."""

from celery import shared_task

from aid_portal import jobs
from aid_portal.actions import idempotent_answers, job_runs, stored_files


@shared_task(name=job_runs.RUN_TASK)
def run_job(run_id: int) -> None:
    jobs.work_off(run_id)


@shared_task(name="aid_portal.sweep")
def sweep() -> None:
    job_runs.sweep()


@shared_task(name="aid_portal.prune")
def prune() -> None:
    stored_files.prune()
    job_runs.prune()
    idempotent_answers.prune()
