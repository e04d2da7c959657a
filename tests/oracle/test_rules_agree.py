"""The product's rules and the oracle, written apart, read the same rows of random counties and decide the same cases alike."""

from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest
import yaml

from aid_portal.choices import SchoolType
from aid_portal.terms import Term
from students.rules.differences import ListedPerson, compare
from students.rules.record_columns import LAYOUTS
from students.rules.record_rows import read_record
from students.rules.roster_columns import HEADINGS
from students.rules.roster_file import check_rows
from students.rules.roster_schooling import RosterContext, SchoolFacts
from subsidies.rules.decisions import Case, decide
from subsidies.rules.policy import parse, risk_rule
from tests.oracle import IMPORT_DAY, POLICY, law, read_county, records, rosters
from tests.oracle.cells import heading, text
from tests.random_county import CUT_OFFS, make_county

SEEDS = range(6)
# More checks that help people have codes of their own; eligibility.md 7 lists the exact ones.
EXACT = {
    "numeric_id",
    "bad_check_digit",
    "bad_birth_date",
    "fifteen_digit_id",
    "bad_length",
    "missing",
    "duplicate_in_file",
    "unknown_school",
    "bad_registry_number",
    "registry_id_differs",
    "bad_grade",
    "bad_boarding",
    "bad_status",
    "bad_date",
    "age_out_of_range",
    "numeric_guardian_id",
}


@pytest.fixture(scope="module", params=SEEDS)
def county(request, tmp_path_factory):
    return read_county(make_county(tmp_path_factory.mktemp("county"), request.param))


def seen_by_the_rules(checked):
    return sorted((issue.column, issue.severity, issue.code) for issue in checked.issues if issue.code in EXACT)


def test_every_row_of_every_roster_is_judged_alike(county):
    schools = {text(row["机构代码"]): row["学校类型"] for _, row in county.units if row["机构类型"] == "学校"}
    types = {kind.label: kind.value for kind in SchoolType}
    facts = {code: SchoolFacts(types[label]) for code, label in schools.items()}
    for term, file, rows in county.rosters:
        naive = rosters.check_file(rows, schools, term, IMPORT_DAY)
        aligned = [(number, [cells.get(column, "") for column in HEADINGS]) for number, cells in rows]
        ours = check_rows(aligned, RosterContext(IMPORT_DAY, Term.parse(term), facts))
        for (number, _child, issues), checked in zip(naive, ours, strict=True):
            assert (file, number, seen_by_the_rules(checked)) == (file, number, sorted(issues))


def test_every_accepted_row_says_the_same_of_the_child(county):
    schools = {text(row["机构代码"]): row["学校类型"] for _, row in county.units if row["机构类型"] == "学校"}
    types = {kind.label: kind.value for kind in SchoolType}
    facts = {code: SchoolFacts(types[label]) for code, label in schools.items()}
    for term, _file, rows in county.rosters:
        aligned = [(number, [cells.get(column, "") for column in HEADINGS]) for number, cells in rows]
        ours = check_rows(aligned, RosterContext(IMPORT_DAY, Term.parse(term), facts))
        for (_number, child, _issues), checked in zip(rosters.check_file(rows, schools, term, IMPORT_DAY), ours, strict=True):
            row = checked.values
            same = (row.school_code, row.registry_number, row.resident_id, row.birth_date, row.stage, row.grade, row.boarding)
            assert checked.has_error or same == tuple(
                child[key] for key in ("school", "registry", "id", "born", "stage", "grade", "boarding")
            )
            standing = (row.hukou == "rural", row.agriculture, row.status_on, row.status == "enrolled")
            present = child["status"] in rosters.PRESENT
            assert checked.has_error or standing == (child["rural"], child["agriculture"], child["since"], present)


def categories_on(values, cut_off, rule):
    """What the set-based check makes of a stored record."""
    begun = values.starts_on is None or values.starts_on <= cut_off
    ended = values.ends_on is not None and values.ends_on <= cut_off
    if not (values.active and begun) or ended:
        return set()
    gone = values.risk_removed and not rule.counts(values.risk_removed_on)
    return {"DISABLED" if code == "DIS" else code for code in values.categories if not (gone and code.startswith("MON_"))}


@pytest.mark.parametrize("mode", ["never", "until_end_of_term", "until_end_of_academic_year", "always"])
@pytest.mark.parametrize("term", ["2022S", "2022A", "2023S"])
def test_every_record_gives_the_same_categories(county, mode, term):
    cut_off = CUT_OFFS.get(term, date(2023, 3, 31))
    rule = risk_rule(parse({**county.policy, "risk_removed": mode}), term)
    for kind, _data_date, rows in county.releases:
        headings = [heading(column) for column in LAYOUTS[kind].headings]
        for row in rows:
            ours = read_record(kind, row[0], [row[1].get(column, "") for column in headings], IMPORT_DAY)
            assert ours.has_error == records.has_error(kind, row[1], IMPORT_DAY), row
            if not ours.has_error:
                naive = records.read_record(kind, row, IMPORT_DAY)
                assert (ours.values.resident_id, ours.values.birth_date) == (naive["id"], naive["born"]), row
                assert categories_on(ours.values, cut_off, rule) == records.categories(naive, term, cut_off, mode), row


CATEGORIES = [line["code"] for line in yaml.safe_load(POLICY.read_text(encoding="utf-8"))["categories"]]
VOCATIONAL_KINDS = list(product((1, 2, 3), (True, False), (True, False)))
SETS = [set(held) for size in (0, 1, 2) for held in combinations(CATEGORIES, size)]


@pytest.mark.parametrize("term", ["2015A", "2019A", "2022A", "2024S", "2025S"])
def test_every_case_is_decided_alike(term):
    document = yaml.safe_load(Path(POLICY).read_text(encoding="utf-8"))
    policy = parse(document)
    for stage, boarding, determined, held in product(rosters.AGES, (True, False), ("", "general", "severe"), SETS):
        for grade, rural, agriculture in VOCATIONAL_KINDS if stage == "vocational" else [(1, True, True)]:
            case = Case(stage, grade, boarding, "rural" if rural else "", agriculture, frozenset(held), determined)
            verdict = decide(case, policy, term)
            child = {"stage": stage, "grade": grade, "boarding": boarding, "rural": rural, "agriculture": agriculture}
            ours = [(each.programme, each.tier, str(each.amount), each.waiver, set(each.grounds)) for each in verdict.grants]
            assert ours == law.grants_of(child, held, determined, document, term), case
            assert set(verdict.findings) == law.findings_of(held, determined, document), case


def test_the_difference_of_two_releases_of_a_random_county_adds_up(county):
    rural = [rows for kind, _, rows in county.releases if kind == "rural"]
    for before, after in combinations(rural, 2):
        people = [[ListedPerson(row["人编号"], "", row["姓名"]) for _, row in rows] for rows in (before, after)]
        assert compare(*people).adds_up
