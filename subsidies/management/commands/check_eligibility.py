"""The batch check of a term: on the worker when one is up, with --inline in this process; dry unless --write."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from aid_portal import jobs, workers
from aid_portal.choices import JobStatus
from aid_portal.errors import Refused
from aid_portal.models import JobRun
from students.models import TermSetting
from subsidies.actions import checks
from subsidies.models import EligibilityRun

ASK_EVERY_SECONDS = 0.5


class Command(BaseCommand):
    help = "对一个学期做资格比对；不加 --write 只试算"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--term", required=True, help=_("学期，如 2022A"))
        parser.add_argument("--write", action="store_true", help=_("写入结果；不加则只试算"))
        parser.add_argument("--inline", action="store_true", help=_("在本进程内完成，不用后台"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = self._check(options)
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        if not options["write"]:
            self.stderr.write(_("这是试算，没有写入。加 --write 后写入。"))
        self.stdout.write(json.dumps(run.counts))

    def _check(self, options: dict[str, Any]) -> EligibilityRun:
        term = TermSetting.objects.filter(pk=options["term"].upper()).first()
        if term is None:
            raise CommandError(_("没有学期“%(code)s”。") % {"code": options["term"]})
        inline = options["inline"] or not workers.awake()
        if inline and not options["inline"]:
            self.stderr.write(_("没有在线的后台进程，在本进程内完成。"))
        run = checks.start(term=term, by=None, dry=not options["write"], post=not inline)
        job = jobs.run_inline(run.job) if inline else self._wait(run.job)
        if job.status != JobStatus.DONE:
            raise CommandError(job.error or _("比对没有完成：%(status)s。") % {"status": job.get_status_display()})
        run.refresh_from_db()
        return run

    def _wait(self, job: JobRun) -> JobRun:
        """Follow the run until it ends; it goes on without us if we are stopped."""
        while job.status not in (JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED):
            time.sleep(ASK_EVERY_SECONDS)
            job.refresh_from_db()
        return job
