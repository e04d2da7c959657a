"""What rests on an accepted roster: the floors above say so here, so that an undo can name it."""

from collections.abc import Callable, Iterable

# given the ids of enrolments, sentences that say what rests on them
Dependants = Callable[[Iterable[int]], list[str]]
_registered: list[Dependants] = []


def register_dependants(dependants: Dependants) -> None:
    _registered.append(dependants)


def dependants_of(enrolment_ids: Iterable[int]) -> list[str]:
    ids = list(enrolment_ids)
    return [sentence for dependants in _registered for sentence in dependants(ids)]
