"""Agreeing to several waiting things at once: what they weigh together, and each by the verb that agrees to one.

register_approval("list-approve", Approval(weights_of_lists, approve_list))
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from aid_portal import acting
from aid_portal.histories import name_at, things_of
from aid_portal.models import User
from aid_portal.waiting import Viewer, Waiting, kinds_for


@dataclass(frozen=True)
class Weight:
    """What an approver must have seen of one thing: 人次, yuan where it bears money, the mark of its content where it has one."""

    times: int
    amount: Decimal | None
    mark: str = ""


@dataclass(frozen=True)
class Approval:
    """`weigh(rows)` answers by key, `carry_out(thing, weight, by)` agrees to one thing as it was seen, or refuses in words."""

    weigh: Callable[[QuerySet], Mapping[int, Weight]]
    carry_out: Callable[[Any, Weight, User], object]


@dataclass(frozen=True)
class Chosen:
    kind: Waiting
    thing: Any
    weight: Weight

    @property
    def key(self) -> str:
        return f"{self.kind.code}:{self.thing.pk}"

    @property
    def name(self) -> str:
        return self.kind.name(self.thing)

    @property
    def url(self) -> str:
        return self.kind.url_of(self.thing.pk)

    @property
    def unit(self) -> str:
        return name_at(self.thing, self.kind.unit)

    def carry_out(self, by: User) -> None:
        acting.remember(by, self.kind.permission)
        _approvals[self.kind.code].carry_out(self.thing, self.weight, by)


@dataclass(frozen=True)
class Choice:
    """Things as they stand now; `left_out` of those asked for wait for this person no more or are agreed to one by one."""

    chosen: list[Chosen] = field(default_factory=list)
    left_out: int = 0

    @property
    def times(self) -> int:
        return sum(each.weight.times for each in self.chosen)

    @property
    def amount(self) -> Decimal | None:
        """None where nothing of it bears money."""
        amounts = [each.weight.amount for each in self.chosen if each.weight.amount is not None]
        return sum(amounts, Decimal(0)) if amounts else None

    @property
    def digest(self) -> str:
        """Other things, other numbers, another content: another digest."""
        facts = [f"{each.key}|{each.weight.times}|{each.weight.amount}|{each.weight.mark}" for each in self.chosen]
        return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()


_approvals: dict[str, Approval] = {}


def register_approval(code: str, approval: Approval) -> None:
    _approvals[code] = approval


def may_be_chosen(kind: Waiting) -> bool:
    return kind.code in _approvals


def choice_of(viewer: Viewer, keys: Iterable[str]) -> Choice:
    """`keys` are those of the boxes, kind:key; looked up afresh among what waits for this person."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for code, _colon, key in (each.partition(":") for each in set(keys)):
        wanted[code].add(int(key) if key.isdecimal() and len(key) < 19 else 0)
    chosen = [
        Chosen(kind, thing, weight)
        for kind in kinds_for(viewer.user)
        if kind.code in wanted and may_be_chosen(kind)
        for thing, weight in _weighed(kind, viewer, wanted[kind.code])
    ]
    return Choice(chosen, sum(map(len, wanted.values())) - len(chosen))


def _weighed(kind: Waiting, viewer: Viewer, keys: set[int]) -> list[tuple[Any, Weight]]:
    things = things_of(kind.rows(viewer), keys, kind.unit)
    weights = _approvals[kind.code].weigh(kind.rows(viewer).model.objects.filter(pk__in=list(things)))
    return [(thing, weights[pk]) for pk, thing in sorted(things.items())]
