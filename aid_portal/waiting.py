"""What waits for a person, as one registry: the numbers of the menu, the lines of the home page and the inbox are the same rows.

register_waiting(Waiting("quota", AID, "subsidies:quota-list", _("批准名额"), "people", Permission.QUOTA_APPROVE,
                         rows=quotas, since="made_at", listed=lambda viewer: rows("subsidies:quota-list", state="proposed")))
register_todos(Permission.CHECK_RUN, check_to_run)    # lines that are worked out and have no rows
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Count, DateField, DateTimeField, F, Min, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.terms import Term

LATE_DAYS = 7  # what has waited longer is shown as late
COUNT_SECONDS = 30  # a number of the menu may be this old

Moment = str | Combinable


@dataclass(frozen=True)
class Viewer:
    """Who looks at which term."""

    user: User
    term: Term

    @property
    def scope(self) -> str:
        """Equal for people who see the same rows: a key for figures that are kept a minute."""
        classes = ("/".join(map(str, (path, *place))) for path, place in self.user.classes)
        return "|".join([*self.user.unit_paths, *classes])


@dataclass(frozen=True)
class Todo:
    """One line of work: what, how many, how long the oldest has waited, by when the first is due, where it is done."""

    section: str | Promise
    what: str | Promise
    count: int
    url: str
    icon: str = "check2-all"
    since: datetime | date | None = None
    hint: str = ""
    due: date | None = None

    @cached_property
    def days(self) -> int:
        if self.since is None:
            return 0
        began = timezone.localtime(self.since).date() if isinstance(self.since, datetime) else self.since
        return (timezone.localdate() - began).days

    @property
    def overdue(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()

    @property
    def late(self) -> bool:
        return self.overdue or self.days > LATE_DAYS

    @property
    def waited(self) -> str:
        if self.since is None:
            return ""
        if not self.days:
            return _("今天收到")
        return _("已等%(days)d天") % {"days": self.days} if self.count == 1 else _("最早的已等%(days)d天") % {"days": self.days}

    @property
    def deadline(self) -> str:
        if self.due is None:
            return ""
        words = {"when": deadline_words(self.due)}
        return _("期限%(when)s") % words if self.count == 1 else _("最早的期限%(when)s") % words


def deadline_words(due: date) -> str:
    """The day, and how far it is away."""
    days = (due - timezone.localdate()).days
    words = {"day": figures.day(due), "days": abs(days)}
    if days < 0:
        return _("%(day)s，已超%(days)d天") % words
    return _("%(day)s，还有%(days)d天") % words if days else _("%(day)s，今天到期") % words


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits. `rows(viewer)` are those that this person handles next, each once, never the own work.

    `entry` is the page of the menu that bears the number, `detail` the page of one thing, `listed` the list of exactly these
    rows. `since`, `due`, `unit` and `by` are the paths to when it came, until when, at which unit, and who put it forward.
    What is `many` is worked off in its list, not one by one from the inbox; a single thing is called `name(thing)` there.
    """

    code: str
    section: str | Promise
    entry: str
    what: str | Promise
    icon: str
    permission: Permission
    rows: Callable[[Viewer], QuerySet]
    since: Moment
    listed: Callable[[Viewer], str]
    detail: str = ""
    due: Moment | None = None
    unit: str = ""
    by: str = ""
    many: bool = False
    name: Callable[[Any], str] = str

    @property
    def since_at(self) -> Combinable:
        return as_moment(self.since)

    @property
    def due_on(self) -> Combinable:
        return Cast(Value(None), DateField()) if self.due is None else Cast(_path(self.due), DateField())

    def counted(self, viewer: Viewer) -> QuerySet:
        """One row: code, number, when the oldest came, when the first is due, the key of one."""
        named = self.rows(viewer).order_by().annotate(w_kind=Value(self.code, CharField())).values("w_kind")
        sums = named.annotate(
            w_count=Count("pk"), w_since=Min(self.since_at), w_due=Min(self.due_on), w_one=Cast(Min("pk"), CharField())
        )
        return sums.values_list("w_kind", "w_count", "w_since", "w_due", "w_one")

    def url_of(self, pk: Any) -> str:
        return rows(self.detail, pk)

    def todo(self, viewer: Viewer, count: int, since: datetime | None, due: date | None, one: str) -> Todo:
        """One thing is opened at once, several are listed."""
        url = self.url_of(one) if count == 1 and self.detail else self.listed(viewer)
        return Todo(self.section, self.what, count, url, self.icon, since, due=due)


Todos = Callable[[Viewer], Iterable[Todo]]

_kinds: dict[str, Waiting] = {}
_lines: list[tuple[Permission, Todos, str]] = []


def register_waiting(kind: Waiting) -> None:
    """Called from an app's awaiting.py; the code stands in addresses and is told once."""
    if kind.code in _kinds:
        raise ValueError(f"two kinds of waiting things are called {kind.code!r}")
    _kinds[kind.code] = kind


def register_todos(permission: Permission, find: Todos, entry: str = "") -> None:
    """`entry` names the page of the menu that shows the number of these lines."""
    _lines.append((permission, find, entry))


def kinds_for(user: User) -> list[Waiting]:
    return [kind for kind in _kinds.values() if user.has(kind.permission)]


def kind_named(code: str) -> Waiting:
    return _kinds[code]


def waiting_now(viewer: Viewer, kinds: Sequence[Waiting] | None = None) -> Iterator[tuple[Waiting, Todo]]:
    """Kinds of which something waits, each with its line; all are counted by one query."""
    asked = kinds_for(viewer.user) if kinds is None else kinds
    for code, count, *facts in united([kind.counted(viewer) for kind in asked]):
        if count:
            yield _kinds[code], _kinds[code].todo(viewer, count, *facts)


def lines_now(viewer: Viewer) -> Iterator[tuple[str, Todo]]:
    """Lines that are worked out, each with the entry of the menu that tells it."""
    for permission, find, entry in _lines:
        if viewer.user.has(permission):
            yield from ((entry, todo) for todo in find(viewer) if todo.count and todo.url)


def numbers_for(viewer: Viewer) -> dict[str, int]:
    """By entry of the menu how many things wait; at most COUNT_SECONDS old."""
    key = _key(viewer)
    known = cache.get(key)
    if known is None:
        known = {}
        for entry, todo in [*((kind.entry, todo) for kind, todo in waiting_now(viewer)), *lines_now(viewer)]:
            known[entry] = known.get(entry, 0) + todo.count
        cache.set(key, known, COUNT_SECONDS)
    return known


def count_anew(viewer: Viewer) -> None:
    """After several deeds at once the numbers are asked for again."""
    cache.delete(_key(viewer))


def _key(viewer: Viewer) -> str:
    return f"waiting:{viewer.user.pk}:{viewer.term}"


def united(parts: Sequence[QuerySet]) -> QuerySet | list:
    """All of them as one query."""
    return parts[0].union(*parts[1:], all=True) if parts else []


def _path(path: Moment) -> Combinable:
    return F(path) if isinstance(path, str) else path


def as_moment(path: Moment) -> Combinable:
    return Cast(_path(path), DateTimeField())
