"""A job for kill tests: each part leaves as many marks as its weight; a lost or doubled part is seen by counting."""

import time

from aid_portal import jobs
from aid_portal.models import AuditEvent

MARK = "faults.mark"
MARKS_A_PART = 5


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
