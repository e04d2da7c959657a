"""The check of an uploaded roster: every row read and judged, staged, compared; and cells mended in the page."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto, reading, uploads
from aid_portal.choices import OrgKind
from aid_portal.copying import copy_rows, in_blocks
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from aid_portal.sql import fetch, joined_whole, refresh_statistics
from aid_portal.terms import Term
from students.actions import roster_staging as staging
from students.choices import RowOutcome, UploadStatus
from students.models import RosterAcceptance, RosterIssue, RosterMend, RosterRow, RosterUpload, TermSetting
from students.reports.roster_headings import spec_for
from students.rules.cells import Issue
from students.rules.roster_file import DuplicateWatch, check_block
from students.rules.roster_rows import school_code_of
from students.rules.roster_schooling import RosterContext, SchoolFacts
from students.sheets.rosters import ROSTER, term_of_template

OTHER_TERM = "other_term"
OF_A_COUNTY = 1_000_000  # bytes: some twelve thousand rows
Progress = Callable[[int, int], None]


def check(*, upload: RosterUpload, path: Path, progress: Progress = lambda done, total: None) -> RosterUpload:
    """Every row read and judged, every finding kept, nothing else touched; a file that cannot be used is refused in words.

    Safe to run twice: the staging of an earlier check is replaced in one transaction.
    """
    try:
        return _check_file(upload, path, progress)
    except uploads.UploadRefused as refusal:
        return _refuse(upload, refusal)


def _demand_term(table: reading.Table, term: TermSetting) -> None:
    """A template says for which term it was made; last term's file must not become this term's roster by mistake."""
    made_for = term_of_template(table.template)
    if made_for and made_for != term.pk:
        table.close()
        words = {"made": Term.parse(made_for).label, "chosen": term}
        raise uploads.UploadRefused(
            OTHER_TERM, _("这是%(made)s的模板，您选的是%(chosen)s。请改用%(chosen)s的模板，或重新上传并选择%(made)s。") % words
        )


def limits_for(unit: OrgUnit) -> uploads.UploadLimits:
    return uploads.SCHOOL_ROSTER if unit.kind == OrgKind.SCHOOL else uploads.COUNTY_FILE


@transaction.atomic
def _refuse(upload: RosterUpload, refusal: uploads.UploadRefused) -> RosterUpload:
    upload = RosterUpload.objects.locked().get(pk=upload.pk)
    upload.move_to(UploadStatus.REFUSED)
    upload.refusal = str(refusal)[:500]
    upload.unknown_headings = str(refusal.detail.get("unknown", "")).split()
    RosterRow.objects.filter(upload=upload).delete()
    RosterIssue.objects.filter(upload=upload).delete()
    upload.save(update_fields=["status", "refusal", "unknown_headings"])
    return upload


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows refer to nothing that refers back: looking for cycles among them costs a tenth of the check and finds none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
@transaction.atomic
def _check_file(upload: RosterUpload, path: Path, progress: Progress) -> RosterUpload:
    """While the child is at the gate, the rosters of now are looked up for a file that may speak of every school."""
    child = reading.begin(path, spec_for(upload.unit), limits_for(upload.unit))
    upload = RosterUpload.objects.locked().get(pk=upload.pk)
    upload.move_to(UploadStatus.CHECKED)
    refresh_statistics("students_enrolment", "students_student")
    RosterRow.objects.filter(upload=upload).delete()
    context, school_ids = _context(upload)
    stager = staging.Stager(upload, school_ids)
    if path.stat().st_size > OF_A_COUNTY:
        stager.meet(school_ids)
    table = reading.table_of(child)
    _demand_term(table, upload.term)
    duplicates = _stage(stager, table, replace(context, unknown=tuple(table.unknown)), progress)
    staging.mark_duplicates(upload, duplicates)
    _keep_issues(upload, [*stager.issues, *((row, issue) for row, found in duplicates.items() for issue in found)])
    upload.sheet, upload.heading_row, upload.unknown_headings = table.sheet, table.heading_row, list(table.unknown)
    upload.rows, upload.warnings, upload.refusal = stager.rows, stager.warnings, ""
    upload.digest = stager.file_digest(duplicates)
    # another file may have been accepted or undone while this one was read
    staging.compare_again(upload)
    count(upload)
    upload.save()
    return upload


def _stage(stager: staging.Stager, table: reading.Table, context: RosterContext, progress: Progress) -> dict[int, list[Issue]]:
    """Every row judged and staged; the answer are those that stand twice."""
    watch, mends = DuplicateWatch(), _mends_of(stager.upload)
    for rows in table.slices():
        mended = list(_mended(rows, mends))
        stager.meet({school_code_of(cells) for _number, cells in mended})
        stager.stage(check_block(block, context, watch) for block in in_blocks(mended))
        progress(stager.rows, table.row_count)
    return watch.issues()


def _context(upload: RosterUpload) -> tuple[RosterContext, dict[str, int]]:
    schools = list(OrgUnit.objects.schools().filter(closed_on=None).only("id", "code", "school_type", "name", "path"))
    whole_county = upload.unit.kind == OrgKind.BUREAU
    own = None if whole_county else frozenset(each.code for each in schools if each.path.startswith(upload.unit.path))
    facts = {each.code: SchoolFacts(each.school_type, each.name) for each in schools}
    context = RosterContext(day=timezone.localdate(), term=Term.parse(upload.term_id), schools=facts, own_schools=own)
    # a row of somebody else's school is an error; that school's children are no business of this file
    return context, {each.code: each.pk for each in schools if own is None or each.code in own}


def _mends_of(upload: RosterUpload) -> dict[int, dict[int, str]]:
    """What was corrected in the page, by row and by place in the row."""
    places = {heading: position for position, heading in enumerate(ROSTER.headings)}
    mends: dict[int, dict[int, str]] = {}
    for mend in upload.mends.all():
        value = crypto.unseal(mend.sealed, mend_aad(mend))["value"]
        mends.setdefault(mend.row, {})[places[mend.column]] = value
    return mends


def _mended(rows: Iterable[reading.Row], mends: dict[int, dict[int, str]]) -> Iterator[reading.Row]:
    """The rows of the file, with the cells that were corrected in the page in their places."""
    for number, cells in rows:
        if number in mends:
            cells = list(cells)
            for place, value in mends[number].items():
                cells[place] = value
        yield number, cells


def mend_aad(mend: RosterMend) -> str:
    return f"roster-mend|{mend.upload_id}|{mend.row}|{mend.column}"


def _keep_issues(upload: RosterUpload, found: Iterable[tuple[int, Issue]]) -> None:
    RosterIssue.objects.filter(upload=upload).delete()
    copy_rows(
        RosterIssue._meta.db_table,
        ("upload_id", "row", "column", "severity", "code", "detail"),
        (
            (upload.pk, row, issue.column, issue.severity, issue.code, json.dumps(issue.detail))
            for row, issue in sorted(found, key=lambda each: each[0])
        ),
    )


def count(upload: RosterUpload) -> None:
    outcomes = dict.fromkeys(RowOutcome.values, 0)
    outcomes |= dict(fetch("students", "roster_outcomes", {"upload": upload.pk}))
    upload.new, upload.changed, upload.unchanged, upload.errors = (
        outcomes[each] for each in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.UNCHANGED, RowOutcome.ERROR)
    )
    upload.good = upload.new + upload.changed + upload.unchanged
    with joined_whole(upload.rows):
        [(upload.missing,)] = fetch("students", "roster_missing", {"upload": upload.pk, "term": upload.term_id})
    upload.repeats = _is_last_accepted(upload)


def _is_last_accepted(upload: RosterUpload) -> bool:
    """Every school of the file had its last acceptance from one upload with just these rows."""
    schools = RosterRow.objects.filter(upload=upload).exclude(outcome=RowOutcome.ERROR).values("school").distinct()
    last = RosterAcceptance.objects.filter(term=upload.term_id, school__in=schools)
    digests = set(map(bytes, last.values_list("upload__digest", flat=True)))
    return digests == {bytes(upload.digest)} and last.values("upload").distinct().count() == 1


@transaction.atomic
def mend(*, upload: RosterUpload, row: int, column: str, value: str, by: User) -> RosterUpload:
    """One cell corrected in the page; the check that follows reads the file with it."""
    upload = RosterUpload.objects.locked().get(pk=upload.pk)
    if upload.status != UploadStatus.CHECKED:
        raise Refused(_("这份花名册已不在检查阶段，不能再修改。请查看它的最新状态。"))
    if column not in ROSTER.headings or not upload.staged.filter(row=row).exists():
        raise Refused(_("第%(row)s行“%(column)s”不在这份花名册里，请刷新页面后再改。") % {"row": row, "column": column})
    correction = RosterMend(upload=upload, row=row, column=column, made_by=by)
    correction.sealed = crypto.seal({"value": value}, mend_aad(correction))
    upload.mends.filter(row=row, column=column).delete()
    correction.save()
    audit.record("students.roster.mended", by=by, target=upload, unit=upload.unit, note=f"{row} {column}")
    return upload
