"""The check and the auditors' questions as jobs: their parts are leased, their results are compared with what stands."""

from celery import shared_task
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.choices import ChunkStep, JobStatus
from aid_portal.jobs import Job, Lease, Link, job
from aid_portal.models import JobRun
from subsidies.actions import audit_checks, checks
from subsidies.models import AuditRun, EligibilityRun


@job
class CheckEligibility(Job):
    kind = checks.KIND
    atomic = False

    def plan(self, run: JobRun) -> list[tuple[str, int]]:
        return checks.plan(run.eligibility_run)

    def work(self, run: JobRun, lease: Lease) -> None:
        checks.decide_part(run.eligibility_run, lease.key, lease.transaction())

    def finish(self, run: JobRun, lease: Lease) -> dict:
        return checks.finish(run.eligibility_run)

    def stopped(self, run: JobRun) -> None:
        checks.stop(run.eligibility_run, cancelled=run.status == JobStatus.CANCELLED)

    def resumed(self, run: JobRun) -> None:
        checks.resume(run.eligibility_run)

    def links(self, run: JobRun) -> list[Link]:
        return [Link(_("查看比对结果"), EligibilityRun.get_absolute_url(run.eligibility_run))]


@job
class AskAuditQuestions(Job):
    kind = audit_checks.KIND
    label = gettext_lazy("审计核查")

    def plan(self, run: JobRun) -> list[str]:
        return audit_checks.plan()

    def work(self, run: JobRun, lease: Lease) -> dict[str, int]:
        return audit_checks.ask(run.audit_run, lease.key)

    def finish(self, run: JobRun, lease: Lease) -> None:
        asked = run.chunks.filter(step=ChunkStep.WORK).order_by("position")
        audit_checks.finish(run.audit_run, dict(asked.values_list("key", "result")))

    def stopped(self, run: JobRun) -> None:
        audit_checks.stop(run.audit_run, cancelled=run.status == JobStatus.CANCELLED)

    def resumed(self, run: JobRun) -> None:
        audit_checks.resume(run.audit_run)

    def links(self, run: JobRun) -> list[Link]:
        return [Link(_("查看审计核查"), AuditRun.get_absolute_url(run.audit_run))]


@shared_task(name="subsidies.audit_checks.nightly")
def ask_every_night() -> None:
    audit_checks.start(by=None)
