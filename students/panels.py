"""What the floors above add to a child's page, as a registry that every app fills from its panels.py.

register_panel(Panel(_("资助结果"), Permission.DECISION_VIEW, "subsidies/panels/decisions.html", decisions, order=10))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Student


@dataclass(frozen=True)
class Panel:
    """A section; `context(student, user)` answers the `data` of its template, or None where there is nothing to say."""

    title: str
    permission: Permission
    template: str
    context: Callable[[Student, User], dict[str, Any] | None]
    order: int = 100


_panels: list[Panel] = []


def register_panel(panel: Panel) -> None:
    _panels.append(panel)


def panels_for(student: Student, user: User) -> list[dict[str, Any]]:
    allowed = sorted((panel for panel in _panels if user.has(panel.permission)), key=lambda panel: panel.order)
    shown = ((panel, panel.context(student, user)) for panel in allowed)
    return [{"title": panel.title, "template": panel.template, "data": data} for panel, data in shown if data is not None]
