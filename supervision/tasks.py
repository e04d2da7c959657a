"""This floor's tasks: the day's reminders and steps, cases of children who are not at school, warnings when things change."""

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import jobs
from aid_portal.announcements import Happening, subscribe
from aid_portal.jobs import Job, Lease, job
from aid_portal.models import JobRun
from students.models import SchoolingProof
from subsidies.models import EligibilityRun
from supervision import warning_wakes
from supervision.actions import absences, dropout_refresh, grievance_reminders, steps, warnings


@shared_task(name="supervision.steps.run")
def run_steps() -> None:
    steps.run(day=timezone.localdate())


@shared_task(name="supervision.absences.run")
def run_absences() -> None:
    absences.run(day=timezone.localdate())


@shared_task(name="supervision.grievances.remind")
def remind_of_grievances() -> None:
    grievance_reminders.run(day=timezone.localdate())


@job
class FollowCheck(Job):
    """One of each check: a run that finds nothing left to do costs a second."""

    kind, label = "supervision.follow_check", gettext_lazy("更新控辍保学个案")

    def finish(self, run: JobRun, lease: Lease) -> dict:
        return dropout_refresh.follow_check(EligibilityRun.objects.get(pk=run.params["check"]))


@job
class FollowProof(Job):
    kind, label = "supervision.follow_proof", gettext_lazy("按县外就读证明更新控辍保学个案")

    def finish(self, run: JobRun, lease: Lease) -> dict:
        return {"ended": dropout_refresh.follow_proof(SchoolingProof.objects.get(pk=run.params["proof"]))}


def after_check(key: int) -> None:
    title = _("资格比对后更新控辍保学个案")
    jobs.start(FollowCheck.kind, by=None, title=title, params={"check": key}, unique_key=f"dropouts:check:{key}")


def after_proof(key: int) -> None:
    title = _("县外就读证明核验后更新控辍保学个案")
    jobs.start(FollowProof.kind, by=None, title=title, params={"proof": key}, unique_key=f"dropouts:proof:{key}")


subscribe(Happening.CHECK_FINISHED, after_check)
subscribe(Happening.PROOF_VERIFIED, after_proof)


@shared_task(name=warning_wakes.TASK)
def refresh_warnings() -> None:
    """What comes while it runs asks for another run of its own."""
    warning_wakes.begin()
    warnings.refresh()
