"""W1: a county's roster from the workbook into the database, against django-import-export and against parse + COPY."""

import argparse
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

import python_calamine
from django.core.management import call_command
from xlsxwriter import Workbook

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.choices import OrgKind
from aid_portal.copying import copy_rows
from aid_portal.demo import headings, make_county, make_rows
from aid_portal.models import OrgUnit
from students.actions import roster_checks, rosters
from students.choices import UploadStatus
from students.models import RosterUpload
from tests.benchmarks import peer_import
from tests.benchmarks.database import execute, run, settle
from tests.benchmarks.measuring import Variant, side_by_side
from tests.benchmarks.table import Line, faster, slower

TERM = "2022A"
TABLES = ("students_enrolment", "students_student", "students_rosterrow", "students_rosterissue")
Told = Callable[[str], None]


def measure(options: argparse.Namespace, home: Path, told: Told) -> list[Line]:
    make_units(home)
    path = home / "roster.xlsx"
    write_book(path, headings("roster"), make_rows("roster", options.rows, term=TERM, dirty=False))
    peer_import.make_table()
    variants = [
        Variant("import", lambda: take_in(path), empty),
        Variant("same file again", lambda: take_in(path)),
        Variant("parse + COPY", lambda: parse_and_copy(path), empty_bare),
        Variant("django-import-export use_bulk", lambda: peer_import.take_in(path), peer_import.empty),
    ]
    timings = side_by_side(variants, options.rounds, told)
    named = f"W1 roster, {options.rows:,} rows"
    return [
        slower(named, timings, "import", "parse + COPY", at_most=3),
        slower(named, timings, "same file again", "parse + COPY", at_most=3),
        faster(named, timings, "import", "django-import-export use_bulk", at_least=20),
    ]


def make_units(home: Path) -> None:
    """The schools of the made-up county, by the portal's own command."""
    county = make_county(home / "county", "full", children=150)
    [file] = county.of("org_units")
    with redirect_stdout(io.StringIO()):
        call_command("import_org_units", str(county.path(file)), "--write")


def write_book(path: Path, head: Iterable[str], rows: Iterable[list]) -> None:
    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, head)
        for number, cells in enumerate(rows, start=1):
            sheet.write_row(number, 0, ["" if cell is None else cell if type(cell) is str else str(cell) for cell in cells])


def take_in(path: Path) -> RosterUpload:
    """All that the uploader waits for: stored sealed, gated, read in the child, judged, staged, compared, written."""
    bureau = OrgUnit.objects.get(kind=OrgKind.BUREAU)
    file = stored_files.store(source=path, name=path.name, kind="roster", by=None, unit=bureau)
    upload = rosters.receive(term=TERM, unit=bureau, file=file, by=audit.CONSOLE)
    upload = roster_checks.check(upload=upload, path=path)
    if upload.status != UploadStatus.CHECKED:
        raise RuntimeError(upload.refusal)
    return rosters.accept(upload=upload, by=audit.CONSOLE)


def empty() -> None:
    run("empty")
    settle(*TABLES)


def parse_and_copy(path: Path) -> None:
    """The limit: the cells of the same bytes, unjudged, into one table of texts."""
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    copy_rows("bare_roster", [f"c{place}" for place in range(len(headings("roster")))], _texts(sheet.iter_rows()))


def _texts(rows: Iterable[list]) -> Iterator[list[str]]:
    return (list(map(str, row)) for row in rows)


def empty_bare() -> None:
    columns = ", ".join(f"c{place} text" for place in range(len(headings("roster"))))
    execute(f"DROP TABLE IF EXISTS bare_roster; CREATE TABLE bare_roster ({columns})")
