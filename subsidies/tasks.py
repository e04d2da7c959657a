"""The check as a job: its parts are leased, its results are compared with what stands."""

from django.utils.translation import gettext as _

from aid_portal.choices import JobStatus
from aid_portal.jobs import Job, Lease, Link, job
from aid_portal.models import JobRun
from subsidies.actions import checks
from subsidies.models import EligibilityRun


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
