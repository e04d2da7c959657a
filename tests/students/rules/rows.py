"""Made-up rows for the tests of the roster and record rules, with right check digits."""

from datetime import date

from aid_portal.choices import SchoolType
from aid_portal.terms import Term
from students.rules.record_columns import LAYOUTS
from students.rules.roster_columns import HEADINGS
from students.rules.roster_rows import check_row
from students.rules.roster_schooling import RosterContext, SchoolFacts

TODAY = date(2022, 9, 20)

PRIMARY, NINE_YEAR, KINDERGARTEN = "2161324002", "3161324004", "1161324001"
SENIOR, VOCATIONAL, SPECIAL, COMPLETE = "3461324005", "3661324007", "5161324008", "3461324006"
SCHOOLS = {
    KINDERGARTEN: SchoolFacts(SchoolType.KINDERGARTEN.value),
    PRIMARY: SchoolFacts(SchoolType.PRIMARY.value),
    NINE_YEAR: SchoolFacts(SchoolType.NINE_YEAR.value),
    SENIOR: SchoolFacts(SchoolType.SENIOR.value),
    COMPLETE: SchoolFacts(SchoolType.COMPLETE.value),
    VOCATIONAL: SchoolFacts(SchoolType.VOCATIONAL.value),
    SPECIAL: SchoolFacts(SchoolType.SPECIAL.value),
}
CONTEXT = RosterContext(day=TODAY, term=Term.parse("2022A"), schools=SCHOOLS)

BOY, GIRL = "610324201403150014", "610324201403150022"
FATHER = "610324198511030875"

GOOD_ROW = {
    "学校标识码": PRIMARY,
    "学籍号": f"G{BOY}",
    "姓名": "王小明",
    "身份证号": BOY,
    "年级": "三年级",
    "班级": "2班",
    "就读方式": "走读",
}


def cells(**changed):
    row = GOOD_ROW | changed
    return [row.pop(heading, "") for heading in HEADINGS] + list(row.values())


def checked(context=CONTEXT, **changed):
    return check_row(12, cells(**changed), context)


def codes(row, *severities):
    return [(issue.column, issue.code) for issue in row.issues if issue.severity in (severities or ("error", "warning"))]


def record_cells(kind, **row):
    return [row.pop(heading, "") for heading in LAYOUTS[kind].headings] + list(row.values())


class FormulaCell:
    def __init__(self, cached):
        self.cached = cached
