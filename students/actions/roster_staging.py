"""Checked rows into the staging of an upload: sealed, indexed, compared with what the portal already has."""

from collections.abc import Container, Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple

from aid_portal import crypto
from aid_portal.copying import Column, copy_blocks
from aid_portal.identifiers import name_key
from aid_portal.pinyin import pinyin_key
from aid_portal.sql import execute, fetch, joined_whole
from students.choices import RowOutcome
from students.models import RosterRow, RosterUpload
from students.rules.cells import Issue
from students.rules.roster_rows import CheckedRow, RosterValues
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
# stand in the same order in the values of a row and in the columns of the staging
CLASS_TO_GUARDIAN = slice(RosterValues._fields.index("class_name"), RosterValues._fields.index("guardian_name") + 1)
Standing = dict[tuple[int, bytes], tuple[int, bytes]]


class Weighed(NamedTuple):
    """A checked row, what it means for the roster of its school, and which enrolment it speaks of."""

    checked: CheckedRow
    outcome: str
    enrolment: int | None
    school: int | None
    registry: bytes | None
    digest: bytes | None


class Stager:
    """Turns checked rows into the upload's rows, each new, changed or unchanged against the rosters of now."""

    def __init__(self, upload: RosterUpload, school_ids: Mapping[str, int]) -> None:
        self.upload, self.school_ids = upload, school_ids
        self.indexes, self.seal = Indexes(), crypto.sealer()
        self.standing: Standing = {}
        self.met: set[int] = set()
        self.digests: dict[int, bytes] = {}
        self.issues: list[tuple[int, Issue]] = []
        self.rows = self.warnings = 0

    def meet(self, codes: Iterable[str]) -> None:
        """Looks up the rosters of now of those schools that have not occurred yet; to be told before their rows are staged."""
        new = {self.school_ids[code] for code in codes if code in self.school_ids} - self.met
        if new:
            self.met |= new
            self.standing |= _standing(self.upload.term_id, new)

    def stage(self, blocks: Iterable[list[CheckedRow]]) -> None:
        """Blocks of rows are judged while those before them are written."""
        repeating: list[Weighed] = []
        self._copy(self._to_be_sealed(block, repeating) for block in blocks)
        if repeating:
            taken = self._taken_over(repeating)
            self._copy([[row for row in repeating if row.checked.row not in taken]])

    def _to_be_sealed(self, block: list[CheckedRow], repeating: list[Weighed]) -> list[Weighed]:
        """Rows that say what stands already, and nothing that is doubted, are set aside."""
        self.rows += len(block)
        for checked in block:
            if checked.issues:
                self.issues.extend((checked.row, issue) for issue in checked.issues)
                self.warnings += checked.has_warning
        weighed = [self._weighed(checked) for checked in block]
        repeating += [each for each in weighed if each.outcome == UNCHANGED and not each.checked.issues]
        return [each for each in weighed if each.outcome != UNCHANGED or each.checked.issues]

    def _weighed(self, checked: CheckedRow) -> Weighed:
        values = checked.values
        school = self.school_ids.get(values.school_code)
        registry = self.indexes.registry(values.registry_number) if values.registry_number else None
        if checked.issues and checked.has_error:
            return Weighed(checked, ERROR, None, school, registry, None)
        digest = self.digests[checked.row] = roster_digest(self.indexes.content, values)
        enrolment, stands = self.standing.get((school, registry), (None, None))
        outcome = NEW if enrolment is None else UNCHANGED if stands == digest else CHANGED
        return Weighed(checked, outcome, enrolment, school, registry, digest)

    def _taken_over(self, repeating: list[Weighed]) -> set[int]:
        """The rows that could be staged as their enrolments stand; the others were changed since the standing was read."""
        columns = {
            "rows": [each.checked.row for each in repeating],
            "enrolments": [each.enrolment for each in repeating],
            "digests": [each.digest for each in repeating],
        }
        return {row for (row,) in fetch("students", "roster_rows_standing", {"upload": self.upload.pk, **columns})}

    def _copy(self, blocks: Iterable[list[Weighed]]) -> None:
        copy_blocks(RosterRow._meta.db_table, STAGE_COLUMNS, map(self._columns, filter(None, blocks)))

    def _columns(self, block: list[Weighed]) -> list[Column]:
        checked, outcomes, enrolments, schools, registries, digests = zip(*block, strict=True)
        said = RosterValues._make(zip(*[each.values for each in checked], strict=True))
        indexes = self.indexes
        tails, ids = zip(*map(indexes.child, said.registry_number, said.resident_id), strict=True)
        return [
            [self.upload.pk] * len(block), [each.row for each in checked], outcomes, enrolments, schools,
            registries, tails, ids, said.name, list(map(name_key, said.name)), list(map(pinyin_key, said.name)),
            said.sex, said.birth_date, said.stage, [grade or None for grade in said.grade], *said[CLASS_TO_GUARDIAN],
            list(map(name_key, said.guardian_name)), list(map(indexes.id_or_none, said.guardian_id)),
            list(map(self._sealed, block)), digests,
        ]  # fmt: skip

    def _sealed(self, weighed: Weighed) -> bytes:
        checked, values = weighed.checked, weighed.checked.values
        content = dict(zip(ROSTER_SECRETS, _SECRETS_OF(values), strict=True))
        if values.extra:
            content["extra"] = values.extra
        if checked.issues:
            content["raw"] = {issue.column: issue.value for issue in checked.issues}
        if weighed.digest is None:
            aad = staged_row_aad(self.upload.pk, checked.row)
        else:
            aad = enrolment_aad(values.school_code, self.upload.term_id, weighed.registry)
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
