"""What the page of one entitlement shows: facts, what is due and paid, what happened, and the buttons."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import if_built, rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.sheets.rosters import grade_word
from subsidies.choices import EntitlementStatus, ListStatus, PaperStatus, PaymentStatus, Proration
from subsidies.models import Adjustment, Entitlement, Payment
from subsidies.reports.dues import Due
from subsidies.reports.returned import reason_labels
from subsidies.reports.words import PolicyWords
from subsidies.tables.entitlement_lists import hands_of


def entitlement_facts(found: Entitlement, words: PolicyWords) -> list[tuple]:
    enrolment = found.enrolment
    return [
        (_("学生"), enrolment.name, rows("students:student-detail", found.student_id)),
        (_("学校"), found.school, found.school.get_absolute_url()),
        (_("年级班级"), f"{grade_word(enrolment.stage, enrolment.grade)} {enrolment.class_name}"),
        (_("学期"), found.term),
        (_("资助项目"), found.programme),
        (_("档次"), words.tier(found.tier) if found.tier else _("不分档")),
        (_("困难类型"), words.all_categories(found.categories)),
        (_("资助方式"), _("减免，由学校直接免收") if found.waiver else _("发放")),
        (_("学期标准（元）"), figures.yuan(found.full_amount)),
        (_("应发金额（元）"), figures.yuan(found.amount)),
        (_("折算方式"), found.get_proration_display()),
        (_("计算过程"), found.trace or _("按学期标准全额计发")),
        (_("所在名单"), found.list.get_status_display(), found.list.get_absolute_url()),
        (_("政策版本"), found.policy, rows("subsidies:policy-detail", found.policy_id)),
    ]


def due_facts(found: Entitlement, due: Due) -> list[tuple]:
    if found.status not in (EntitlementStatus.APPROVED, EntitlementStatus.CANCELLED):
        return []
    return [
        (_("调整后应享（元）"), figures.yuan(due.whole)),
        (_("已发放（元）"), figures.yuan(due.paid)),
        (_("还应发放（元）"), figures.yuan(due.unpaid)),
        (_("待收回（元）"), figures.yuan(due.to_recover)),
    ]


def payment_rows(payments: Iterable[Payment], user: User) -> list[dict[str, Any]]:
    may_open, reasons = user.has(Permission.BATCH_VIEW), reason_labels()
    return [
        {
            "row": each,
            "url": if_built("subsidies:batch-detail", each.batch_id) if may_open else "",
            "reason": reasons.get(each.reason_code, each.reason_code),
        }
        for each in payments
    ]


def entitlement_doings(found: Entitlement, user: User) -> dict[str, bool]:
    """What this user may do with the row as it stands."""
    school = user.has(Permission.ENTITLEMENT_CONFIRM)
    with_school = school and found.list.status == ListStatus.DRAFT
    adjusts = user.has(Permission.ADJUST)
    return {
        "object": with_school and EntitlementStatus.OBJECTED in found.open_moves(),
        "restore": school and EntitlementStatus.PROPOSED in found.open_moves(),
        "days": with_school and found.proration == Proration.DAY,
        "hold": adjusts and found.held_until is None and found.status != EntitlementStatus.CANCELLED,
        "let_go": adjusts and found.held_until is not None,
        "adjust": adjusts and found.status == EntitlementStatus.APPROVED,
    }


def story(found: Entitlement, payments: Iterable[Payment], adjustments: Iterable[Adjustment]) -> list[dict[str, Any]]:
    """Who did what with the row and with its list, oldest first."""
    told = [_event(found.list.made_at, _("学校补报") if found.basis else _("资格比对"), _("列入名单"))]
    told += [_event(at, person, label, "success") for label, person, at in hands_of(found.list) if person]
    reasons = reason_labels()
    told += [_of_payment(each, reasons) for each in payments if each.settled_on]
    for each in adjustments:
        words = {"kind": each.get_kind_display(), "amount": figures.yuan(each.amount)}
        told.append(_event(each.made_at, each.made_by, _("提出%(kind)s，%(amount)s元") % words, "warning", each.reason))
        if each.decided_at:
            tone = "success" if each.status == PaperStatus.APPROVED else "danger"
            what = f"{each.get_kind_display()} {each.get_status_display()}"
            told.append(_event(each.decided_at, each.decided_by, what, tone, each.decision_note))
    return sorted(told, key=lambda event: event["at"])


def _of_payment(payment: Payment, reasons: dict[str, str]) -> dict[str, Any]:
    moment = timezone.make_aware(datetime.combine(payment.settled_on, time(18)))
    words = {"amount": figures.yuan(payment.amount), "state": payment.get_status_display()}
    note = reasons.get(payment.reason_code, payment.reason_code)
    tone = "success" if payment.status == PaymentStatus.PAID else "danger"
    return _event(moment, payment.batch, _("%(amount)s元%(state)s") % words, tone, note)


def _event(at: Any, who: Any, what: str, tone: str = "", note: str = "") -> dict[str, Any]:
    return {"at": at, "who": who, "what": what, "note": note, "tone": tone}
