"""What was approved and turned out otherwise: a row that is held, money asked back, and one such question still open."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.demo.scale import CLAWED_BACK
from aid_portal.demo.seeding.people import APPROVER, CLERK, FINANCE, named
from subsidies.actions import adjustments, entitlements
from subsidies.choices import AdjustmentKind, PaperStatus, PaymentStatus, RecoveryStatus
from subsidies.models import Adjustment, Entitlement

HOLD_UNTIL, HOLD_REASON = date(2023, 2, 28), gettext_lazy("与邻县核对是否重复享受，核清后再发")
LEFT_EARLY = gettext_lazy("5月中旬转为走读，寄宿生活补助按天追回20天")
TRACE = gettext_lazy("625.00元 ÷ 125天 × 20天 = 100.00元")
RECEIVED_ON, VOUCHER = date(2022, 6, 24), "收2022-017"


def hold_one(term: str) -> None:
    """A junior boarder who may get the same elsewhere is not paid with the others."""
    boarders = _boarders(term)
    if not boarders.exclude(held_until=None).exists():
        row = boarders.filter(payments=None).order_by("school__code", "pk").first()
        if row:
            entitlements.hold(entitlement=row, until=HOLD_UNTIL, note=str(HOLD_REASON), by=named(CLERK))


def claw_back(term: str) -> str:
    """Of three boarders who left early the first has paid back, the second is asked to, the third waits for approval."""
    paid = _boarders(term).filter(payments__status=PaymentStatus.PAID).order_by("school__code", "pk")
    steps = (_recover, _ask_back, _propose)
    for step, row in zip(steps, paid.distinct()[: len(steps)], strict=False):
        step(row)
    back = Adjustment.objects.filter(entitlement__term=term, recovery__status=RecoveryStatus.RECEIVED).count()
    return _("已收回 %(back)d 笔") % {"back": back}


def _propose(row: Entitlement) -> Adjustment:
    return row.adjustments.first() or adjustments.propose(
        entitlement=row, kind=AdjustmentKind.CLAW_BACK, amount=Decimal(CLAWED_BACK), reason=str(LEFT_EARLY), trace=str(TRACE),
        by=named(CLERK),
    )  # fmt: skip


def _ask_back(row: Entitlement) -> Adjustment:
    adjustment = _propose(row)
    if adjustment.status == PaperStatus.PROPOSED:
        adjustment = adjustments.decide(adjustment=adjustment, approved=True, by=named(APPROVER))
    return adjustment


def _recover(row: Entitlement) -> None:
    recovery = _ask_back(row).recovery
    if recovery.is_open:
        adjustments.receive(recovery=recovery, day=RECEIVED_ON, voucher=VOUCHER, by=named(FINANCE))


def _boarders(term: str):
    return Entitlement.objects.approved().filter(term=term, programme__code="CE_BOARD", enrolment__stage="junior")
