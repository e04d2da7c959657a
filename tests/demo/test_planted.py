"""The portal's own rules find everything that was planted, and nothing else."""

import csv
from collections import defaultdict
from datetime import date

import pytest

from aid_portal.demo import rosters, units
from aid_portal.demo.determinations import HEADINGS as DETERMINATION_HEADINGS
from aid_portal.demo.releases import HEADINGS, KINDS
from aid_portal.terms import Term
from students.rules.determination_rows import read_determination
from students.rules.record_columns import DETERMINATIONS, LAYOUTS
from students.rules.record_rows import read_record
from students.rules.roster_columns import HEADINGS as ROSTER_HEADINGS
from students.rules.roster_file import check_rows
from students.rules.roster_schooling import RosterContext, SchoolFacts
from tests.demo.sheets import rows_of

TODAY = date(2022, 10, 8)
TYPES = {
    "幼儿园": "kindergarten",
    "小学": "primary",
    "初中": "junior",
    "九年一贯制": "nine_year",
    "普通高中": "senior",
    "完全中学": "complete",
    "十二年一贯制": "twelve_year",
    "中职": "vocational",
    "特殊教育": "special",
}
SCHOOLS = {unit.code: SchoolFacts(TYPES[unit.school_type], unit.name) for unit in units.schools("small")}
UNKNOWN_TO_RULES = {"unknown_student"}  # what a single row cannot show


@pytest.fixture(scope="module")
def planted(small):
    found = defaultdict(set)
    with (small.folder / "planted.csv").open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            if line["severity"] != "none" and line["code"] not in UNKNOWN_TO_RULES:
                found[line["file"]].add((int(line["row"]), line["column"], line["severity"], line["code"]))
    return found


def compare(planted, found):
    """A plant without a code is found by any warning of its cell; hints are no findings."""
    found = {issue for issue in found if issue[2] != "hint"}
    coded = {issue for issue in planted if issue[3]}
    uncoded = {issue[:3] for issue in planted if not issue[3]}
    assert coded - found == set()
    assert uncoded - {issue[:3] for issue in found} == set()
    assert {issue for issue in found if issue not in coded and issue[:3] not in uncoded} == set()


def as_cells(cells, order):
    return [cells.get(heading, "") for heading in order]


@pytest.mark.parametrize("term", ["2022S", "2022A"])
def test_every_slip_in_a_roster_is_found_and_no_good_cell_is_blamed(small, planted, term):
    context = RosterContext(TODAY, Term.parse(term), SCHOOLS)
    for file in small.of("roster", term):
        rows = rows_of(small.path(file), rosters.HEADINGS)
        checked = check_rows(((number, as_cells(cells, ROSTER_HEADINGS)) for number, cells in rows), context)
        found = {(row.row, issue.column, issue.severity, issue.code) for row in checked for issue in row.issues}
        compare(planted[file.path], found)


def test_the_practice_roster_holds_every_slip_an_officer_can_make(small, planted):
    (file,) = small.of("practice_roster")
    own = frozenset({"2161324033"})
    context = RosterContext(TODAY, Term.parse("2022A"), SCHOOLS, own)
    rows = rows_of(small.path(file), rosters.HEADINGS)
    checked = check_rows(((number, as_cells(cells, ROSTER_HEADINGS)) for number, cells in rows), context)
    found = {(row.row, issue.column, issue.severity, issue.code) for row in checked for issue in row.issues}
    compare(planted[file.path], found)
    assert any(code == "foreign_school" for *_, code in found)


@pytest.mark.parametrize("term", ["2022S", "2022A"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_slip_in_a_list_is_found_and_no_good_cell_is_blamed(small, planted, kind, term):
    (file,) = small.of(kind, term)
    order = LAYOUTS[kind].headings
    found = set()
    for number, cells in rows_of(small.path(file), HEADINGS[kind]):
        record = read_record(kind, number, as_cells(cells, order), TODAY)
        found |= {(number, issue.column, issue.severity, issue.code) for issue in record.issues}
    compare(planted[file.path], found)


def test_a_list_from_the_future_is_noticed(small, planted):
    (file,) = small.of("practice_rural")
    order = LAYOUTS["rural"].headings
    rows = rows_of(small.path(file), HEADINGS["rural"])
    records = [read_record("rural", number, as_cells(cells, order), TODAY) for number, cells in rows]
    assert all(any(issue.code == "future_data_date" for issue in record.issues) for record in records)
    assert len(records) == file.rows == len(planted[file.path])


@pytest.mark.parametrize("term", ["2022S", "2022A"])
def test_every_slip_in_the_determinations_is_found(small, planted, term):
    (file,) = small.of("determinations", term)
    found = set()
    for number, cells in rows_of(small.path(file), DETERMINATION_HEADINGS):
        record = read_determination(number, as_cells(cells, DETERMINATIONS.headings), TODAY)
        found |= {(number, issue.column, issue.severity, issue.code) for issue in record.issues}
    compare(planted[file.path], found)
