"""propose, decide, receive, write_off: corrections of what was approved, and money asked back.

Nothing approved or paid is edited: a signed amount stands beside it (yuan). What is not paid yet is simply committed less;
what was paid is asked back by a recovery with a life of its own.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, figures
from aid_portal.announcements import Happening, announce
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import StoredFile, User
from subsidies.actions import charging, ledger
from subsidies.actions.papers import DECIDED
from subsidies.actions.papers import decide as stamp
from subsidies.choices import (
    AdjustmentKind,
    EntitlementStatus,
    EntryKind,
    PaperStatus,
    PaymentStatus,
    RecoveryStatus,
)
from subsidies.models import Adjustment, Entitlement, Recovery
from subsidies.models.splits import SOURCE_COLUMNS
from subsidies.reports.dues import Due, due_of

DAYS_TO_RECOVER = 30


@transaction.atomic
def propose(
    *, entitlement: Entitlement, kind: str, amount: Decimal, reason: str, trace: str = "", evidence: StoredFile | None = None,
    by: User,
) -> Adjustment:  # fmt: skip
    """`amount` in yuan and positive: more for a top-up, less for a claw-back; a cancellation takes all that stands."""
    refuse_empty(reason, _("请写明调整原因。"))
    entitlement = Entitlement.objects.locked().select_related("school").get(pk=entitlement.pk)
    signed = _signed(entitlement, kind, amount, due_of(entitlement))
    if entitlement.adjustments.filter(status=PaperStatus.PROPOSED).exists():
        raise Refused(_("这项资助已有一笔调整等待批准，请先办结。"), code="waiting")
    adjustment = Adjustment.objects.create(
        entitlement=entitlement, kind=kind, amount=signed, reason=reason.strip(), trace=trace, evidence=evidence, made_by=by
    )
    audit.record(
        "subsidies.adjustment.proposed", by=by, target=adjustment, unit=entitlement.school, note=reason, after={"amount": signed}
    )
    return adjustment


@transaction.atomic
def decide(*, adjustment: Adjustment, approved: bool, note: str = "", by: User) -> Adjustment:
    """The second person's yes moves the money: committed more or less, or a recovery of what was paid too much."""
    adjustment = Adjustment.objects.locked().get(pk=adjustment.pk)
    entitlement = Entitlement.objects.locked().select_related("programme", "school").get(pk=adjustment.entitlement_id)
    stamp(adjustment, approved=approved, note=note, by=by)
    if approved:
        due = due_of(entitlement)
        _refuse_in_process(entitlement)
        _signed(entitlement, adjustment.kind, abs(adjustment.amount), due)
        _charge(adjustment, entitlement, due, by)
        adjustment.separate = adjustment.amount > 0 and due.paid > 0
    adjustment.save(update_fields=[*DECIDED, *SOURCE_COLUMNS, "separate"])
    if approved and adjustment.kind == AdjustmentKind.CANCELLATION:
        entitlement.move_to(EntitlementStatus.CANCELLED)
        entitlement.save(update_fields=["status"])
    event = "subsidies.adjustment.approved" if approved else "subsidies.adjustment.refused"
    audit.record(event, by=by, target=adjustment, unit=entitlement.school, note=note)
    if approved:
        announce(Happening.ADJUSTMENT_APPROVED, adjustment.pk)
    return adjustment


@transaction.atomic
def receive(*, recovery: Recovery, day: date, voucher: str, by: User) -> Recovery:
    """The money came back: it is available to its budget lines again, and the child has been paid so much less."""
    refuse_empty(voucher, _("请填写收回凭证号。"), code="no_voucher")
    recovery = _locked(recovery)
    recovery.move_to(RecoveryStatus.RECEIVED)
    recovery.received_on, recovery.voucher, recovery.closed_by = day, voucher.strip(), by
    recovery.save(update_fields=["status", "received_on", "voucher", "closed_by"])
    entitlement = recovery.adjustment.entitlement
    charge = charging.given_back(entitlement.programme, entitlement.term_id, [recovery.adjustment])
    ledger.post(kind=EntryKind.RECOVER, cause=f"recovery:{recovery.pk}", amounts=charging.lines_of([charge]), by=by, note=voucher)
    audit.record("subsidies.recovery.received", by=by, target=recovery, note=voucher, after={"amount": recovery.amount})
    return recovery


