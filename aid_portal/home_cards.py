"""What the home page shows, as a registry that every app fills from its cards.py: what to do today, then where things stand.

register_panel(Permission.DECISION_VIEW, aid, 20)    # aid(viewer) -> Panel, or None where there is nothing to say
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from aid_portal import menu, waiting
from aid_portal.charts import Chart
from aid_portal.permissions import Permission
from aid_portal.waiting import Todo, Todos, Viewer, register_todos

__all__ = ["Line", "Notice", "Panel", "Stat", "Todo", "TodoGroup", "Todos", "Viewer", "panels_for", "register_panel",
           "register_todos", "todos_for"]  # fmt: skip


@dataclass(frozen=True)
class Stat:
    """One number that leads to its rows; the fields are those of components/stat_card.html."""

    label: str
    value: str
    unit: str = ""
    url: str = ""
    hint: str = ""
    full: str = ""
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Notice:
    """Why figures are missing or old, and what to do about it."""

    text: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Line:
    """A state in words: subject, badge, what was seen."""

    label: str
    state: str
    word: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Panel:
    title: str
    lead: str = ""
    notice: Notice | None = None
    stats: Sequence[Stat] = ()
    charts: Sequence[Chart] = ()
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class TodoGroup:
    label: str
    todos: list[Todo] = field(default_factory=list)


Panels = Callable[[Viewer], Panel | None]

_panels: list[tuple[int, Permission, Panels]] = []


def register_panel(permission: Permission, find: Panels, order: int) -> None:
    _panels.append((order, permission, find))


def todos_for(viewer: Viewer, *, single: bool = True) -> list[TodoGroup]:
    """Lines of work in the order of the menu's groups, what is overdue and what has waited longest first.

    Without `single`, only what is worked off in lists and what has no rows: the rest stands in the inbox thing by thing.
    """
    kinds = [kind for kind in waiting.kinds_for(viewer.user) if single or kind.many]
    found = [todo for _kind, todo in waiting.waiting_now(viewer, kinds)]
    found += [todo for _entry, todo in waiting.lines_now(viewer)]
    return [group for section in menu.SECTIONS if (group := _group(str(section), found)).todos]


def panels_for(viewer: Viewer) -> Iterator[Panel]:
    for _order, permission, find in sorted(_panels, key=lambda entry: entry[0]):
        if viewer.user.has(permission) and (panel := find(viewer)):
            yield panel


def _group(section: str, found: Iterable[Todo]) -> TodoGroup:
    mine = [todo for todo in found if str(todo.section) == section]
    return TodoGroup(section, sorted(mine, key=lambda todo: (not todo.overdue, -todo.days)))
