"""An 18-digit number in a numeric cell has lost its last digits: the commands name the cell and store nothing of it (R13)."""

import csv
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import call_command

from students.models import Enrolment, Record
from students.sealing import open_enrolment, open_record

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "county-2022A"
# As many digits of a number as a numeric cell still holds.
SURE = 15
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def units() -> None:
    call_command("import_org_units", SAMPLES / "org_units.xlsx", "--write", stdout=StringIO())


def with_numbers(source: Path, target: Path, heading: str, every: int) -> dict[int, str]:
    """The same workbook with some of its ids stored as numbers; by row, what the cell said before."""
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    top, column = next((cell.row, cell.column) for row in sheet.iter_rows(max_row=9) for cell in row if cell.value == heading)
    changed = {}
    for number in range(top + 1, sheet.max_row + 1, every):
        cell = sheet.cell(number, column)
        if str(cell.value).isdigit() and len(str(cell.value)) == 18:
            changed[number] = str(cell.value)
            cell.value, cell.number_format = int(cell.value), "0"
    book.save(target)
    return changed


def lines_of(report: Path, column: str) -> dict[int, dict[str, str]]:
    with report.open(encoding="utf-8", newline="") as lines:
        return {int(line["row"]): line for line in csv.DictReader(lines) if line["column"] == column}


def test_a_roster_keeps_no_such_id_not_even_rounded(units: None, tmp_path: Path) -> None:
    path, report = tmp_path / "roster.xlsx", tmp_path / "report.csv"
    changed = with_numbers(SAMPLES / "rosters" / "2161324010.xlsx", path, "身份证号", every=3)
    assert len(changed) > 10
    call_command("import_roster", path, "--term", "2022A", "--write", "--report", report, stdout=StringIO())
    said = lines_of(report, "身份证号")
    for row in changed:
        assert said[row]["severity"] == "error"
        assert "文本" in said[row]["message"]
    kept = [open_enrolment(enrolment) for enrolment in Enrolment.objects.select_related("school")]
    assert len(kept) > 50
    assert not {facts["resident_id"][:SURE] for facts in kept if "resident_id" in facts} & {id[:SURE] for id in changed.values()}


def test_a_departments_list_keeps_no_such_id_either(units: None, tmp_path: Path) -> None:
    path, report = tmp_path / "civil.xlsx", tmp_path / "report.csv"
    changed = with_numbers(SAMPLES / "civil.xlsx", path, "身份证号码", every=4)
    assert len(changed) > 5
    arguments = ("--data-date", "2022-09-01", "--write", "--report", report)
    call_command("import_records", "civil", path, *arguments, stdout=StringIO(), stderr=StringIO())
    said = lines_of(report, "身份证号码") or lines_of(report, "身份证号")
    assert set(changed) <= set(said)
    kept = {record.row: open_record(record) for record in Record.objects.all()}
    assert set(changed) < set(kept)
    for row, number in changed.items():
        assert "resident_id" not in kept[row]
        assert kept[row]["raw_id"] == f"{number[:SURE]}***"