@transaction.atomic
def write_off(*, recovery: Recovery, note: str, by: User) -> Recovery:
    """It cannot be had back, and somebody says why; the money stays paid."""
    refuse_empty(note, _("请写明核销原因。"))
    recovery = _locked(recovery)
    recovery.move_to(RecoveryStatus.WRITTEN_OFF)
    recovery.close_note, recovery.closed_by = note.strip(), by
    recovery.save(update_fields=["status", "close_note", "closed_by"])
    audit.record("subsidies.recovery.written_off", by=by, target=recovery, note=note)
    return recovery


def _signed(entitlement: Entitlement, kind: str, amount: Decimal, due: Due) -> Decimal:
    if entitlement.status != EntitlementStatus.APPROVED:
        raise Refused(_("只有已批准的资助才能调整；未批准的请在名单里更正。"), code="not_approved")
    if due.paid and due.unpaid and kind != AdjustmentKind.TOP_UP:
        raise Refused(_("这项资助还有%(left)s元补发没有发放，请先发放再追回或取消。") % {"left": figures.yuan(due.unpaid)})
    if kind == AdjustmentKind.CANCELLATION:
        return -due.whole
    if amount <= 0:
        raise Refused(_("调整金额应大于0元。"))
    if kind == AdjustmentKind.CLAW_BACK and amount > due.whole:
        words = {"amount": figures.yuan(amount), "whole": figures.yuan(due.whole)}
        raise Refused(_("追回%(amount)s元超过应享金额%(whole)s元，请核对。") % words, code="too_much")
    return amount if kind == AdjustmentKind.TOP_UP else -amount


def _refuse_in_process(entitlement: Entitlement) -> None:
    if entitlement.payments.filter(status__in=[PaymentStatus.READY, PaymentStatus.SENT]).exists():
        raise Refused(_("这项资助正在发放批次中，请等回盘入账或撤出批次后再调整。"), code="in_process", ids=[entitlement.pk])


def _charge(adjustment: Adjustment, entitlement: Entitlement, due: Due, by: User) -> None:
    charge = _charge_of(adjustment, entitlement)
    for column, fen in charge.columns.items():
        setattr(adjustment, column, fen)
    cause = f"adjustment:{adjustment.pk}"
    if adjustment.amount > 0:
        charging.refuse_over_budget([charge])
        ledger.post(kind=EntryKind.COMMIT, cause=cause, amounts=charging.lines_of([charge]), by=by, note=adjustment.reason)
        return
    if due.paid:
        day = timezone.localdate() + timedelta(days=DAYS_TO_RECOVER)
        Recovery.objects.create(adjustment=adjustment, amount=-adjustment.amount, due_on=day)
    elif any(charge.fen):
        amounts = [(line, -fen) for line, fen in charging.lines_of([charge])]
        ledger.post(kind=EntryKind.UNCOMMIT, cause=cause, amounts=amounts, by=by, note=adjustment.reason)


def _charge_of(adjustment: Adjustment, entitlement: Entitlement) -> charging.Charge:
    programme, term = entitlement.programme, entitlement.term_id
    if adjustment.kind == AdjustmentKind.CANCELLATION:
        return charging.given_back(programme, term, [entitlement, *entitlement.adjustments.counting()])
    return charging.of_amount(programme, term, adjustment.amount)


def _locked(recovery: Recovery) -> Recovery:
    found = Recovery.objects.locked().select_related("adjustment__entitlement__programme")
    return found.get(pk=recovery.pk)
