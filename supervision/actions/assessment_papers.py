"""result: the workbook of a year's marks, and a record that it was taken away."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit, User
from supervision.models import Assessment
from supervision.reports.assessment_marks import results
from supervision.sheets.assessments import Result, ResultLine, xlsx

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@transaction.atomic
def result(*, assessment: Assessment, by: User) -> tuple[str, bytes, str]:
    """Name, bytes and kind: what this person may see of it."""
    found = results(assessment, by)
    lines = [
        ResultLine(
            row.sheet.unit.name, row.sheet.unit.code, [mark.final if mark else None for mark in row.marks],
            row.sheet.total, row.sheet.rank,
        )
        for row in found.rows
    ]  # fmt: skip
    bureau = OrgUnit.objects.get(kind=OrgKind.BUREAU)
    indicators = [(each.name, each.weight) for each in found.indicators]
    paper = Result(str(assessment), bureau.name, assessment.get_status_display(), indicators, lines, timezone.now())
    name = _("%(assessment)s结果.xlsx") % {"assessment": assessment}
    audit.record("supervision.assessment.taken", by=by, target=assessment, after={"file": name, "rows": len(lines)})
    return name, xlsx(paper), CONTENT_TYPE
