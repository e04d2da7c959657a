"""Long work of this floor: loading a department's list."""

from django.utils.translation import gettext as _

from aid_portal.choices import JobStatus
from aid_portal.jobs import Job, Lease, Link, job
from aid_portal.models import JobRun
from students.actions import releases
from students.models import Release


@job
class LoadRelease(Job):
    kind = releases.KIND

    def finish(self, run: JobRun, lease: Lease) -> dict:
        release = releases.load_stored(release=_release(run), progress=lease.progress)
        return {"rows": release.rows, "errors": release.errors, "warnings": release.warnings}

    def stopped(self, run: JobRun) -> None:
        if run.status == JobStatus.CANCELLED:
            releases.give_up(release=_release(run))

    def links(self, run: JobRun) -> list[Link]:
        return [Link(_("查看名单"), _release(run).get_absolute_url())]


def _release(run: JobRun) -> Release:
    return Release.objects.get(pk=run.params["release"])
