"""A household over the releases of the rural list: its categories and risk, who joined, left or moved (domain.md 6.5)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from students.choices import RecordKind
from students.models import Record, Release


@dataclass(frozen=True)
class Move:
    """One person who joined or left between two releases; `other` is his row under another 户编号, if there is one."""

    record: Record
    joined: bool
    other: Record | None


@dataclass(frozen=True)
class Stage:
    """What one release says; no members: the household was not on it."""

    release: Release
    members: Sequence[Record]
    moves: Sequence[Move]

    @property
    def categories(self) -> list[str]:
        return sorted({code for each in self.members for code in each.categories})

    @property
    def monitored(self) -> list[Record]:
        return [each for each in self.members if any(code.startswith("MON_") for code in each.categories)]

    @property
    def risk_removed(self) -> bool:
        """Of all whom it concerns."""
        return bool(self.monitored) and all(each.risk_removed for each in self.monitored)


def history_of(number: str) -> list[Stage]:
    """The newest release first, from the first one that names the household; three queries."""
    releases = list(Release.objects.in_effect().filter(kind=RecordKind.RURAL).order_by("data_date", "accepted_at"))
    rows = Record.objects.filter(release__in=releases).defer("sealed").order_by("row")
    ours: dict[int, dict[bytes, Record]] = defaultdict(dict)
    for each in rows.filter(household_number=number):
        ours[each.release_id].setdefault(bytes(each.person_mark), each)
    marks = {mark for members in ours.values() for mark in members}
    others: dict[int, dict[bytes, Record]] = defaultdict(dict)
    for each in rows.filter(person_mark__in=list(marks)).exclude(household_number=number) if marks else ():
        others[each.release_id][bytes(each.person_mark)] = each
    return list(reversed(list(_stages(releases, ours, others))))


def _stages(releases: Sequence[Release], ours: dict, others: dict) -> Iterator[Stage]:
    """People who came together from another 户编号 are told to have come; a household that is new as a whole, to be there."""
    begun = False
    for before, release in pairwise([None, *releases]):
        if not begun and release.pk not in ours:
            continue
        told = before is not None and (begun or before.pk in others)
        yield Stage(release, list(ours[release.pk].values()), list(_moves(before, release, ours, others)) if told else [])
        begun = True


def _moves(before: Release, after: Release, ours: dict, others: dict) -> Iterator[Move]:
    was, now = ours[before.pk], ours[after.pk]
    yield from (Move(row, True, others[before.pk].get(mark)) for mark, row in now.items() if mark not in was)
    yield from (Move(row, False, others[after.pk].get(mark)) for mark, row in was.items() if mark not in now)
