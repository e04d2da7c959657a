"""What changed between two releases of a department's list, and what follows from it (domain.md 6.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

ENTERED = "entered"
LEFT = "left"
CATEGORY_CHANGED = "category_changed"
RISK_REMOVED = "risk_removed"
RISK_BACK = "risk_back"
HOUSEHOLD_MOVED = "household_moved"
NAME_CORRECTED = "name_corrected"
IDENTITY_CORRECTED = "identity_corrected"
SCHOOLING_CHANGED = "schooling_changed"

# A change asks for work by a person; none of them stops an award by itself.
CHECK = "check"
REVIEW = "review"
DETERMINE_AGAIN = "determine_again"
COMPARE_SCHOOLING = "compare_schooling"
FOLLOW_UPS = {
    ENTERED: CHECK,
    LEFT: REVIEW,
    CATEGORY_CHANGED: DETERMINE_AGAIN,
    RISK_REMOVED: DETERMINE_AGAIN,
    RISK_BACK: DETERMINE_AGAIN,
    NAME_CORRECTED: REVIEW,
    IDENTITY_CORRECTED: REVIEW,
    SCHOOLING_CHANGED: COMPARE_SCHOOLING,
}


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A row of a release: `key` is the list's own number of the person, `identity` the id (or its index), '' if none."""

    key: str
    identity: str
    name: str
    household: str = ""
    categories: frozenset[str] = frozenset()
    risk_removed: bool = False
    schooling: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    kind: str
    before: ListedPerson | None
    after: ListedPerson | None


@dataclass(frozen=True, slots=True)
class Difference:
    before_count: int
    after_count: int
    changes: tuple[Change, ...]

    def of(self, kind: str) -> list[Change]:
        return [change for change in self.changes if change.kind == kind]

    def asking_for(self, follow_up: str) -> list[Change]:
        return [change for change in self.changes if FOLLOW_UPS.get(change.kind) == follow_up]

    @property
    def adds_up(self) -> bool:
        """Before, plus who entered, less who left, is after."""
        return self.before_count + len(self.of(ENTERED)) - len(self.of(LEFT)) == self.after_count


def compare(before: Iterable[ListedPerson], after: Iterable[ListedPerson]) -> Difference:
    """Pairs the rows by key, the rest by identity: one who moved to another household may get another number."""
    old, new = _by_key(before), _by_key(after)
    pairs = [(old[key], new[key]) for key in old if key in new]
    gone = [person for key, person in old.items() if key not in new]
    come = [person for key, person in new.items() if key not in old]
    pairs += _pairs_by_identity(gone, come)
    paired = {id(person) for person in chain.from_iterable(pairs)}
    changes = [Change(ENTERED, None, person) for person in come if id(person) not in paired]
    changes += [Change(LEFT, person, None) for person in gone if id(person) not in paired]
    changes += [Change(kind, *pair) for pair in pairs for kind in _changes(*pair)]
    return Difference(len(old), len(new), tuple(changes))


def _by_key(people: Iterable[ListedPerson]) -> dict[str, ListedPerson]:
    """One person per key; a person on two rows of a list holds the categories of both."""
    found: dict[str, ListedPerson] = {}
    for person in people:
        first = found.setdefault(person.key, person)
        if first is not person:
            found[person.key] = _joined(first, person)
    return found


def _joined(one: ListedPerson, other: ListedPerson) -> ListedPerson:
    return ListedPerson(
        one.key,
        one.identity or other.identity,
        one.name,
        one.household,
        one.categories | other.categories,
        one.risk_removed and other.risk_removed,
        one.schooling or other.schooling,
    )


def _pairs_by_identity(gone: Sequence[ListedPerson], come: Sequence[ListedPerson]) -> list[tuple[ListedPerson, ListedPerson]]:
    left = {person.identity: person for person in gone if person.identity}
    return [(left.pop(person.identity), person) for person in come if person.identity in left]


def _changes(before: ListedPerson, after: ListedPerson) -> list[str]:
    changed = {
        CATEGORY_CHANGED: before.categories != after.categories,
        RISK_REMOVED: after.risk_removed and not before.risk_removed,
        RISK_BACK: before.risk_removed and not after.risk_removed,
        HOUSEHOLD_MOVED: before.household != after.household,
        NAME_CORRECTED: before.name != after.name,
        IDENTITY_CORRECTED: before.identity != after.identity,
        SCHOOLING_CHANGED: before.schooling != after.schooling,
    }
    return [kind for kind, holds in changed.items() if holds]
