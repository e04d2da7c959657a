"""Jobs for kill tests: each part leaves as many marks as its weight; a lost or doubled part is seen by counting.

A worker that is given this module holds its leases for seconds only, so that many blows fit into a minute.
"""

import time
from datetime import timedelta

from aid_portal import jobs, leases
from aid_portal.actions import job_runs
from aid_portal.models import AuditEvent

MARK = "faults.mark"
MARKS_A_PART = 5
SHORT_LEASE, SHORT_BEAT = timedelta(seconds=3), 0.5

job_runs.LEASE, leases.BEAT_SECONDS = SHORT_LEASE, SHORT_BEAT


@jobs.job
class Marking(jobs.Job):
    kind = "faults_marking"

    def plan(self, run):
        return [(f"p{number:03d}", MARKS_A_PART) for number in range(run.params["parts"])]

    def work(self, run, lease):
        for number in range(MARKS_A_PART):
            AuditEvent.objects.create(event=MARK, actor=str(run.pk), target_key=f"{lease.key}/{number}")
            time.sleep(run.params.get("pause", 0.02))
            lease.progress(number + 1)

    def finish(self, run, lease):
        AuditEvent.objects.create(event=MARK, actor=str(run.pk), target_key="finish")
        return {"marks": AuditEvent.objects.filter(event=MARK, actor=str(run.pk)).count()}


@jobs.job
class CarelessMarking(Marking):
    """Writes at once instead of together with the end of its part: what the other kinds must never do."""

    kind = "faults_careless_marking"
    atomic = False
