"""The ground floor's tasks: wake for a run, sweep, prune; and its one kind of job, the export."""

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import figures, jobs, selfchecks
from aid_portal.actions import exports, idempotent_answers, job_runs, stored_files
from aid_portal.choices import JobStatus
from aid_portal.export_orders import ExportOrder
from aid_portal.jobs import Job, Lease, Link, job
from aid_portal.models import JobRun


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


@shared_task(name="aid_portal.selfchecks")
def self_check() -> None:
    selfchecks.keep()


@job
class MakeExport(Job):
    kind = exports.KIND
    label = gettext_lazy("导出")
    atomic = False
    private = True

    def plan(self, run: JobRun) -> list[tuple[str, int]]:
        return [("file", run.total)]

    def work(self, run: JobRun, lease: Lease) -> dict:
        return exports.write(run, lease)

    def finish(self, run: JobRun, lease: Lease) -> dict:
        return exports.written(run)

    def stopped(self, run: JobRun) -> None:
        exports.drop(run)

    def links(self, run: JobRun) -> list[Link]:
        file = stored_files.made_by(run)
        again = Link(_("再导出一次"), reverse("export-again", args=[run.pk]), post=True, icon="arrow-clockwise")
        return [Link(_("下载文件"), file.get_absolute_url(), post=True), again] if file else [again]

    def facts(self, run: JobRun) -> list[tuple[str, str]]:
        words = ExportOrder.from_params(run.params).in_words(run.requested_by)
        shown = {"term": _("学期"), "filters": _("条件"), "masked": _("证件号"), "reason": _("事由")}
        return [(label, words[name]) for name, label in shown.items() if words[name]] + _kept(run)


def _kept(run: JobRun) -> list[tuple[str, str]]:
    """Until when there is a file, or that there is none any more."""
    if run.status != JobStatus.DONE:
        return []
    file = stored_files.made_by(run)
    words = figures.minute(file.expires_at) if file else _("已过24小时保存期，文件已删除，可以再导出一次")
    return [(_("行数"), figures.count(run.result["rows"])), (_("文件保留到"), words)]
