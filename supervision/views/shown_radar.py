"""The figures above the radar, each leading to its rows."""

from typing import Any

from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from supervision.reports.radar import ENTRY, Figures


def figure_cards(found: Figures) -> list[dict[str, Any]]:
    """Mended and closed are those of the last thirty days."""
    return [
        _card(_("未结束的预警"), found.standing, rows(ENTRY), "bell", "warning" if found.standing else "success"),
        _card(_("已逾期"), found.late, rows(ENTRY, late="yes"), "hourglass-split", "danger" if found.late else "success"),
        _card(_("三天内到期"), found.soon, "", "clock", ""),
        _card(_("三十天内自动销号"), found.mended, rows(ENTRY, state="mended"), "check-circle", ""),
        _card(_("三十天内审核办结"), found.closed, rows(ENTRY, state="closed"), "clipboard-check", ""),
    ]


def _card(label: str, number: int, url: str, icon: str, tone: str) -> dict[str, Any]:
    return {"label": label, "value": figures.count(number), "url": url, "icon": icon, "tone": tone}
