"""Rows of several tables in one order: read as one query, each table no further than the page reaches."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, overload

from django.db.models import QuerySet

from aid_portal.pagination import CAP
from aid_portal.waiting import united

Parts = Sequence[QuerySet]


class Pile(Sequence[Any]):
    """`parts` have the same columns (values_list, no order); `make` turns the tuples of a slice into what is shown."""

    def __init__(self, parts: Parts, order: Sequence[str], make: Callable[[Iterable[tuple]], list[Any]]) -> None:
        self.parts, self.order, self.make = parts, order, make

    def __len__(self) -> int:
        """Counted no further than one beyond the cap."""
        counted = [part.order_by().values_list("w_kind")[: CAP + 1] for part in self.parts]
        return counted[0].count() if len(counted) == 1 else united(counted)[: CAP + 1].count() if counted else 0

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, int):
            return self[place : place + 1][0]
        if not self.parts:
            return []
        if len(self.parts) == 1:
            return self.make(self.parts[0].order_by(*self.order)[place])
        reached = [part.order_by(*self.order)[: place.stop] for part in self.parts]
        return self.make(united(reached).order_by(*self.order)[place])
