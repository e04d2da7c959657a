"""Compare a release with the one before it and keep what changed, person by person (domain.md 6.5)."""

from collections import Counter

from aid_portal.copying import copy_rows
from aid_portal.sql import fetch
from students.models import Release, ReleaseChange
from students.rules.differences import Change, ListedPerson, compare

COLUMNS = ("release_id", "kind", "before_id", "after_id")


def keep_changes(release: Release) -> None:
    """Set `previous` and all counts of the comparison; the caller saves the release. Safe to run twice."""
    release.previous = Release.objects.before(release)
    [(release.people,)] = fetch("students", "release_people", {"release": release.pk})
    params = {"release": release.pk, "previous": release.previous_id}
    [(release.new, release.changed, release.unchanged, release.missing)] = fetch("students", "release_changes", params)
    release.changes.all().delete()
    changes = _changes(release) if release.previous else ()
    copy_rows(ReleaseChange._meta.db_table, COLUMNS, (_row(release, change) for change in changes))
    release.change_counts = Counter(str(change.kind) for change in changes)


def _changes(release: Release) -> tuple[Change, ...]:
    before: list[ListedPerson] = []
    after: list[ListedPerson] = []
    params = {"release": release.pk, "previous": release.previous_id}
    for *facts, source, is_now in fetch("students", "release_changed_people", params):
        (after if is_now else before).append(_person(*facts, source))
    return compare(before, after).changes


def _person(
    key: str, identity: str, name: str, household: str, categories: list[str], risk: bool, schooling: str, validity: str,
    words: str, source: int,
) -> ListedPerson:  # fmt: skip
    return ListedPerson(key, identity, name, household, frozenset(categories), risk, schooling, validity, words, source)


def _row(release: Release, change: Change) -> tuple[int, str, int | None, int | None]:
    before, after = change.before, change.after
    return release.pk, str(change.kind), before and before.source, after and after.source
