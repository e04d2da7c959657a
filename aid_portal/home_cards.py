"""What the home page shows, as a registry that every app fills from its cards.py: what to do today, then where things stand.

register_todos(Permission.REVIEW_ANSWER, reviews, "students:match-list")    # reviews(viewer) -> lines of work
register_panel(Permission.DECISION_VIEW, aid, 20)    # aid(viewer) -> Panel, or None where there is nothing to say
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import menu
from aid_portal.charts import Chart
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.terms import Term

LATE_DAYS = 7  # what has waited longer is shown as late


@dataclass(frozen=True)
class Viewer:
    """Who looks at which term."""

    user: User
    term: Term

    @property
    def scope(self) -> str:
        """Equal for people who see the same rows: a key for figures that are kept a minute."""
        return "|".join(self.user.unit_paths)


@dataclass(frozen=True)
class Todo:
    """One line of work: what, how many, how long the oldest has waited, where it is done."""

    section: str
    what: str
    count: int
    url: str
    icon: str = "check2-square"
    since: datetime | date | None = None
    hint: str = ""

    @cached_property
    def days(self) -> int:
        if self.since is None:
            return 0
        began = timezone.localtime(self.since).date() if isinstance(self.since, datetime) else self.since
        return (timezone.localdate() - began).days

    @property
    def late(self) -> bool:
        return self.days > LATE_DAYS

    @property
    def waited(self) -> str:
        if self.since is None:
            return ""
        if not self.days:
            return _("今天收到")
        return _("已等%(days)d天") % {"days": self.days} if self.count == 1 else _("最早的已等%(days)d天") % {"days": self.days}


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


Todos = Callable[[Viewer], Iterable[Todo]]
Panels = Callable[[Viewer], Panel | None]

_todos: list[tuple[Permission, Todos]] = []
_told: set[str] = set()
_panels: list[tuple[int, Permission, Panels]] = []


def register_todos(permission: Permission, find: Todos, entry: str = "") -> None:
    """`entry` names the page whose number in the menu says the same: it is not shown twice, and to nobody else as work."""
    _todos.append((permission, find))
    _told.add(entry)


def register_panel(permission: Permission, find: Panels, order: int) -> None:
    _panels.append((order, permission, find))


def todos_for(viewer: Viewer, entries: Iterable[menu.Entry]) -> list[TodoGroup]:
    """Lines of work in the order of the menu's groups, the longest waiting first; also numbers of the menu that no line tells."""
    found = [todo for permission, find in _todos if viewer.user.has(permission) for todo in find(viewer)]
    found = [todo for todo in found if todo.count and todo.url]
    found += [_of_menu(entry) for entry in entries if entry.count and entry.name not in _told]
    return [group for section in menu.SECTIONS if (group := _group(section, found)).todos]


def panels_for(viewer: Viewer) -> Iterator[Panel]:
    for _order, permission, find in sorted(_panels, key=lambda entry: entry[0]):
        if viewer.user.has(permission) and (panel := find(viewer)):
            yield panel


def _group(section: str, found: Iterable[Todo]) -> TodoGroup:
    mine = [todo for todo in found if str(todo.section) == str(section)]
    return TodoGroup(str(section), sorted(mine, key=lambda todo: -todo.days))


def _of_menu(entry: menu.Entry) -> Todo:
    return Todo(entry.section, entry.label, entry.count, entry.url, entry.icon)
