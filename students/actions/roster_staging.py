"""Checked rows into the staging of an upload: sealed, indexed, compared with what the portal already has."""

from collections.abc import Container, Iterable, Iterator, Mapping
from operator import attrgetter

from aid_portal import crypto
from aid_portal.copying import copy_rows
from aid_portal.identifiers import name_key
from aid_portal.pinyin import pinyin_key
from aid_portal.sql import execute, fetch, joined_whole
from students.choices import RowOutcome
from students.models import RosterRow, RosterUpload
from students.rules.cells import Issue
from students.rules.roster_rows import CheckedRow
from students.sealing import ROSTER_SECRETS, Indexes, enrolment_aad, roster_digest, staged_row_aad

FACT_COLUMNS = (
    "registry_index", "tail_index", "id_index", "name", "name_key", "pinyin", "sex", "birth_date", "stage", "grade",
    "class_name", "boarding", "hukou", "major", "agriculture", "status", "status_on", "home_taught",
    "guardian_name", "guardian_key", "guardian_index", "sealed", "digest",
)  # fmt: skip
STAGE_COLUMNS = ("upload_id", "row", "outcome", "enrolment_id", "school_id", *FACT_COLUMNS)
ERROR, NEW, CHANGED, UNCHANGED = (
    each.value for each in (RowOutcome.ERROR, RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.UNCHANGED)
)
_SECRETS_OF = attrgetter(*ROSTER_SECRETS)
Standing = dict[tuple[int, bytes], tuple[int, bytes]]


class Stager:
    """Turns checked rows into the upload's rows, each new, changed or unchanged against the rosters of now."""

    def __init__(self, upload: RosterUpload, school_ids: Mapping[str, int]) -> None:
        self.upload, self.school_ids = upload, school_ids
        self.indexes, self.seal = Indexes(), crypto.sealer()
        self.standing = _standing(upload.term_id, school_ids.values())
        self.digests: dict[int, bytes] = {}
        self.issues: list[tuple[int, Issue]] = []
        self.rows = self.warnings = 0

    def stage(self, rows: Iterable[CheckedRow]) -> bool:
        """Rows are judged while those before them are written; False when there were none."""
        before = self.rows
        copy_rows(RosterRow._meta.db_table, STAGE_COLUMNS, self._staged(rows))
        return self.rows > before

    def _staged(self, rows: Iterable[CheckedRow]) -> Iterator[tuple]:
        for checked in rows:
            self.rows += 1
            if checked.issues:
                self.issues.extend((checked.row, issue) for issue in checked.issues)
                self.warnings += checked.has_warning
            yield self._row(checked)

    def _row(self, checked: CheckedRow) -> tuple:
        values, indexes = checked.values, self.indexes
        wrong = checked.has_error
        school = self.school_ids.get(values.school_code)
        registry = indexes.registry(values.registry_number) if values.registry_number else None
        digest = None if wrong else roster_digest(indexes.content, values)
        if digest:
            self.digests[checked.row] = digest
        return (
            self.upload.pk, checked.row, *self._outcome(school, registry, digest),
            school, registry, *indexes.child(values.registry_number, values.resident_id),
            values.name, name_key(values.name), pinyin_key(values.name),
            values.sex, values.birth_date, values.stage, values.grade or None, values.class_name, values.boarding,
            values.hukou, values.major, values.agriculture, values.status, values.status_on, values.home_taught,
            values.guardian_name, name_key(values.guardian_name), indexes.id_or_none(values.guardian_id),
            self._sealed(checked, registry, wrong), digest,
        )  # fmt: skip

    def _outcome(self, school: int | None, registry: bytes | None, digest: bytes | None) -> tuple[str, int | None]:
        """What a row means for the roster of its school, and which enrolment it speaks of."""
        if digest is None:
            return ERROR, None
        if (known := self.standing.get((school, registry))) is None:
            return NEW, None
        return (UNCHANGED if known[1] == digest else CHANGED), known[0]

    def _sealed(self, checked: CheckedRow, registry: bytes | None, wrong: bool) -> bytes:
        values = checked.values
        content = dict(zip(ROSTER_SECRETS, _SECRETS_OF(values), strict=True))
        if values.extra:
            content["extra"] = values.extra
        if checked.issues:
            content["raw"] = {issue.column: issue.value for issue in checked.issues}
        if wrong:
            aad = staged_row_aad(self.upload.pk, checked.row)
        else:
            aad = enrolment_aad(values.school_code, self.upload.term_id, registry)
        return self.seal(content, aad)

    def file_digest(self, duplicates: Container[int]) -> bytes:
        """The same for the same good rows in any order and under any file name (eligibility.md 2.11)."""
        good = sorted(digest for row, digest in self.digests.items() if row not in duplicates)
        return self.indexes.content("".join([each.hex() for each in good]))


def _standing(term: str, schools: Iterable[int]) -> Standing:
    """Who stands on the rosters of now: (school, 学籍号) → enrolment and what its row said."""
    rows = fetch("students", "roster_standing", {"term": term, "schools": list(schools)})
    return {(school, bytes(registry)): (enrolment, bytes(digest)) for school, registry, enrolment, digest in rows}


def mark_duplicates(upload: RosterUpload, duplicates: Mapping[int, list[Issue]]) -> None:
    """Rows that stand twice were staged as good ones before their twin was seen: they become errors, sealed as such."""
    good = RosterRow.objects.filter(upload=upload, row__in=duplicates).exclude(outcome=RowOutcome.ERROR)
    for staged in good.select_related("school"):
        content = crypto.unseal(staged.sealed, enrolment_aad(staged.school.code, upload.term_id, staged.registry_index))
        raw = content.setdefault("raw", {})
        raw.update({issue.column: issue.value for issue in duplicates[staged.row]})
        staged.sealed = crypto.seal(content, staged_row_aad(upload.pk, staged.row))
        staged.outcome, staged.digest, staged.enrolment = RowOutcome.ERROR, None, None
        staged.save(update_fields=["sealed", "outcome", "digest", "enrolment"])


def compare_again(upload: RosterUpload) -> int:
    """New, changed and unchanged as of now, and how many rows that moved: another file may have been accepted since the check."""
    with joined_whole(upload.rows):
        return execute("students", "roster_rows_compare", {"upload": upload.pk, "term": upload.term_id})
