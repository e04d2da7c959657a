"""What the page of a ledger entry shows: its legs, the payments behind it, and whether it can be taken back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import AccountKind, EntryKind, FundSource
from subsidies.forms.once import OnceNoteForm
from subsidies.models import LedgerEntry
from subsidies.reports.causes import causes
from subsidies.views.shown_budgets import yuan

LIST, PAYMENTS = "subsidies:entry-list", "subsidies:payment-list"
WHY_NOT: Mapping[str, Callable[[], str]] = {
    EntryKind.COMMIT: lambda: _("批准资助由名单审批或补发产生，不能单独冲正；要减少，请对学生提出追回或取消，由另一人批准。"),
    EntryKind.UNCOMMIT: lambda: _("核减资助由批准的调整产生，不能单独冲正；要恢复，请对学生提出补发。"),
    EntryKind.SEND: lambda: _("批次已经放行，钱在路上，不能冲正；没有发成的以银行回盘退回。"),
    EntryKind.PAY: lambda: _("到账以银行回盘或拨付凭证为准，不能冲正；发错的钱请提出追回。"),
    EntryKind.RETURN: lambda: _("退票以银行回盘为准，不能冲正；更正账户后重新发放。"),
    EntryKind.RECOVER: lambda: _("收回款凭收款凭证入账，不能冲正。"),
    EntryKind.REVERSAL: lambda: _("这本身就是冲正，不能再冲正；需要时重新登记资金文件。"),
}


def entry_page(entry: LedgerEntry, user: User) -> dict[str, Any]:
    reversal = getattr(entry, "reversal", None)
    left_over = _still_available(entry)
    may = user.has(Permission.BUDGET_APPROVE) and entry.kind == EntryKind.ALLOT and reversal is None and left_over
    return {
        "entry": entry,
        "facts": entry_facts(entry),
        "legs": _legs(entry),
        "schools": _schools(entry, user),
        "reversal": reversal,
        "reverse_form": OnceNoteForm() if may else None,
        "why_not": "" if may or reversal else _why_not(entry, left_over),
    }


def entry_facts(entry: LedgerEntry) -> list[tuple]:
    cause = causes([entry])[entry.pk]
    facts = [
        (_("类别"), entry.get_kind_display()),
        (_("事由"), cause.words, cause.url),
        (_("金额（元）"), figures.yuan(yuan(entry.fen or 0))),
        (_("摘要"), entry.note),
        (_("经办人"), entry.made_by.name if entry.made_by else ""),
        (_("时间"), figures.minute(entry.made_at)),
    ]
    if entry.batch:
        facts.append((_("发放批次"), entry.batch.number, rows(LIST, batch=entry.batch.number)))
    return facts


def _still_available(entry: LedgerEntry) -> bool:
    legs = entry.legs.filter(account__kind=AccountKind.AVAILABLE).select_related("account")
    return all(leg.account.balance >= leg.fen for leg in legs)


def _why_not(entry: LedgerEntry, left_over: bool) -> str:
    if entry.kind in WHY_NOT:
        return WHY_NOT[entry.kind]()
    return (
        _("需要冲正的，由有权批准资金文件的人办理。")
        if left_over
        else _("这笔指标已有一部分批准给学生，不够冲回，不能冲正；请先核减资助。")
    )


def _legs(entry: LedgerEntry) -> list[dict[str, Any]]:
    """Debit and credit of each account; the shares of payments added up."""
    found = entry.legs.order_by("account__line__programme__position", "account__line_id", "account_id").values_list(
        "account__line_id", "account__line__year", "account__line__programme__label", "account__line__source", "account__kind"
    )
    return [
        {
            "url": rows("subsidies:budget-detail", line),
            "line": f"{year} {programme} {FundSource(source).label}",
            "account": AccountKind(kind).label,
            "debit": yuan(fen) if fen > 0 else None,
            "credit": yuan(-fen) if fen < 0 else None,
        }
        for line, year, programme, source, kind, fen in found.annotate(sum=Sum("fen"))
    ]


def _schools(entry: LedgerEntry, user: User) -> list[dict[str, Any]]:
    """The payments behind it by school and programme, debit side; each number leads to them where the user may see payments."""
    legs = entry.legs.filter(payment__isnull=False, fen__gt=0).order_by("payment__school__path", "payment__programme__position")
    grouped = legs.values_list(
        "payment__school__name", "payment__school__code", "payment__programme__label", "payment__programme__code"
    )
    counted = grouped.annotate(payments=Count("payment", distinct=True), sum=Sum("fen"))
    may = user.has(Permission.PAYMENT_VIEW)
    return [
        {
            "school": school,
            "programme": programme,
            "payments": payments,
            "sum": yuan(fen),
            "url": rows(PAYMENTS, entry=entry.pk, school=code, programme=which) if may else "",
        }
        for school, code, programme, which, payments, fen in counted
    ]
