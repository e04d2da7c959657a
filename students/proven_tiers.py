"""The tier that the departments' lists prove of a child: the floor that keeps the law says it here, the round asks."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from students.models import Enrolment, TermSetting


class Proven(NamedTuple):
    """`tier` is empty where the lists prove none; `categories` are the codes it rests on."""

    tier: str
    categories: tuple[str, ...]


NOTHING = Proven("", ())
# given enrolments of one term, what is proven of each, by its key
ProvenTiers = Callable[[Sequence[Enrolment], TermSetting], dict[int, Proven]]
_registered: list[ProvenTiers] = []


def register_proven_tiers(proven_tiers: ProvenTiers) -> None:
    _registered.append(proven_tiers)


def proven_tiers_of(enrolments: Sequence[Enrolment], term: TermSetting) -> dict[int, Proven]:
    """Every enrolment has an answer; a floor that knows no law answers for none."""
    found: dict[int, Proven] = {}
    for proven_tiers in _registered:
        found |= proven_tiers(enrolments, term)
    return {each.pk: found.get(each.pk, NOTHING) for each in enrolments}
