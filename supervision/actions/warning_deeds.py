"""answer, ask_to_close, ask_for_time, decide: what people do about a warning; facts alone settle it without them."""

from datetime import date

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import Refused, Stale, refuse_empty
from aid_portal.models import StoredFile, User
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import PaperStatus
from supervision.models import EarlyWarning, WarningAnswer, WarningRequest
from supervision.warning_choices import WarningRequestKind, WarningStatus

PROOF = "warning_proof"
EVENTS = {
    (WarningRequestKind.CLOSE, True): "supervision.warning.closed",
    (WarningRequestKind.CLOSE, False): "supervision.warning.closing_refused",
    (WarningRequestKind.EXTEND, True): "supervision.warning.extended",
    (WarningRequestKind.EXTEND, False): "supervision.warning.extension_refused",
}


@transaction.atomic
def answer(*, warning: EarlyWarning, text: str, file: File | None = None, by: User) -> WarningAnswer:
    """What was found out or done; the warning is being handled from the first one on."""
    refuse_empty(text, _("请写明核实或处理的情况。"))
    warning = _to_handle(warning, by)
    _handled(warning)
    made = WarningAnswer.objects.create(warning=warning, text=text.strip(), file=_kept(file, warning, by), made_by=by)
    audit.record("supervision.warning.answered", by=by, target=warning, unit=warning.owner, note=text)
    return made


@transaction.atomic
def ask_to_close(*, warning: EarlyWarning, reason: str, seen: str, proof: File | None = None, by: User) -> WarningRequest:
    """To be done with although the facts stay as they are; `seen` is the hash of the facts that the asker looked at."""
    refuse_empty(reason, _("请写明办结的理由。"))
    warning = _to_handle(warning, by)
    if warning.facts_hash != seen:
        raise Stale(_("预警的事实已变化，请重新查看后再申请。"))
    return _asked(warning, WarningRequestKind.CLOSE, reason, proof, None, by)


@transaction.atomic
def ask_for_time(*, warning: EarlyWarning, until: date, reason: str, by: User) -> WarningRequest:
    refuse_empty(reason, _("请写明延期的理由。"))
    warning = _to_handle(warning, by)
    if warning.due_on is None:
        raise Refused(_("这条预警还没有期限，不需要延期。"), code="no_deadline")
    if until <= warning.due_on:
        raise Refused(_("延期后的期限应晚于原期限%(day)s，请重新选择日期。") % {"day": warning.due_on}, code="not_later")
    return _asked(warning, WarningRequestKind.EXTEND, reason, None, until, by)


@transaction.atomic
def decide(*, request: WarningRequest, approved: bool, note: str = "", by: User) -> WarningRequest:
    """By another person. A yes closes the warning for the facts that were looked at, or moves its deadline."""
    warning = _standing(request.warning)
    request = WarningRequest.objects.locked().get(pk=request.pk)
    if approved and request.kind == WarningRequestKind.CLOSE and request.facts_hash != warning.facts_hash:
        raise Stale(_("申请以后预警的事实又有变化，请退回申请，由责任单位重新核实。"))
    stamp(request, approved=approved, note=note, by=by)
    request.save(update_fields=DECIDED)
    if approved:
        _carry_out(request, warning, by)
    audit.record(EVENTS[request.kind, approved], by=by, target=warning, unit=warning.owner, note=note or request.reason)
    return request


def may_handle(warning: EarlyWarning, user: User) -> bool:
    """Somebody of the unit that owns it, or of one above."""
    return any(warning.owner.path.startswith(path) for path in user.unit_paths)


def _standing(warning: EarlyWarning) -> EarlyWarning:
    warning = EarlyWarning.objects.locked().select_related("owner", "student").get(pk=warning.pk)
    if not warning.is_standing:
        words = {"warning": warning, "status": warning.get_status_display()}
        raise Refused(_("“%(warning)s”%(status)s，不需要再办理。") % words, code="settled")
    return warning


def _to_handle(warning: EarlyWarning, by: User) -> EarlyWarning:
    warning = _standing(warning)
    if not may_handle(warning, by):
        raise Refused(_("这条预警由%(unit)s办理，您可以查看。") % {"unit": warning.owner}, code="other_owner")
    return warning


def _handled(warning: EarlyWarning) -> None:
    if warning.status == WarningStatus.OPEN:
        warning.move_to(WarningStatus.HANDLING)
        warning.save(update_fields=["status"])


def _asked(
    warning: EarlyWarning, kind: WarningRequestKind, reason: str, proof: File | None, until: date | None, by: User
) -> WarningRequest:
    if warning.requests.filter(status=PaperStatus.PROPOSED).exists():
        raise Refused(_("已有一项申请等待审核，请等候答复。"), code="waiting")
    _handled(warning)
    made = WarningRequest.objects.create(
        warning=warning, kind=kind, reason=reason.strip(), proof=_kept(proof, warning, by), facts_hash=warning.facts_hash,
        due_before=warning.due_on, due_after=until, made_by=by,
    )  # fmt: skip
    event = "closing_asked" if kind == WarningRequestKind.CLOSE else "extension_asked"
    audit.record(f"supervision.warning.{event}", by=by, target=warning, unit=warning.owner, note=reason)
    return made


def _carry_out(request: WarningRequest, warning: EarlyWarning, by: User) -> None:
    if request.kind == WarningRequestKind.EXTEND:
        warning.due_on = request.due_after
        warning.save(update_fields=["due_on"])
        return
    warning.move_to(WarningStatus.CLOSED)
    warning.settled_by, warning.settled_at = by, timezone.now()
    warning.save(update_fields=["status", "settled_by", "settled_at"])


def _kept(file: File | None, warning: EarlyWarning, by: User) -> StoredFile | None:
    return stored_files.store(source=file, name=file.name or "", kind=PROOF, by=by, unit=warning.owner) if file else None
