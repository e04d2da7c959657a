"""order, propose, write, drop — handing out rows as a file: who may, how many, on record, gone after a day."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, export_files, export_notes, jobs
from aid_portal.actions import stored_files, unmask_requests
from aid_portal.choices import ChunkStep, JobStatus, UnmaskKind, UnmaskStatus
from aid_portal.errors import Refused
from aid_portal.export_orders import XLSX, ExportOrder
from aid_portal.exporting import export_named
from aid_portal.leases import Lease
from aid_portal.models import JobRun, StoredFile, UnmaskRequest, User
from aid_portal.permissions import Permission
from aid_portal.sheets.grids import write_grid
from aid_portal.sql import snapshot
from aid_portal.streaming_xlsx import ROWS_OF_A_SHEET
from aid_portal.unmasking import EXPORT_ROWS

KIND = "portal.export"
SPOKEN_OF = 1_000  # rows between two words on progress
NEEDS_GRANT = "needs_grant"
ADDED_UP = timedelta(hours=24)  # many small exports are one large one


def refusal(order: ExportOrder, rows: int, *, by: User, granted: int = 0, before: int = 0) -> Refused | None:
    """Why these rows may not leave like this, or None; asked when it is ordered and again when it is done.

    `before`: the whole rows of the last day that no second person allowed; they count with these.
    """
    if not order.spec.may_be_taken_by(by) or (order.whole and not by.has(Permission.EXPORT_UNMASKED)):
        return Refused(_("您现在没有导出“%(what)s”的权限。") % {"what": order.spec.label}, code="no_permission")
    if not rows:
        return Refused(_("没有可导出的记录，请回到列表放宽条件。"), code="nothing")
    if order.format == XLSX and rows > ROWS_OF_A_SHEET:
        message = _("共%(rows)s行，一张工作表最多放%(most)s行。请先按学校或学段筛选，分几次导出，或改用CSV。")
        return Refused(message % {"rows": f"{rows:,}", "most": f"{ROWS_OF_A_SHEET:,}"}, code="too_many_rows")
    if order.whole and not order.reason.strip():
        return Refused(_("导出完整证件号须写明事由。"), code="no_reason")
    if order.whole and rows > granted and before + rows > EXPORT_ROWS:
        return Refused(_asks_for_another(rows, before, max(EXPORT_ROWS, granted)), code=NEEDS_GRANT)
    return None


def _asks_for_another(rows: int, before: int, most: int) -> str:
    counted = _("共%(rows)s行，连同一天内已导出的%(before)s行") if before else _("共%(rows)s行")
    rule = _("，导出完整证件号超过%(most)s行须另一人批准。请提交申请，批准后再导出；或导出脱敏的文件。")
    return (counted + rule) % {"rows": f"{rows:,}", "before": f"{before:,}", "most": most}


def taken_whole(by: User, *, besides: JobRun | None = None) -> int:
    """Rows with whole ids that this person ordered within a day without a second person, in lists or in packages."""
    runs = JobRun.objects.filter(
        requested_by=by, created_at__gte=timezone.now() - ADDED_UP, params__masked=False
    ).exclude(status__in=(JobStatus.FAILED, JobStatus.CANCELLED))  # fmt: skip
    alone = runs.exclude(params__has_key="granted").exclude(pk=besides.pk if besides else None)
    return sum(run.total for run in alone if run.kind != KIND or export_named(run.params["export"]).has_secrets)


def grant_for(order: ExportOrder, by: User, *status: str) -> UnmaskRequest | None:
    """The newest request of this person for exactly these rows, granted unless another status is asked for."""
    mine = UnmaskRequest.objects.filter(kind=UnmaskKind.EXPORT, requested_by=by, params__mark=order.mark)
    return mine.filter(status__in=status or [UnmaskStatus.GRANTED]).first()


def examine(order: ExportOrder, by: User) -> tuple[int, UnmaskRequest | None, Refused | None]:
    """How many rows it is now, the second person's grant that it would use up, and why it may not be."""
    rows, before = order.spec.count(order.rows(by)), taken_whole(by)
    grant = grant_for(order, by) if order.whole and before + rows > EXPORT_ROWS else None
    return rows, grant, refusal(order, rows, by=by, granted=grant.row_count if grant else 0, before=before)


