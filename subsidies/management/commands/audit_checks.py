"""The auditors' questions asked in this process, as every night on the worker; prints what was found by check."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from aid_portal import jobs
from aid_portal.choices import JobStatus
from subsidies.actions import audit_checks


class Command(BaseCommand):
    help = "对全县全部学期做审计核查（A1 至 A20），结果写入核查页面"

    def handle(self, *args: Any, **options: Any) -> None:
        run = audit_checks.start(by=None, post=False)
        job = jobs.run_inline(run.job)
        if job.status != JobStatus.DONE:
            raise CommandError(job.error or job.get_status_display())
        run.refresh_from_db()
        self.stdout.write(json.dumps(run.counts))
