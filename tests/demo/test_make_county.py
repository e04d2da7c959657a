"""The county as a whole: its size, its files, the same for the same seed, every kind of dirt in it."""

import json
import zipfile
from hashlib import sha256

import pytest

from aid_portal.demo import TERMS, make_county
from aid_portal.demo.dirt import CIVIL_DIRT, DETERMINATION_DIRT, DISABLED_DIRT, ROSTER_DIRT, record_dirt
from aid_portal.demo.layouts import ODDITIES

NATURAL = {
    "age_out_of_range",
    "registry_id_differs",
    "no_papers",
    "second_enrolment",
    "duplicate",
    "foreign_school",
    "future_data_date",
    "pupil_without_papers",
    "superseded_id",
    "tier_too_low",
}


def digests(folder):
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_makes_the_same_bytes(tmp_path):
    first, second = make_county(tmp_path / "a", "tiny"), make_county(tmp_path / "b", "tiny")
    assert digests(first.folder) == digests(second.folder)
    assert len(digests(first.folder)) == len(first.files) + 3


def test_another_seed_makes_another_county_with_the_same_dirt(tiny, tmp_path):
    other = make_county(tmp_path, "tiny", seed=7)
    assert digests(other.folder)["2022A/rosters/2161324033.xlsx"] != digests(tiny.folder)["2022A/rosters/2161324033.xlsx"]
    assert {dirt.kind for dirt in ROSTER_DIRT} - {"small_x", "other_dot"} <= set(other.planted)


@pytest.mark.parametrize(("size", "children"), [("small", 1_500), ("tiny", 150)])
def test_a_county_has_about_the_children_its_size_says(request, size, children):
    for count in request.getfixturevalue(size).children.values():
        assert abs(count - children) <= children * 0.03


def test_the_number_of_children_can_be_chosen(tmp_path):
    made = make_county(tmp_path, "small", children=400, terms=("2022A",))
    assert abs(made.children["2022A"] - 400) <= 12
    assert {file.term for file in made.files} == {"", "2022A"}


def test_a_small_county_knows_every_kind_of_dirt(small):
    kinds = (*ROSTER_DIRT, *record_dirt("身份证号"), *CIVIL_DIRT, *DISABLED_DIRT, *DETERMINATION_DIRT)
    assert {dirt.kind for dirt in kinds} | NATURAL | set(ODDITIES) == set(small.planted)


def test_most_rows_are_good(small):
    errors = sum(
        line.split(",")[4] == "error" and "/rosters/" in line
        for line in (small.folder / "planted.csv").read_text(encoding="utf-8").splitlines()
    )
    assert errors < 0.05 * sum(file.rows for file in small.of("roster"))


def test_files_come_in_the_order_of_their_import(small):
    kinds = [file.kind for file in small.files if not file.kind.startswith(("practice", "later"))]
    assert kinds[0] == "org_units"
    for term in TERMS:
        of_term = [file.kind for file in small.files if file.term == term and not file.kind.startswith(("practice", "later"))]
        assert of_term == [
            *["roster"] * of_term.count("roster"),
            "rural",
            "civil",
            "orphans",
            "disabled",
            "martyrs",
            "determinations",
        ]


def test_the_manifest_tells_the_same_as_the_folder(small):
    told = json.loads((small.folder / "manifest.json").read_text(encoding="utf-8"))
    assert told["children"] == small.children
    assert [file["path"] for file in told["files"]] == [file.path for file in small.files]
    assert all(small.path(file).is_file() for file in small.files)


def test_no_file_tells_the_hour_of_its_making(small):
    with zipfile.ZipFile(small.path(small.files[0])) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
