"""What is doubtful in a department's file, line by line."""

from collections.abc import Iterator

from aid_portal import crypto
from students.choices import Severity
from students.models import Release, ReleaseIssue
from students.reports.roster_issues import IssueLine
from students.sealing import release_issue_aad
from students.sheets import messages


def report_lines(release: Release) -> Iterator[IssueLine]:
    """Errors and warnings in the order of the sheet, with the values unmasked: for the console."""
    return lines_of(ReleaseIssue.objects.filter(release=release).exclude(severity=Severity.HINT).order_by("row", "pk"))


def lines_of(issues) -> Iterator[IssueLine]:
    unseal = crypto.unsealer()
    for issue in issues:
        value = unseal(issue.value, release_issue_aad(issue.release_id, issue.row, issue.column))["value"]
        yield IssueLine(issue.row, issue.column, issue.severity, issue.code, value, messages.message(issue, issue.row))
