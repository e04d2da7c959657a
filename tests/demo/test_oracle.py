"""What the county says was planted in it is what a naive reading of eligibility.md finds."""

import csv
from collections import Counter
from datetime import date

import pytest
import yaml

from tests import oracle
from tests.oracle import records, rosters
from tests.oracle.cells import read_sheet

TODAY = date(2022, 10, 8)


@pytest.fixture(scope="module")
def outcomes(tiny):
    units = read_sheet(tiny.path(tiny.of("org_units")[0]), ["机构类型", "机构代码", "机构名称", "上级机构代码"])
    county = oracle.County(units, [], [], [], TODAY, yaml.safe_load(oracle.POLICY.read_text(encoding="utf-8")))
    for file in tiny.files:
        if file.kind == "roster":
            county.rosters.append((file.term, file.path, read_sheet(tiny.path(file), rosters.REQUIRED)))
        elif file.kind == "determinations":
            county.determinations.append(read_sheet(tiny.path(file), records.REQUIRED[file.kind]))
        elif file.kind in records.REQUIRED:
            county.releases.append((file.kind, file.data_date, read_sheet(tiny.path(file), records.REQUIRED[file.kind])))
    return {term: oracle.judge(county, term) for term in tiny.terms}


def lines(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("term", ["2022S", "2022A"])
def test_the_review_queue_holds_exactly_the_planted_doubts(tiny, outcomes, term):
    planted = Counter(
        (line["level"], line["file"].split("/")[1].split("-")[0], line["key"])
        for line in lines(tiny.folder / "planted.csv")
        if line["term"] == term and line["level"] != "0"
    )
    assert Counter((level, kind, registry) for level, kind, _key, registry in outcomes[term].reviews) == planted


@pytest.mark.parametrize("term", ["2022S", "2022A"])
def test_listed_children_in_no_school_are_where_absent_csv_says(tiny, outcomes, term):
    found = dict(outcomes[term].whereabouts)
    told = {line["person_number"]: line["code"] for line in lines(tiny.folder / "absent.csv") if line["term"] == term}
    assert told
    assert {number: found.get(number) for number in told} == told


@pytest.mark.parametrize("term", ["2022S", "2022A"])
def test_the_decisions_come_near_what_the_manifest_promises(tiny, outcomes, term):
    found = Counter(row[6] for row in outcomes[term].decisions)
    promised = Counter()
    for target, count in tiny.due[term].items():
        promised[target.split("/")[0]] += count
    assert all(abs(found[programme] - count) <= 2 for programme, count in promised.items())


def test_a_child_in_two_schools_is_a_finding(outcomes):
    assert any(code == "double_enrolment" for outcome in outcomes.values() for code, *_ in outcome.findings)


def test_a_monitored_child_determined_too_low_is_a_finding(outcomes):
    assert any(code == "tier_low" for outcome in outcomes.values() for code, *_ in outcome.findings)
