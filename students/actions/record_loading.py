"""Rows of a department's list into records: read, judged, sealed, copied."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from aid_portal import crypto, reading
from aid_portal.copying import copy_rows
from aid_portal.identifiers import name_key
from students.models import Record, Release, ReleaseIssue
from students.rules.cells import Issue
from students.rules.person_keys import person_key
from students.rules.record_rows import read_record
from students.rules.record_values import CheckedRecord, RecordValues
from students.sealing import Indexes, record_aad, release_issue_aad

Progress = Callable[[int, int], None]
TOLD_EVERY = 2000
SECRETS = ("resident_id", "raw_id", "disability_number", "guardian_id", "guardian_name", "household_head", "extra")
COLUMNS = (
    "release_id", "row", "name", "name_key", "id_index", "id_state", "birth_date", "person_number", "household_number",
    "categories", "starts_on", "ends_on", "active", "risk_removed", "risk_removed_on", "finished_grade_nine", "schooling",
    "town", "village", "relation", "detail", "person_mark", "content_mark", "sealed",
)  # fmt: skip


@dataclass(slots=True)
class Loaded:
    """What a file held: rows in all, rows with an error (kept out), rows with a warning (kept)."""

    rows: int = 0
    errors: int = 0
    warnings: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    data_date: date | None = None
    digest: bytes = b""
    issues: list[tuple[int, Issue]] = field(default_factory=list)

    def see(self, checked) -> None:
        self.rows += 1
        self.errors += checked.has_error
        self.warnings += checked.has_warning
        self.issues.extend((checked.row, issue) for issue in checked.issues)


def load_records(release: Release, table: reading.Table, progress: Progress) -> Loaded:
    release.records.all().delete()
    loaded, loader = Loaded(), _Loader(release)
    checked = _checked(release, table, loaded, progress)
    copy_rows(Record._meta.db_table, COLUMNS, (loader.row(each) for each in checked if not each.has_error))
    loaded.digest = loader.indexes.content("".join(sorted(loader.marks)))
    keep_issues(release, loaded)
    return loaded


def _checked(release: Release, table: reading.Table, loaded: Loaded, progress: Progress) -> Iterator[CheckedRecord]:
    today = timezone.localdate()
    for number, cells in table:
        checked = read_record(release.kind, number, cells, today, table.unknown)
        loaded.see(checked)
        if checked.values.data_date and not checked.has_error:
            loaded.data_date = max(loaded.data_date or checked.values.data_date, checked.values.data_date)
        if loaded.rows % TOLD_EVERY == 0:
            progress(loaded.rows, table.row_count)
        yield checked


def keep_issues(release: Release, loaded: Loaded) -> None:
    release.issues.all().delete()
    copy_rows(
        ReleaseIssue._meta.db_table,
        ("release_id", "row", "column", "severity", "code", "value", "detail"),
        (
            (release.pk, row, issue.column, issue.severity, issue.code, _sealed_value(release, row, issue),
             json.dumps(issue.detail))
            for row, issue in loaded.issues
        ),
    )  # fmt: skip


def _sealed_value(release: Release, row: int, issue: Issue) -> bytes:
    return crypto.seal({"value": issue.value}, release_issue_aad(release.pk, row, issue.column))


class _Loader:
    def __init__(self, release: Release) -> None:
        self.release, self.indexes, self.seal = release, Indexes(), crypto.sealer()
        self.marks: list[str] = []

    def row(self, checked: CheckedRecord) -> tuple:
        values = checked.values
        key = name_key(values.name)
        content = self._content_mark(values)
        self.marks.append(content.hex())
        return (
            self.release.pk, values.row, values.name, key, self.indexes.id_or_none(values.resident_id), values.id_state,
            values.birth_date, values.person_number, values.household_number, values.categories, values.starts_on,
            values.ends_on, values.active, values.risk_removed, values.risk_removed_on, values.finished_grade_nine,
            values.schooling, values.town, values.village, values.relation, values.detail,
            self.indexes.content(key_of(values, key)), content, self._sealed(values),
        )  # fmt: skip

    def _content_mark(self, values: RecordValues) -> bytes:
        """What the list says of the person, wherever the row stands and whatever day the list is of."""
        said = [
            values.name, values.raw_id, values.person_number, values.household_number, values.categories, values.starts_on,
            values.ends_on, values.active, values.risk_removed, values.risk_removed_on, values.schooling, values.town,
            values.village, values.relation, values.guardian_id, values.disability_number, values.detail,
        ]  # fmt: skip
        return self.indexes.content("\x1f".join(map(str, said)))

    def _sealed(self, values: RecordValues) -> bytes:
        content = {name: value for name in SECRETS if (value := getattr(values, name))}
        return self.seal(content, record_aad(self.release.pk, values.row))


def key_of(values: RecordValues, key: str) -> str:
    return person_key(values.resident_id, values.person_number, values.raw_id, key, values.birth_date)
