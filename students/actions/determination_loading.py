"""The schools' determinations: rows upserted on (学籍号, 学年), the last accepted one wins (eligibility.md 4)."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from aid_portal import crypto, reading
from aid_portal.copying import copy_rows
from aid_portal.identifiers import name_key
from aid_portal.sql import execute, fetch
from students.actions.record_loading import TOLD_EVERY, Loaded, keep_issues
from students.models import Release
from students.rules.cells import WARNING, Issue
from students.rules.determination_rows import CheckedDetermination, read_determination
from students.sealing import Indexes, determination_aad

Progress = Callable[[int, int], None]
COLUMNS = (
    "registry_index", "academic_year", "name", "name_key", "tier", "kinds", "school_code", "sealed", "release_id", "row",
)  # fmt: skip


def load_determinations(release: Release, table: reading.Table, progress: Progress) -> Loaded:
    loaded, indexes = Loaded(), Indexes()
    execute("students", "determination_stage")
    seen: dict[int, str] = {}
    copy_rows("determination_stage", COLUMNS, _staged(release, table, loaded, indexes, seen, progress))
    _warn_unknown(loaded, seen)
    counts = dict(fetch("students", "determination_changes"))
    loaded.new, loaded.changed, loaded.unchanged = (counts.get(each, 0) for each in ("new", "changed", "unchanged"))
    execute("students", "determination_upsert")
    loaded.digest = indexes.content("|".join(sorted(seen.values())))
    keep_issues(release, loaded)
    progress(loaded.rows, loaded.rows)
    return loaded


def _staged(
    release: Release, table: reading.Table, loaded: Loaded, indexes: Indexes, seen: dict[int, str], progress: Progress
) -> Iterator[tuple]:
    today, seal = timezone.localdate(), crypto.sealer()
    for number, cells in table:
        checked = read_determination(number, cells, today, table.unknown)
        loaded.see(checked)
        if loaded.rows % TOLD_EVERY == 0:
            progress(loaded.rows, table.row_count)
        if not checked.has_error:
            seen[checked.row] = checked.values.registry_number
            yield _row(release, checked, indexes, seal)


def _row(release: Release, checked: CheckedDetermination, indexes: Indexes, seal: Callable[[dict, str], bytes]) -> tuple:
    values = checked.values
    registry = indexes.registry(values.registry_number)
    content = {"registry_number": values.registry_number, "extra": values.extra}
    return (
        registry, values.academic_year, values.name, name_key(values.name), values.tier, values.kinds, values.school_code,
        seal(content, determination_aad(values.academic_year, registry)), release.pk, values.row,
    )  # fmt: skip


def _warn_unknown(loaded: Loaded, seen: dict[int, str]) -> None:
    """A row without such a child in either term of its academic year is kept and said."""
    warned = {row for row, issue in loaded.issues if issue.severity == WARNING}
    for (row,) in fetch("students", "determination_strangers"):
        loaded.issues.append((row, Issue("学籍号", "unknown_student", WARNING, seen[row])))
        loaded.warnings += row not in warned
