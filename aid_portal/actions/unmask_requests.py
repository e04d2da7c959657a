"""propose, grant, refuse, use — a second person for much unmasked data."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.errors import Refused
from aid_portal.models import UnmaskRequest, User


@transaction.atomic
def propose(
    *, kind: UnmaskKind | str, what: str, reason: str, row_count: int, params: dict | None = None, by: User
) -> UnmaskRequest:
    """`row_count`: rows of the export, or further reveals within an hour of the grant."""
    if not reason.strip():
        raise Refused(_("请写明事由：办什么事，为什么需要完整信息。"), code="no_reason")
    request = UnmaskRequest.objects.create(
        kind=kind,
        what=what,
        params=params or {},
        row_count=row_count,
        reason=reason.strip(),
        requested_by=by,
        requested_at=timezone.now(),
    )
    _record("proposed", request, by=by)
    return request


@transaction.atomic
def grant(*, request: UnmaskRequest, by: User) -> UnmaskRequest:
    return _decide(request, UnmaskStatus.GRANTED, by=by)


@transaction.atomic
def refuse(*, request: UnmaskRequest, note: str = "", by: User) -> UnmaskRequest:
    return _decide(request, UnmaskStatus.REFUSED, note=note, by=by)


@transaction.atomic
def use(*, request: UnmaskRequest, by: User) -> UnmaskRequest:
    """An export takes its grant with it: one grant, one file, by the one who asked."""
    request = UnmaskRequest.objects.locked().get(pk=request.pk)
    if request.requested_by_id != by.pk:
        raise Refused(_("这项批准属于“%(person)s”，请自己申请。") % {"person": request.requested_by}, code="not_yours")
    request.move_to(UnmaskStatus.USED)
    request.save(update_fields=["status"])
    _record("used", request, by=by)
    return request


def _decide(request: UnmaskRequest, status: UnmaskStatus, *, note: str = "", by: User) -> UnmaskRequest:
    request = UnmaskRequest.objects.locked().get(pk=request.pk)
    if request.requested_by_id in by.stands_for:
        raise Refused(_("不能批准自己的申请，请由另一位审批人办理。"), code="same_person")
    request.move_to(status)
    request.decided_by, request.decided_at = by, timezone.now()
    request.save(update_fields=["status", "decided_by", "decided_at"])
    _record(status.value, request, note=note, by=by)
    return request


def _record(past: str, request: UnmaskRequest, *, note: str = "", by: User) -> None:
    after = {"kind": request.kind, "row_count": request.row_count, "reason": request.reason}
    audit.record(f"portal.unmask_request.{past}", by=by, target=request, after=after, note=note)
