"""What the pages of corrections and recoveries show."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.terms import Term
from subsidies.choices import PaperStatus, RecoveryStatus
from subsidies.forms.adjustments import MONTHS
from subsidies.models import Adjustment, Entitlement, Recovery
from subsidies.reports.dues import Due
from subsidies.reports.part_terms import PartTerm, by_days, by_months


def subject_facts(row: Entitlement) -> list[tuple]:
    return [
        (_("学生"), row.enrolment.name, row.get_absolute_url()),
        (_("学校"), row.school, row.school.get_absolute_url()),
        (_("资助项目"), row.programme),
        (_("学期"), Term.parse(row.term_id).label),
        (_("批准金额（元）"), figures.yuan(row.amount)),
    ]


def adjustment_facts(adjustment: Adjustment) -> list[tuple]:
    decided = f"{adjustment.decided_by} {figures.minute(adjustment.decided_at)}" if adjustment.decided_by else ""
    return [
        (_("类别"), adjustment.get_kind_display()),
        (_("金额（元）"), figures.yuan(adjustment.amount)),
        (_("原因"), adjustment.reason),
        (_("计算过程"), adjustment.trace),
        (_("经办"), f"{adjustment.made_by} {figures.minute(adjustment.made_at)}"),
        (_("批准"), decided),
        (_("批准意见"), adjustment.decision_note),
    ]


def before_and_after(adjustment: Adjustment, due: Due) -> list[tuple]:
    """What the approval changes, while it waits."""
    if adjustment.status != PaperStatus.PROPOSED:
        return []
    back = -adjustment.amount if adjustment.amount < 0 and due.paid else 0
    return [
        (_("现应享（元）"), figures.yuan(due.whole)),
        (_("批准后应享（元）"), figures.yuan(due.whole + adjustment.amount)),
        (_("已发放（元）"), figures.yuan(due.paid)),
        (_("需要追回（元）"), figures.yuan(back)),
    ]


def adjustment_doings(adjustment: Adjustment, user: User) -> dict[str, bool]:
    waits = adjustment.status == PaperStatus.PROPOSED and user.has(Permission.ADJUST_APPROVE)
    own = adjustment.made_by_id in user.stands_for
    return {"approve": waits and not own, "refuse": waits, "wait": waits and own}


def recovery_facts(recovery: Recovery) -> list[tuple]:
    late = (timezone.localdate() - recovery.due_on).days if recovery.is_open else 0
    due = figures.day(recovery.due_on)
    return [
        (_("应收回（元）"), figures.yuan(recovery.amount)),
        (_("期限"), _("%(day)s，已逾期%(late)d天") % {"day": due, "late": late} if late > 0 else due),
        (_("追回原因"), recovery.adjustment.reason, rows("subsidies:adjustment-detail", recovery.adjustment_id)),
        (_("收回日期"), figures.day(recovery.received_on)),
        (_("收款凭证号"), recovery.voucher),
        (_("核销原因"), recovery.close_note),
        (_("办结人"), recovery.closed_by),
    ]


def recovery_doings(recovery: Recovery, user: User) -> dict[str, bool]:
    moves = recovery.open_moves()
    return {
        "receive": user.has(Permission.BUDGET_EDIT) and RecoveryStatus.RECEIVED in moves,
        "write_off": user.has(Permission.ADJUST_APPROVE) and RecoveryStatus.WRITTEN_OFF in moves,
    }


def worked_out(entitlement: Entitlement, attended: dict[str, Any]) -> PartTerm:
    if attended["rule"] == MONTHS:
        return by_months(entitlement, attended["months"])
    days = attended["boarding_days"] or 0, attended["day_days"] or 0
    return by_days(entitlement, *days, labels=(_("住校"), _("走读")))
