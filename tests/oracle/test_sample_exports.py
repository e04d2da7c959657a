"""The sample county through the commands of eligibility.md 7: its exports hold exactly the expected rows."""

import csv
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.oracle.product import answers

SAMPLE = Path(__file__).parents[1] / "samples" / "county-2022A"


def rows_of(path, columns=None):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        wanted = columns or reader.fieldnames
        return wanted, sorted(tuple(as_expected(row)[name] for name in wanted) for row in reader)


def as_expected(row):
    """The sample names the key of a review for the rural list alone."""
    return {**row, "record_key": ""} if row.get("kind", "rural") != "rural" else row


@pytest.mark.slow
@pytest.mark.usefixtures("reference_data")
def test_the_exports_of_the_sample_county_are_the_expected_ones(tmp_path):
    folder = tmp_path / "county"
    shutil.copytree(SAMPLE, folder)  # the reports are written beside the rosters
    answers(folder)
    for name in ("decisions", "whereabouts", "findings", "reviews"):
        call_command("export", name, "--term", "2022A", "--to", str(tmp_path / f"{name}.csv"), stdout=StringIO())
        columns, expected = rows_of(SAMPLE / "expected" / f"{name}.csv")
        assert (name, rows_of(tmp_path / f"{name}.csv", columns)[1]) == (name, expected)