@transaction.atomic
def order(*, order: ExportOrder, by: User) -> JobRun:
    """Start the job that writes the file; a grant of a second person is used up by it."""
    User.objects.locked().get(pk=by.pk)  # ordered at once, each would count without the others
    rows, grant, refused = examine(order, by)
    if refused:
        raise refused
    params = order.as_params()
    if grant:
        params |= {"granted": grant.row_count, "granted_by": grant.decided_by.name}
        unmask_requests.use(request=grant, by=by)
    run = jobs.start(KIND, by=by, title=_("导出%(what)s") % {"what": order.title}, params=params, total=rows)
    _record("ordered", order, run, rows, by=by)
    return run


@transaction.atomic
def propose(*, order: ExportOrder, by: User) -> UnmaskRequest:
    """Ask a second person for a whole export of these rows."""
    rows = order.spec.count(order.rows(by))
    refused = refusal(order, rows, by=by, before=taken_whole(by))
    if refused and refused.code != NEEDS_GRANT:
        raise refused
    if not refused:
        raise Refused(_("不超过%(most)s行，不用申请，可以直接导出。") % {"most": EXPORT_ROWS}, code="no_need")
    if grant_for(order, by, UnmaskStatus.PROPOSED, UnmaskStatus.GRANTED):
        raise Refused(_("同样的申请已经提交过，请在“查看完整信息的申请”中查看。"), code="already_proposed")
    return unmask_requests.propose(
        kind=UnmaskKind.EXPORT, what=order.title, reason=order.reason, row_count=rows, params=order.as_params(), by=by
    )


def write(run: JobRun, lease: Lease) -> dict:
    """The rows this person may see now into a sealed file; what is asked again after a crash replaces what was there."""
    order, by = ExportOrder.from_params(run.params), run.requested_by
    with tempfile.TemporaryFile(dir=settings.TEMP_DIR) as file:  # has no name: a killed worker leaves nothing behind
        with snapshot():
            rows = order.rows(by)
            expected = order.spec.count(rows)
            before = taken_whole(by, besides=run)
            if refused := refusal(order, expected, by=by, granted=run.params.get("granted", 0), before=before):
                raise refused
            _write_rows(file, order, rows, expected, run, lease)
        file.seek(0)
        with lease.transaction():
            drop(run)
            kept = _keep(run, order, file)
            _record("made", order, run, expected, by=by)
    return {"rows": expected, "file": str(kept.key), "expires_at": kept.expires_at.isoformat()}


def _write_rows(file: IO[bytes], order: ExportOrder, rows: QuerySet, expected: int, run: JobRun, lease: Lease) -> None:
    notes = export_notes.notes(order, rows, expected, run)
    if order.spec.book and order.format == XLSX:
        write_grid(file, order.spec.book(order.filterset(run.requested_by)), notes, export_notes.watermark(notes))
        return
    with closing(order.spec.rows(rows)) as data:  # its cursor must be closed before the transaction is
        shown = data if order.whole else order.spec.masked(data)
        shown = order.spec.worded(shown) if order.format == XLSX else shown
        export_files.write(file, order, _told(shown, lease, expected), notes, expected=expected)


def written(run: JobRun) -> dict:
    """What came of the one part of the run."""
    return run.chunks.get(step=ChunkStep.WORK).result


def drop(run: JobRun) -> None:
    """The run's file, if there is one, must not stay: it was cancelled, or is being written again."""
    for file in StoredFile.objects.filter(kind=_kind(run)):
        stored_files.remove(file)


def _keep(run: JobRun, order: ExportOrder, file: IO[bytes]) -> StoredFile:
    now = timezone.localtime()
    return stored_files.store(
        source=file,
        name=_name(order, now),
        kind=_kind(run),
        by=run.requested_by,
        unit=run.unit,
        personal=True,
        expires_at=now + stored_files.EXPORT_KEPT,
    )


def _name(order: ExportOrder, now: datetime) -> str:
    whole = _("完整") if order.whole else ""
    parts = [str(order.spec.label), order.term_of_rows, whole, now.strftime("%m%d-%H%M")]
    return f"{'_'.join(filter(None, parts))}.{order.format}"


def _kind(run: JobRun) -> str:
    return f"export:{run.pk}"


def _told(rows: Iterable[tuple], lease: Lease, total: int) -> Iterator[tuple]:
    for number, row in enumerate(rows, 1):
        if number % SPOKEN_OF == 0:
            lease.progress(number, total)
        yield row


def _record(past: str, order: ExportOrder, run: JobRun, rows: int, *, by: User) -> None:
    after = {**order.in_words(by), "rows": rows}
    audit.record(f"portal.export.{past}", by=by, target=run, unit=run.unit, after=after, note=order.secrecy)
