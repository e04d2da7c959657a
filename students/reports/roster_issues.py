"""What is wrong in an uploaded roster: line by line for the report, by cause for the page."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery

from aid_portal import crypto
from aid_portal.identifiers import mask_text
from students.choices import RowOutcome, Severity
from students.models import RosterIssue, RosterRow, RosterUpload
from students.sealing import enrolment_aad, staged_row_aad
from students.sheets import messages


class IssueLine(NamedTuple):
    """One error or warning: the sheet's own row number, the heading, the value as it stood, and the sentence."""

    row: int
    column: str
    severity: str
    code: str
    value: str
    message: str


class Cause(NamedTuple):
    """All issues of one code in one column."""

    severity: str
    code: str
    column: str
    count: int
    first_row: int

    @property
    def title(self) -> str:
        return messages.title(self.code)

    @property
    def remedy(self) -> str:
        return messages.general_remedy(self.severity, self.code, self.column)

    @property
    def severity_label(self) -> str:
        return str(Severity(self.severity).label)


def report_lines(upload: RosterUpload) -> Iterator[IssueLine]:
    """Errors and warnings in the order of the sheet, with the values unmasked: for the console and the error workbook."""
    issues = RosterIssue.objects.filter(upload=upload).exclude(severity=Severity.HINT).order_by("row", "pk")
    return lines_of(upload, issues)


def lines_of(upload: RosterUpload, issues) -> Iterator[IssueLine]:
    """The given issues with their values; each sealed row is opened once."""
    issues = list(issues)
    raw = raw_cells(upload, {issue.row for issue in issues})
    for issue in issues:
        value = raw.get(issue.row, {}).get(issue.column, "")
        yield IssueLine(issue.row, issue.column, issue.severity, issue.code, value, messages.message(issue, issue.row))


def raw_cells(upload: RosterUpload, rows: set[int]) -> dict[int, dict[str, str]]:
    """For each of these rows, the cells that an issue speaks of, as they stood."""
    staged = RosterRow.objects.filter(upload=upload, row__in=rows).select_related("school")
    unseal = crypto.unsealer()
    return {row.row: unseal(row.sealed, aad_of(upload, row)).get("raw", {}) for row in staged}


def aad_of(upload: RosterUpload, row: RosterRow) -> str:
    if row.outcome == RowOutcome.ERROR:
        return staged_row_aad(upload.pk, row.row)
    return enrolment_aad(row.school.code, upload.term_id, row.registry_index)


def issues_of(upload: RosterUpload) -> QuerySet[RosterIssue]:
    """For the list on the page: each with the envelope of its row beside it."""
    row = RosterRow.objects.filter(upload=upload, row=OuterRef("row"))
    beside = {f"row_{name}": Subquery(row.values(path)[:1]) for name, path in BESIDE.items()}
    return RosterIssue.objects.filter(upload=upload).select_related("upload").annotate(**beside).order_by("row", "pk")


BESIDE = {"sealed": "sealed", "outcome": "outcome", "school": "school__code", "registry": "registry_index"}


def shown_cell(issue: RosterIssue) -> str:
    """The cell of an issue of `issues_of` as it stood, numbers masked."""
    if issue.row_outcome == RowOutcome.ERROR:
        aad = staged_row_aad(issue.upload_id, issue.row)
    else:
        aad = enrolment_aad(issue.row_school, issue.upload.term_id, issue.row_registry)
    value = crypto.unseal(issue.row_sealed, aad).get("raw", {}).get(issue.column, "")
    return mask_text(messages.shown_value(issue.column, value))


def causes(upload: RosterUpload) -> list[Cause]:
    """What is wrong in the file, grouped by cause."""
    return grouped_by_cause(RosterIssue.objects.filter(upload=upload))


def grouped_by_cause(issues: QuerySet) -> list[Cause]:
    """Issues of a roster or of a department's list, errors first, the most frequent first."""
    found = issues.order_by().values_list("severity", "code", "column").annotate(count=Count("pk"), first_row=Min("row"))
    order = list(Severity.values)
    return sorted((Cause(*each) for each in found), key=lambda cause: (order.index(cause.severity), -cause.count, cause.code))
