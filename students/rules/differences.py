"""What changed between two releases of a department's list, and what follows from it (domain.md 6.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from students.choices import ChangeKind, FollowUp

# A change asks for work by a person; none of them stops an award by itself.
FOLLOW_UPS: dict[str, str] = {
    ChangeKind.ENTERED: FollowUp.CHECK,
    ChangeKind.LEFT: FollowUp.REVIEW,
    ChangeKind.CATEGORY_CHANGED: FollowUp.DETERMINE_AGAIN,
    ChangeKind.RISK_REMOVED: FollowUp.DETERMINE_AGAIN,
    ChangeKind.RISK_BACK: FollowUp.DETERMINE_AGAIN,
    ChangeKind.VALIDITY_CHANGED: FollowUp.CHECK,
    ChangeKind.NAME_CORRECTED: FollowUp.REVIEW,
    ChangeKind.IDENTITY_CORRECTED: FollowUp.REVIEW,
    ChangeKind.SCHOOLING_CHANGED: FollowUp.COMPARE_SCHOOLING,
}


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A row of a release: `key` is the list's own number of the person, `identity` the id (or its index), '' if none.

    `validity` is from when to when and whether the card is in force, `words` all that the row says, `source` where it stands.
    """

    key: str
    identity: str
    name: str
    household: str = ""
    categories: frozenset[str] = frozenset()
    risk_removed: bool = False
    schooling: str = ""
    validity: str = ""
    words: str = ""
    source: int = 0


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
        return self.before_count + len(self.of(ChangeKind.ENTERED)) - len(self.of(ChangeKind.LEFT)) == self.after_count


def compare(before: Iterable[ListedPerson], after: Iterable[ListedPerson]) -> Difference:
    """Pairs the rows by key, the rest by identity: one who moved to another household may get another number."""
    old, new = _by_key(before), _by_key(after)
    pairs = [(old[key], new[key]) for key in old if key in new]
    gone = [person for key, person in old.items() if key not in new]
    come = [person for key, person in new.items() if key not in old]
    pairs += _pairs_by_identity(gone, come)
    paired = {id(person) for person in chain.from_iterable(pairs)}
    changes = [Change(ChangeKind.ENTERED, None, person) for person in come if id(person) not in paired]
    changes += [Change(ChangeKind.LEFT, person, None) for person in gone if id(person) not in paired]
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
    return replace(
        one,
        identity=one.identity or other.identity,
        categories=one.categories | other.categories,
        risk_removed=one.risk_removed and other.risk_removed,
        schooling=one.schooling or other.schooling,
        validity="；".join(sorted({one.validity, other.validity})),
        words="；".join(sorted((one.words, other.words))),
    )


def _pairs_by_identity(gone: Sequence[ListedPerson], come: Sequence[ListedPerson]) -> list[tuple[ListedPerson, ListedPerson]]:
    left = {person.identity: person for person in gone if person.identity}
    return [(left.pop(person.identity), person) for person in come if person.identity in left]


def _changes(before: ListedPerson, after: ListedPerson) -> list[str]:
    changed = {
        ChangeKind.CATEGORY_CHANGED: before.categories != after.categories,
        ChangeKind.RISK_REMOVED: after.risk_removed and not before.risk_removed,
        ChangeKind.RISK_BACK: before.risk_removed and not after.risk_removed,
        ChangeKind.VALIDITY_CHANGED: before.validity != after.validity,
        ChangeKind.HOUSEHOLD_MOVED: before.household != after.household,
        ChangeKind.NAME_CORRECTED: before.name != after.name,
        ChangeKind.IDENTITY_CORRECTED: before.identity != after.identity,
        ChangeKind.SCHOOLING_CHANGED: before.schooling != after.schooling,
    }
    named = [kind for kind, holds in changed.items() if holds]
    return named or [ChangeKind.OTHER_CHANGED] * (before.words != after.words)
