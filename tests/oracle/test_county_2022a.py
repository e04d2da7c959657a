"""The oracle gives exactly what the sample county expects, so it may judge other counties."""

import csv
from pathlib import Path

import pytest

from tests.oracle import judge, read_county

SAMPLE = Path(__file__).parents[1] / "samples" / "county-2022A"


@pytest.fixture(scope="module")
def outcome():
    return judge(read_county(SAMPLE), "2022A")


@pytest.mark.parametrize("name", ["roster_counts", "roster_report", "decisions", "whereabouts", "findings", "reviews"])
def test_the_sample_county_comes_out_exactly(outcome, name):
    with (SAMPLE / "expected" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as lines:
        expected = sorted(tuple(row) for row in list(csv.reader(lines))[1:])
    assert sorted(tuple(map(str, row)) for row in getattr(outcome, name)) == expected
