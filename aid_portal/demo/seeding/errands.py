"""What the made-up people find on their desks: a checked roster to accept, a list that shrank, a role, a policy."""

from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from aid_portal.actions import delegations
from aid_portal.delegations import own_roles
from aid_portal.demo import Manifest
from aid_portal.demo.releases import ID_COLUMN
from aid_portal.demo.seeding import releases, rosters
from aid_portal.demo.seeding.people import CLERK, STAND_IN, WANG, named
from aid_portal.demo.seeding.telling import Telling
from aid_portal.demo.users import WANG_SCHOOL
from aid_portal.models import OrgUnit, RoleAssignment
from students.choices import RecordKind
from students.models import Release, RosterUpload
from subsidies.actions import policies
from subsidies.models import PolicyVersion
from subsidies.rules import policy_edits

ROSTER_NAME, LIST_NAME = "天度镇中心小学秋季补充名册.xlsx", "民政救助-2022-10-20.xlsx"
LIST_DAY, KEPT_SHARE = date(2022, 10, 20), 0.8
NEW_BOARDERS, HEADING_ROWS = 6, 20
POLICY_NOTE = "演示草稿：拟将低保边缘家庭直接定为一般困难，请审批"


def leave_roster(county: Manifest, telling: Telling) -> None:
    """Wang's school says that some children board by now: checked, to be looked at and accepted."""
    if RosterUpload.objects.filter(file__name=ROSTER_NAME).exists():
        return
    term = county.terms[-1]
    source = next(file for file in county.of("roster", term) if Path(file.path).stem == WANG_SCHOOL)
    path = county.folder / "errands" / ROSTER_NAME
    _write_boarders(county.path(source), path)
    wang = named(WANG)
    rosters.check(rosters.receive(path, ROSTER_NAME, term, OrgUnit.objects.get(code=WANG_SCHOOL), wang), telling)


def leave_list(county: Manifest, telling: Telling) -> None:
    """A later list of the civil affairs department with a fifth of its rows missing: held until somebody has asked."""
    if Release.objects.filter(file__name=LIST_NAME).exists():
        return
    source = county.of(RecordKind.CIVIL, county.terms[-1])[-1]
    path = county.folder / "errands" / LIST_NAME
    _write_beginning(county.path(source), path)
    releases.load(releases.receive(path, LIST_NAME, RecordKind.CIVIL, LIST_DAY), telling)


def leave_assignment() -> None:
    """Wang is away for a fortnight and asks Zhou to act for her; the security administrator has not yet agreed."""
    wang, zhou, today = named(WANG), named(STAND_IN), timezone.localdate()
    if not RoleAssignment.objects.acting().filter(user=zhou).exists():
        days = {"starts_on": today, "ends_on": today + timedelta(days=14)}
        sources = [each.pk for each in own_roles(wang)]
        delegations.propose(sources=sources, to=zhou, **days, reason="参加全市资助业务培训", by=wang)


def leave_policy() -> None:
    """Chen would let a kind of household have a tier without the school's determination; Lin has not yet agreed."""
    if PolicyVersion.objects.filter(note=POLICY_NOTE).exists() or PolicyVersion.objects.being_made().exists():
        return
    chen = named(CLERK)
    draft = policies.draft(based_on=PolicyVersion.objects.in_force(), note=POLICY_NOTE, by=chen)
    value = {**policy_edits.read(draft.document, "categories", "DIBAO_EDGE"), "tier": "general"}
    policies.change_part(policy=draft, part="categories", key="DIBAO_EDGE", value=value, seen=draft.revision, by=chen)
    policies.submit(policy=draft, by=chen)


def _write_boarders(source: Path, path: Path) -> None:
    book = load_workbook(source)
    sheet = _shown(book)
    heading, column = _heading(sheet, "就读方式")
    rows = (row for row in range(heading + 1, sheet.max_row + 1) if sheet.cell(row, column).value == "走读")
    for row in islice(rows, NEW_BOARDERS):
        sheet.cell(row, column).value = "住校"
    _save(book, path)


def _write_beginning(source: Path, path: Path) -> None:
    """The list is long: it is read and written row by row."""
    sheet = _shown(book := load_workbook(source, read_only=True))
    heading, _column = _heading(sheet, ID_COLUMN[RecordKind.CIVIL])
    rows = list(sheet.iter_rows(values_only=True))
    book.close()
    kept = Workbook(write_only=True)
    shown = kept.create_sheet()
    for row in rows[: heading + max(1, round((len(rows) - heading) * KEPT_SHARE))]:
        shown.append(row)
    _save(kept, path)


def _shown(book: Workbook) -> Worksheet:
    return next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")


def _heading(sheet: Worksheet, title: str) -> tuple[int, int]:
    """Where the heading stands: its row and column."""
    for cells in sheet.iter_rows(max_row=HEADING_ROWS):
        for cell in cells:
            if str(cell.value).replace("\n", "").lstrip("*") == title:
                return cell.row, cell.column
    raise LookupError(title)


def _save(book: Workbook, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
