"""Changes of account as pages show them: the old one beside the new one, both masked."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.identifiers import mask_card
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.actions.cards import open_card
from subsidies.actions.frozen_rows import open_payment
from subsidies.choices import PaperStatus
from subsidies.forms.once import OnceForm, OnceNoteForm
from subsidies.models import CardChange, Payment


def account_tabs(user: User, here: str) -> list[dict[str, Any]]:
    pages = [("returned-list", _("退票待处理")), ("card-list", _("账户变更"))]
    if user.has(Permission.BATCH_PREPARE):
        pages.append(("staff-account-list", _("教职工账户")))
    return [{"label": label, "url": rows(f"subsidies:{name}"), "current": name == here, "count": None} for name, label in pages]


def payment_facts(payment: Payment) -> list[tuple]:
    held = open_payment(payment)
    return [
        (_("学生"), payment.student, rows("students:student-detail", payment.student_id)),
        (_("学校"), payment.school),
        (_("资助项目"), payment.programme.label),
        (_("金额（元）"), figures.yuan(payment.amount)),
        (_("退票原因"), payment.reason),
        (_("退回日期"), figures.day(payment.settled_on)),
        (_("原户名"), payment.payee_name),
        (_("原账号"), mask_card(held["account"])),
        (_("原开户银行"), held["bank_name"]),
    ]


def change_page(change: CardChange, user: User) -> dict[str, Any]:
    decides = change.status == PaperStatus.PROPOSED and user.has(Permission.CARD_APPROVE)
    held = open_card(change)
    return {
        "change": change,
        "facts": _facts(change),
        "rows": _beside(change, held) if change.payment else [],
        "account": mask_card(held["account"]),
        "bank_name": held["bank_name"],
        "may_reveal": user.has(Permission.REVEAL),
        "may_approve": decides and change.made_by_id not in user.stands_for,
        "may_refuse": decides,
        "once": OnceForm(),
        "note_form": OnceNoteForm(),
    }


def _facts(change: CardChange) -> list[tuple]:
    decided = [(_("批准人"), change.decided_by), (_("批准时间"), figures.minute(change.decided_at))] if change.decided_by else []
    return [
        (_("学生"), change.student, rows("students:student-detail", change.student_id)),
        (_("学校"), change.school),
        (_("收款人"), change.get_payee_display()),
        (_("账户户名"), change.holder),
        (_("变更原因"), change.reason),
        (_("提出人"), change.made_by),
        (_("提出时间"), figures.minute(change.made_at)),
        *decided,
    ]


def _beside(change: CardChange, held: dict) -> list[dict[str, Any]]:
    """The account that the money came back from, and the one that is asked for."""
    payment = change.payment
    old = open_payment(payment)
    pairs = [
        (_("收款人"), payment.get_payee_display(), change.get_payee_display()),
        (_("户名"), payment.payee_name, change.holder),
        (_("账号"), mask_card(old["account"]), mask_card(held["account"])),
        (_("开户银行"), old["bank_name"], held["bank_name"]),
    ]
    same_account = old["account"] == held["account"]
    return [
        {"label": label, "left": left, "right": right, "same": same_account if label == _("账号") else left == right}
        for label, left, right in pairs
    ]
