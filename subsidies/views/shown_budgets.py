"""What the pages of the budget show: each number in yuan with the address of the rows behind it."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from subsidies.choices import AccountKind, EntryKind
from subsidies.models import BudgetLine
from subsidies.reports.budgets import Execution, Figures, LineFigures

ENTRIES = "subsidies:entry-list"


def budget_rows(counted: Execution) -> list[dict[str, Any]]:
    return [_row(each.figures, {"line": each.line.pk}, each.line) for each in counted.lines]


def total_row(counted: Execution, asked: dict[str, Any]) -> dict[str, Any]:
    conditions = {name: asked.get(name) for name in ("year", "programme", "source")}
    return _row(counted.total, conditions, None)


def _row(figures_of: Figures, where: dict[str, Any], line: BudgetLine | None) -> dict[str, Any]:
    own = line.get_absolute_url() if line else ""

    def cell(fen: int, notes: list[str] | None = None, url: str = "", **query: str) -> dict[str, Any]:
        return {"yuan": yuan(fen), "url": url or rows(ENTRIES, **where, **query) if fen or url else "", "notes": notes or []}

    return {
        "line": line,
        "url": own,
        "allotted": cell(figures_of.allotted, kind=EntryKind.ALLOT.value),
        "approved": cell(figures_of.approved, _waiting(figures_of), url=own and f"{own}#movements", kind=EntryKind.COMMIT.value),
        "sent": cell(figures_of.sent, kind=EntryKind.SEND.value),
        "paid": cell(figures_of.paid, _recovered(figures_of), kind=EntryKind.PAY.value),
        "returned": cell(figures_of.returned, kind=EntryKind.RETURN.value),
        "in_process": cell(figures_of.in_process, account=AccountKind.IN_PROCESS.value),
        "available": cell(figures_of.available, account=AccountKind.AVAILABLE.value),
        "share": figures.percent(figures_of.kept, figures_of.allotted),
        "problems": figures_of.problems,
    }


def _waiting(found: Figures) -> list[str]:
    return [_("待发放%(amount)s") % {"amount": figures.yuan(yuan(found.waiting))}] if found.waiting else []


def _recovered(found: Figures) -> list[str]:
    return [_("已收回%(amount)s") % {"amount": figures.yuan(yuan(found.recovered))}] if found.recovered else []


def line_cards(counted: LineFigures) -> list[dict[str, Any]]:
    """Where the money of the line stands now: the five parts are what was allotted."""
    found, where = counted.figures, {"line": counted.line.pk}
    share = _("执行率%(share)s") % {"share": figures.percent(found.kept, found.allotted)}
    return [
        _card(_("已下达"), found.allotted, rows(ENTRIES, **where, kind=EntryKind.ALLOT.value)),
        _card(_("可用"), found.available, rows(ENTRIES, **where, account=AccountKind.AVAILABLE.value)),
        _card(_("已批准待发"), found.waiting, rows(ENTRIES, **where, account=AccountKind.COMMITTED.value)),
        _card(_("发放中"), found.in_process, rows(ENTRIES, **where, account=AccountKind.IN_PROCESS.value)),
        _card(_("已发放"), found.kept, rows(ENTRIES, **where, account=AccountKind.PAID.value), share),
    ]


def _card(label: str, fen: int, url: str, hint: str = "") -> dict[str, Any]:
    full = _("%(amount)s元") % {"amount": figures.yuan(yuan(fen))}
    return {"label": label, "value": figures.wan(yuan(fen)), "unit": _("万元"), "url": url, "hint": hint, "full": full}


def movement_table(counted: LineFigures) -> dict[str, Any]:
    """Kinds of movement by accounts; each column adds up to what the account holds."""
    kinds = [kind for kind in EntryKind if any(moved == kind for _account, moved in counted.movements)]
    return {
        "accounts": [kind.label for kind in AccountKind],
        "rows": [{"label": kind.label, "cells": [_moved(counted, account, kind) for account in AccountKind]} for kind in kinds],
        "totals": [
            yuan(sum(fen for (held, _kind), fen in counted.movements.items() if held == account)) for account in AccountKind
        ],
    }


def _moved(counted: LineFigures, account: AccountKind, kind: EntryKind) -> dict[str, Any]:
    fen = counted.movements.get((account, kind), 0)
    return {
        "yuan": yuan(fen) if fen else None,
        "url": rows(ENTRIES, line=counted.line.pk, account=account.value, kind=kind.value),
    }


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100
