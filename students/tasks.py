"""Long work of this floor: loading a list; checking, accepting, undoing a roster; its error workbook. What a day ends."""

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from aid_portal import figures
from aid_portal.actions import stored_files
from aid_portal.choices import JobStatus
from aid_portal.jobs import Job, Lease, Link, job
from aid_portal.models import JobRun
from students.actions import archive_orders, archive_packages, public_notices, releases, roster_uploads, roster_workbooks
from students.models import Release, RosterUpload


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


class RosterJob(Job):
    """Work on one upload, whose page shows how far it is and what came of it."""

    def links(self, run: JobRun) -> list[Link]:
        return [Link(_("查看花名册"), roster_of(run).get_absolute_url())]


@job
class CheckRoster(RosterJob):
    kind, label = roster_uploads.CHECK, _lazy("校验花名册")

    def finish(self, run: JobRun, lease: Lease) -> dict:
        return roster_uploads.check_stored(upload=roster_of(run), progress=lease.progress).counts


@job
class AcceptRoster(RosterJob):
    kind, label = roster_uploads.ACCEPT, _lazy("接收花名册")

    def finish(self, run: JobRun, lease: Lease) -> dict:
        done = roster_uploads.accept_shown(upload=roster_of(run), by=roster_uploads.by_of(run), progress=lease.progress)
        return {"stale": not done}


@job
class UndoRoster(RosterJob):
    kind, label = roster_uploads.UNDO, _lazy("撤销花名册")

    def finish(self, run: JobRun, lease: Lease) -> None:
        roster_uploads.undo_accepted(upload=roster_of(run), by=roster_uploads.by_of(run), progress=lease.progress)


@job
class MarkRoster(RosterJob):
    kind, label = roster_workbooks.KIND, _lazy("制作错误工作簿")
    private = True

    def finish(self, run: JobRun, lease: Lease) -> dict:
        lease.progress(0, roster_of(run).rows)
        return {"file": str(roster_workbooks.mark(upload=roster_of(run), by=run.requested_by).key)}

    def links(self, run: JobRun) -> list[Link]:
        if "file" not in run.result:
            return super().links(run)
        return [Link(_("下载错误工作簿"), reverse("stored-file", args=[run.result["file"]]), post=True), *super().links(run)]


@job
class PackArchive(Job):
    kind, label = archive_orders.KIND, _lazy("认定档案资料包")
    private = True

    def finish(self, run: JobRun, lease: Lease) -> dict:
        return archive_packages.write(run, lease)

    def stopped(self, run: JobRun) -> None:
        archive_packages.drop(run)

    def links(self, run: JobRun) -> list[Link]:
        file = stored_files.made_by(run)
        return [Link(_("下载资料包"), file.get_absolute_url(), post=True)] if file else []

    def facts(self, run: JobRun) -> list[tuple[str, str]]:
        told = [
            (_("证件号"), _("已脱敏，不含扫描件") if run.params["masked"] else _("完整")),
            (_("事由"), archive_orders.reason_of(run)),
        ]
        if run.status != JobStatus.DONE:
            return told
        file = stored_files.made_by(run)
        kept = figures.minute(file.expires_at) if file else _("已过24小时保存期，文件已删除，请重新打包")
        counted = [(_("学生"), figures.count(run.result["rows"])), (_("材料不全"), figures.count(run.result["missing"]))]
        return [*told, *counted, (_("文件保留到"), kept)]


def roster_of(run: JobRun) -> RosterUpload:
    return RosterUpload.objects.select_related("unit", "term", "file", "job").get(pk=run.params["upload"])


@shared_task(name="students.public_notices.take_down")
def take_down_notices() -> None:
    public_notices.take_down()
