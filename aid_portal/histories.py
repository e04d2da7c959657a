"""What a person has decided (已办) and has put forward (我发起的), read from the things themselves: who and when stand on them.

register_decided(Trace("quota-decided", _("名额"), Permission.ENTITLEMENT_VIEW, mine=quotas, at="decided_at", unit="school"))
register_started(Trace("quota-made", _("名额"), …, at="made_at", returned=Q(status="refused"), ended=Q(status="approved")))
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Now
from django.utils.functional import Promise

from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.piles import Pile
from aid_portal.waiting import Moment, Viewer, as_moment

LATELY = timedelta(days=30)
RETURNED, OPEN, ENDED = 0, 1, 2  # in this order they stand among what somebody has put forward
COLUMNS = ("w_kind", "w_key", "w_at", "w_rank")
NEWEST_FIRST = ("-w_at", "w_kind", "w_key")


def own_page(thing: Any) -> str:
    return thing.get_absolute_url()


def own_status(thing: Any) -> tuple[str, str]:
    """The state as value and word."""
    return thing.status, thing.get_status_display()


def lately(path: str) -> Q:
    """What was refused long ago is over: it stands among what has ended."""
    return Q(**{f"{path}__gte": Now() - LATELY})


def signed_by_me(model: type[Model], by: str, **facts: object) -> Callable[[Viewer], QuerySet]:
    """Rows that the person may see and on which the name stands as `by`."""
    return lambda viewer: model.objects.visible_to(viewer.user).filter(**{by: viewer.user}, **facts)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Trace:
    """One kind of thing on which a person left his name. `mine(viewer)` finds them, `at` and `unit` are paths as in Waiting.

    Of what was put forward, `returned` needs its maker once more, with `reason(thing)`; else what is `ended` needs nobody.
    """

    code: str
    what: str | Promise
    permission: Permission | None  # None: everybody
    mine: Callable[[Viewer], QuerySet]
    at: Moment
    unit: str = ""
    returned: Q | None = None
    ended: Q | None = None
    reason: Callable[[Any], str] = lambda thing: ""
    name: Callable[[Any], str] = str
    url: Callable[[Any], str] = own_page
    state: Callable[[Any], tuple[str, str]] = own_status


@dataclass(frozen=True)
class Past:
    """One row: which thing, when, and where it stands now."""

    trace: Trace
    key: int
    name: str
    url: str
    unit: str
    at: datetime | None
    rank: int
    state: str
    label: str
    reason: str

    @property
    def pk(self) -> str:
        return f"{self.trace.code}:{self.key}"

    @property
    def what(self) -> str:
        return str(self.trace.what)

    def __str__(self) -> str:
        return f"{self.what} {self.name}"


_decided: dict[str, Trace] = {}
_started: dict[str, Trace] = {}


def register_decided(trace: Trace) -> None:
    _register(_decided, trace)


def register_started(trace: Trace) -> None:
    _register(_started, trace)


def _register(traces: dict[str, Trace], trace: Trace) -> None:
    if trace.code in traces:
        raise ValueError(f"two kinds of history are called {trace.code!r}")
    traces[trace.code] = trace


def decided_kinds(user: User) -> list[Trace]:
    return _kinds(_decided, user)


def started_kinds(user: User) -> list[Trace]:
    return _kinds(_started, user)


def decided(viewer: Viewer, code: str = "", unit: str = "") -> Pile:
    """The newest first."""
    return _pile(viewer, _decided, code, unit, NEWEST_FIRST)


def started(viewer: Viewer, code: str = "", unit: str = "") -> Pile:
    """What came back first, then what is under way, then what has ended; each the newest first."""
    return _pile(viewer, _started, code, unit, ("w_rank", *NEWEST_FIRST))


def _kinds(traces: Mapping[str, Trace], user: User) -> list[Trace]:
    return [trace for trace in traces.values() if trace.permission is None or user.has(trace.permission)]


def _pile(viewer: Viewer, traces: Mapping[str, Trace], code: str, unit: str, order: Sequence[str]) -> Pile:
    kinds = [trace for trace in _kinds(traces, viewer.user) if code in ("", trace.code)]
    units = units_named(viewer, unit)
    parts = [_columns(trace, within(trace.mine(viewer), trace.unit, units)) for trace in kinds if units is None or trace.unit]
    return Pile(parts, order, lambda found: _made(viewer, traces, found))


def units_named(viewer: Viewer, words: str) -> list[int] | None:
    """Keys of the units asked for; None where no place was asked for."""
    return list(OrgUnit.objects.visible_to(viewer.user).named(words).values_list("pk", flat=True)) if words else None


def within(rows: QuerySet, path: str, units: Sequence[int] | None) -> QuerySet:
    return rows if units is None else rows.filter(**{f"{path}__in": units})


def name_at(thing: Any, path: str) -> str:
    """What stands at the end of the path, a unit or a person; empty where the way ends before."""
    for step in path.split("__") if path else ():
        thing = getattr(thing, step, None)
    return str(thing) if path and thing is not None else ""


def _columns(trace: Trace, rows: QuerySet) -> QuerySet:
    ranks = [When(which, then=rank) for which, rank in ((trace.returned, RETURNED), (trace.ended, ENDED)) if which is not None]
    return rows.order_by().annotate(
        w_kind=Value(trace.code, CharField()),
        w_key=F("pk"),
        w_at=as_moment(trace.at),
        w_rank=Case(*ranks, default=OPEN, output_field=IntegerField()) if ranks else Value(OPEN, IntegerField()),
    ).values_list(*COLUMNS)  # fmt: skip


def _made(viewer: Viewer, traces: Mapping[str, Trace], found: Iterable[tuple]) -> list[Past]:
    """The things themselves are read kind by kind, for their names and states."""
    found, wanted = list(found), defaultdict(set)
    for code, key, *_rest in found:
        wanted[code].add(key)
    things = {code: things_of(traces[code].mine(viewer), keys, traces[code].unit) for code, keys in wanted.items()}
    return [_past(traces[code], thing, at, rank) for code, key, at, rank in found if (thing := things[code].get(key))]


def _past(trace: Trace, thing: Any, at: datetime | None, rank: int) -> Past:
    state, label = trace.state(thing)
    unit = name_at(thing, trace.unit)
    return Past(trace, thing.pk, trace.name(thing), trace.url(thing), unit, at, rank, state, label, trace.reason(thing))


def things_of(rows: QuerySet, keys: Iterable[int], *paths: str) -> dict[int, Model]:
    """By key, with what their names need and what stands at the ends of the paths."""
    chosen = rows.filter(pk__in=list(keys))
    named = chosen.for_list() if hasattr(chosen, "for_list") else chosen
    related = [path for path in paths if path]
    return {thing.pk: thing for thing in (named.select_related(*related) if related else named)}
