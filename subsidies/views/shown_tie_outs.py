"""What 对账 and 滞拨 show: rows in yuan, differences first and in words, the addresses of what lies behind them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from subsidies.reports.delays import Balance
from subsidies.reports.tie_out import Cell, Row, Tally, rows_by
from subsidies.views.shown_budgets import yuan

HEADS = {
    "source": lambda: (_("学校"), _("资金来源")),
    "programme": lambda: (_("学校"), _("资助项目")),
    "line": lambda: (_("资助项目"), _("资金来源")),
}


def tie_page(cells: Sequence[Cell], asked: dict[str, Any]) -> dict[str, Any]:
    by = asked.get("by") or "source"
    found = rows_by(cells, by)
    different = [row for row in found if row.difference]
    return {
        "heads": HEADS[by](),
        "rows": [_row(row) for row in (different if asked.get("shown") else found)],
        "total": _amounts(sum((row.tally for row in found), Tally())),
        "different": [_task(cell, asked) for cell in cells if cell.differs],
        "difference": figures.yuan(yuan(sum(row.difference for row in found))),
        "compared": len(cells),
    }


def _row(row: Row) -> dict[str, Any]:
    return {"label": row.key[0], "second": row.key[1], "difference": yuan(row.difference), **_amounts(row.tally)}


def _amounts(tally: Tally) -> dict[str, Any]:
    """Without waivers, which have their own column; what is still to be sent stands below the list."""
    notes = []
    if tally.to_recover:
        notes.append(_("另有待追回%(fen)s") % {"fen": figures.yuan(yuan(tally.to_recover))})
    if tally.ledger_committed:
        notes.append(_("待发放%(fen)s") % {"fen": figures.yuan(yuan(tally.ledger_committed))})
    recovered = [_("已收回%(fen)s") % {"fen": figures.yuan(yuan(tally.recovered))}] if tally.recovered else []
    sent = [_("已拨付%(fen)s") % {"fen": figures.yuan(yuan(tally.waiver_paid))}] if tally.waiver_paid else []
    return {
        "listed": (yuan(tally.listed - tally.waived), notes),
        "waived": (yuan(tally.waived), sent),
        "filed": (yuan(tally.filed), []),
        "paid": (yuan(tally.paid), recovered),
        "returned": (yuan(tally.returned), []),
        "waiting": (yuan(tally.waiting), []),
        "ledger_paid": (yuan(tally.ledger_paid), []),
        "ledger_in_process": (yuan(tally.ledger_in_process), []),
    }


def _task(cell: Cell, asked: dict[str, Any]) -> dict[str, Any]:
    """One difference as a piece of work: where, what, and the rows to look at."""
    row = Row((), [cell])
    where = {"year": asked["period"][:4], "programme": cell.programme.code, "source": cell.source}
    return {"sentences": row.sentences, "url": rows("subsidies:entry-list", **where)}


def balance_rows(balances: Sequence[Balance]) -> list[dict[str, Any]]:
    return [
        {
            "line": each.line,
            "url": each.line.get_absolute_url(),
            "school_end": yuan(each.school_end),
            "calendar_end": yuan(each.calendar_end),
            "between": yuan(each.between),
            "now": yuan(each.now),
        }
        for each in balances
    ]
