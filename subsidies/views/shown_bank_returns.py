"""Everything the page of a return shows: counts and sums before booking, causes, rows found by account, contradictions."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.actions import batch_hands
from subsidies.choices import ReturnStatus
from subsidies.models import BankReturn
from subsidies.reports import bank_returns as found
from subsidies.reports.bank_returns import SHOWN


def return_page(bank_return: BankReturn, user: User) -> dict[str, Any]:
    waits = bank_return.status == ReturnStatus.READ and user.has(Permission.BANK_FILE)
    own = batch_hands.sent_by(bank_return.batch, user)
    refused = bank_return.status == ReturnStatus.REFUSED
    contradicting, accounts = list(found.contradictions(bank_return)), list(found.by_account(bank_return)[:SHOWN])
    return {
        "bank_return": bank_return,
        "batch": bank_return.batch,
        "facts": _facts(bank_return),
        "cards": [] if refused else _cards(bank_return),
        "causes": [] if refused else found.causes(bank_return),
        "by_account": accounts,
        "contradictions": [_difference(line) for line in contradicting[:SHOWN]],
        "more": max(0, len(contradicting) - SHOWN),
        "refused": refused,
        "may_book": waits and not own,
        "may_refuse": waits,
        "for_another": waits and own,
        "may_upload": user.has(Permission.BANK_FILE),
        "step": 2 if bank_return.status == ReturnStatus.READ else 3,
        "nothing_new": waits and not (bank_return.paid_count or bank_return.returned_count),
    }


def _cards(bank_return: BankReturn) -> list[dict[str, str]]:
    back = "danger" if bank_return.returned_count else ""
    return [
        _card(_("成功"), bank_return.paid_count, _yuan(bank_return.paid_total), "success"),
        _card(_("退票"), bank_return.returned_count, _yuan(bank_return.returned_total), back),
        _card(_("早已入账"), bank_return.settled_count, _("以前已有结果的，不再变动"), ""),
    ]


def _card(label: str, count: int, hint: str, tone: str) -> dict[str, str]:
    return {"label": label, "value": figures.count(count), "unit": _("笔"), "hint": hint, "tone": tone}


def _yuan(amount: Any) -> str:
    return _("%(amount)s元") % {"amount": figures.yuan(amount)}


def _facts(bank_return: BankReturn) -> list[tuple]:
    return [
        (_("发放批次"), bank_return.batch, bank_return.batch.get_absolute_url()),
        (_("文件"), bank_return.file.name),
        (_("格式"), bank_return.layout),
        (_("上传人"), bank_return.uploaded_by),
        (_("上传时间"), figures.minute(bank_return.uploaded_at)),
        (_("入账人"), bank_return.booked_by or ""),
        (_("入账时间"), figures.minute(bank_return.booked_at) if bank_return.booked_at else ""),
    ]


def _difference(line: Any) -> dict[str, Any]:
    """What stands in the books beside what this file says."""
    payment = line.payment
    booked = _("%(state)s（%(day)s）") % {"state": payment.get_status_display(), "day": figures.day(payment.settled_on)}
    told = _("成功") if line.succeeded else _("失败：%(why)s") % {"why": line.reason_text}
    return {"row": line.row, "payment": payment, "amount": line.amount, "booked": booked, "told": told}
