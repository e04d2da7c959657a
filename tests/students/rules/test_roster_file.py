import csv
from datetime import date
from pathlib import Path

import pytest

from aid_portal.reading import read_table
from aid_portal.rules.org_unit_rows import TYPES
from aid_portal.sheets_org_units import ORG_UNITS
from aid_portal.terms import Term
from aid_portal.uploads import COUNTY_FILE
from students.rules.roster_file import DuplicateWatch, check_block, check_rows
from students.rules.roster_schooling import RosterContext, SchoolFacts
from students.sheets.rosters import ROSTER
from tests.students.rules.rows import BOY, CONTEXT, GIRL, NINE_YEAR, PRIMARY, cells

SAMPLE = Path(__file__).parents[2] / "samples" / "county-2022A"


def duplicates(*rows):
    checked = check_rows([(number, cells(**row)) for number, row in enumerate(rows, 5)], CONTEXT)
    return {
        row.row: [(issue.column, issue.detail) for issue in row.issues if issue.code == "duplicate_in_file"] for row in checked
    }


def test_rows_of_one_child_in_one_school_name_each_other():
    found = duplicates({}, {"身份证号": GIRL, "学籍号": f"G{GIRL}"}, {}, {})
    assert found == {
        5: [("学籍号", (7, 8)), ("身份证号", (7, 8))],
        6: [],
        7: [("学籍号", (5, 8)), ("身份证号", (5, 8))],
        8: [("学籍号", (5, 7)), ("身份证号", (5, 7))],
    }


def test_a_row_with_another_error_counts_as_a_duplicate_too():
    found = duplicates({"姓名": ""}, {"身份证号": 610324201403150000.0})
    assert found == {5: [("学籍号", (6,))], 6: [("学籍号", (5,))]}


def test_the_same_child_in_two_schools_is_no_error_of_the_file():
    assert duplicates({}, {"学校标识码": NINE_YEAR}) == {5: [], 6: []}


def test_equal_rows_of_an_unknown_school_are_duplicates_all_the_same():
    found = duplicates({"学校标识码": "2161999999"}, {"学校标识码": "2161999999"})
    assert found[5] == [("学籍号", (6,)), ("身份证号", (6,))]


def test_two_faulty_numbers_alike_say_nothing():
    assert duplicates({"身份证号": "1", "学籍号": "1"}, {"身份证号": "1", "学籍号": "1"}) == {5: [], 6: []}


def test_children_without_an_id_are_told_apart_by_their_registry_number():
    rows = [{"身份证号": "", "学籍号": f"L61032420140315047{last}"} for last in (1, 2)]
    assert duplicates(*rows) == {5: [], 6: []}


def test_a_large_file_is_judged_block_by_block():
    watch = DuplicateWatch()
    for number in (5, 6):
        [passed] = check_block([(number, cells())], CONTEXT, watch)
        assert passed.issues == []
    assert {row: [issue.detail for issue in issues] for row, issues in watch.issues().items()} == {
        5: [(6,), (6,)],
        6: [(5,), (5,)],
    }
    assert BOY in {issue.value for issue in watch.issues()[5]}
    assert PRIMARY not in {issue.value for issue in watch.issues()[5]}


@pytest.fixture(scope="module")
def sample_context():
    schools = {}
    for _, (kind, code, name, _parent, school_type, *_) in read_table(SAMPLE / "org_units.xlsx", ORG_UNITS, COUNTY_FILE):
        if kind == "学校":
            schools[code] = SchoolFacts(TYPES[school_type].value, name)
    return RosterContext(day=date(2022, 9, 20), term=Term.parse("2022A"), schools=schools)


@pytest.fixture(scope="module")
def sample_rows(sample_context):
    files = sorted((SAMPLE / "rosters").glob("*.xlsx"))
    return {path.name: check_rows(read_table(path, ROSTER, COUNTY_FILE), sample_context) for path in files}


def test_the_messy_county_gives_exactly_the_expected_report(sample_rows):
    found = {
        (name, str(row.row), issue.column, issue.severity, issue.code)
        for name, rows in sample_rows.items()
        for row in rows
        for issue in row.issues
        if issue.severity != "hint"
    }
    with (SAMPLE / "expected" / "roster_report.csv").open(encoding="utf-8") as lines:
        assert found == {tuple(line.values()) for line in csv.DictReader(lines)}


def test_the_messy_county_gives_exactly_the_expected_counts(sample_rows):
    with (SAMPLE / "expected" / "roster_counts.csv").open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            rows = sample_rows[line["file"]]
            errors, warnings = sum(row.has_error for row in rows), sum(row.has_warning for row in rows)
            assert [len(rows), len(rows) - errors, errors, warnings] == [
                int(line[key]) for key in ("rows", "accepted", "errors", "warnings")
            ]
