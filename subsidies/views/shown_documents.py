"""What the page of a funding document shows: facts, what it gives to which line, who did what, how long the money lay."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import EntryKind, PaperStatus
from subsidies.forms.documents import DecisionForm, ReceiptForm
from subsidies.models import FundingDocument, LedgerEntry
from subsidies.models.papers import Paper
from subsidies.reports.delays import LIMIT_DAYS, Delay, delays


def document_page(document: FundingDocument, user: User) -> dict[str, Any]:
    approved = document.status == PaperStatus.APPROVED
    may_decide = document.status == PaperStatus.PROPOSED and user.has(Permission.BUDGET_APPROVE)
    own = document.made_by_id in user.stands_for
    return {
        "document": document,
        "facts": document_facts(document),
        "allotments": document.allotments.select_related("line__programme").order_by("line__programme__position"),
        "story": story(document, _("批准，指标下达")),
        "entry": LedgerEntry.objects.visible_to(user)
        .filter(kind=EntryKind.ALLOT, cause=f"document:{document.pk}")
        .for_list()
        .first(),
        "delays": delay_rows(delays(timezone.localdate(), document=document)) if approved and document.received_on else [],
        "limit": LIMIT_DAYS,
        "approve_form": DecisionForm(word="yes") if may_decide and not own else None,
        "refuse_form": DecisionForm(word="no") if may_decide else None,
        "own": may_decide and own,
        "receipt_form": ReceiptForm() if user.has(Permission.BUDGET_EDIT) and document.status != PaperStatus.REFUSED else None,
        "not_received": approved and not document.received_on,
    }


def document_facts(document: FundingDocument) -> list[tuple]:
    return [
        (_("资金来源"), document.get_source_display()),
        (_("预算年度"), _("%(year)s年") % {"year": document.year}),
        (_("金额（元）"), figures.yuan(document.amount)),
        (_("直达资金"), _("是") if document.direct else _("否")),
        (_("发文日期"), figures.day(document.issued_on)),
        (_("资金到账日期"), figures.day(document.received_on)),
    ]


def story(paper: Paper, approval: str) -> list[dict[str, Any]]:
    """How a paper went through two pairs of hands; `approval` says what the second person's yes did."""
    told = [_event(paper.made_at, paper.made_by, _("登记"), "", "info")]
    if paper.decided_at:
        told.append(_event(paper.decided_at, paper.decided_by, *_decided(paper, approval)))
    return told


def decision(paper: Paper, user: User, permission: Permission) -> dict[str, Any]:
    """The forms of the second person's word for who holds `permission`; `own` where it must be somebody else's."""
    decides = paper.status == PaperStatus.PROPOSED and user.has(permission)
    own = paper.made_by_id in user.stands_for
    return {
        "own": decides and own,
        "approve_form": DecisionForm(word="yes") if decides and not own else None,
        "refuse_form": DecisionForm(word="no") if decides else None,
    }


def _decided(paper: Paper, approval: str) -> tuple[str, str, str]:
    """What was done, with which words, in which colour; what the maker has refused himself he took back."""
    if paper.status == PaperStatus.APPROVED:
        return approval, paper.decision_note, "success"
    if paper.withdrawn:
        return _("撤回"), paper.decision_note, "info"
    return _("不批准"), paper.decision_note, "danger"


def _event(at: Any, who: User | None, what: str, note: str, tone: str) -> dict[str, Any]:
    return {"at": at, "who": who.name if who else "", "what": what, "note": note, "tone": tone}


def delay_rows(found: list[Delay]) -> list[dict[str, Any]]:
    """In yuan and in words: the colour alone would say nothing."""
    return [
        {
            "document": delay.document,
            "line": delay.line,
            "url": rows("subsidies:budget-detail", delay.line.pk),
            "received_on": delay.stay.day,
            "amount": yuan(delay.stay.fen),
            "spent": yuan(delay.stay.spent),
            "left": yuan(delay.stay.left),
            "days": delay.days,
            "late": yuan(delay.late),
            "state": _state(delay),
        }
        for delay in found
    ]


def _state(delay: Delay) -> tuple[str, str]:
    if delay.lies_too_long:
        return "failed", _("滞留超%(days)s天") % {"days": LIMIT_DAYS}
    if delay.late:
        return "warning", _("曾超%(days)s天") % {"days": LIMIT_DAYS}
    return ("ok", _("按时发完")) if not delay.stay.left else ("pending", _("期限内"))


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100
