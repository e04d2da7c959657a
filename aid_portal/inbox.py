"""The rows of the inbox: every single thing that waits for a person, of all floors, what is overdue and oldest first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, CharField, DateTimeField, F, Model, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from aid_portal import waiting
from aid_portal.histories import name_at, things_of, units_named, within
from aid_portal.models import User
from aid_portal.piles import Pile
from aid_portal.waiting import Viewer, Waiting

ORDER = ("w_late", "w_place", "w_kind", "w_key")
COLUMNS = ("w_kind", "w_key", "w_since", "w_due", "w_late", "w_place")


@dataclass(frozen=True)
class Item:
    """One thing that waits: what it is called, where it belongs, who put it forward, since when and until when."""

    kind: Waiting
    key: int
    name: str
    url: str
    unit: str
    by: str
    since: datetime | None
    due: date | None

    @property
    def pk(self) -> str:
        """What a ticked box says."""
        return f"{self.kind.code}:{self.key}"

    def __str__(self) -> str:
        return f"{self.kind.what} {self.name}"

    @property
    def what(self) -> str:
        return str(self.kind.what)

    @property
    def todo(self) -> waiting.Todo:
        """The same as a line of work, for its words."""
        return waiting.Todo(self.kind.section, self.kind.what, 1, self.url, since=self.since, due=self.due)


def single_kinds(user: User) -> list[Waiting]:
    """Kinds that are handled thing by thing; what is worked off in a list of its own is told as one line."""
    return [kind for kind in waiting.kinds_for(user) if not kind.many]


def items(viewer: Viewer, code: str = "", unit: str = "") -> Pile:
    """`code` is one kind, `unit` a part of a unit's name or its whole code; of a unit that holds others, theirs too."""
    kinds = [kind for kind in single_kinds(viewer.user) if code in ("", kind.code)]
    units = units_named(viewer, unit)
    parts = [_columns(kind, within(kind.rows(viewer), kind.unit, units)) for kind in kinds if units is None or kind.unit]
    return Pile(parts, ORDER, lambda found: _made(viewer, list(found)))


def _columns(kind: Waiting, rows: QuerySet) -> QuerySet:
    late = When(w_due__lt=timezone.localdate(), then=Cast(F("w_due"), DateTimeField()))
    return (
        rows.order_by()
        .annotate(
            w_kind=Value(kind.code, CharField()),
            w_key=F("pk"),
            w_since=kind.since_at,
            w_due=kind.due_on,
        )
        .annotate(w_late=Case(When(w_due__lt=timezone.localdate(), then=0), default=1), w_place=Case(late, default=F("w_since")))
        .values_list(*COLUMNS)
    )


def _made(viewer: Viewer, found: Iterable[tuple]) -> list[Item]:
    """The things themselves are read kind by kind, for their names."""
    found, wanted = list(found), defaultdict(set)
    for code, key, *_rest in found:
        wanted[code].add(key)
    things = {code: _things(waiting.kind_named(code), viewer, keys) for code, keys in wanted.items()}
    made = []
    for code, key, since, due, *_order in found:
        kind = waiting.kind_named(code)
        if thing := things[code].get(key):
            unit, by = name_at(thing, kind.unit), name_at(thing, kind.by)
            made.append(Item(kind, key, kind.name(thing), kind.url_of(key), unit, by, since, due))
    return made


def _things(kind: Waiting, viewer: Viewer, keys: Iterable[int]) -> dict[int, Model]:
    return things_of(kind.rows(viewer), keys, kind.unit, kind.by)
