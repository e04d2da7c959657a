"""Rows on their way in: what only repeats the roster is staged as it stands there, else sealed anew; numbered in order."""

import pytest

from students.actions import roster_checks, roster_staging
from students.choices import RowOutcome
from students.models import Enrolment, RosterRow
from students.reports.roster_differences import opened
from students.sealing import open_enrolment
from tests.rosters import accepted, checked, children

pytestmark = pytest.mark.django_db
FACTS = [name for name in roster_staging.FACT_COLUMNS if name != "sealed"]


def staged(upload):
    return RosterRow.objects.filter(upload=upload).select_related("school", "upload").order_by("row")


def said_by(upload):
    return list(staged(upload).values_list("row", "school", *FACTS))


def test_a_row_that_repeats_what_stands_takes_over_its_facts_and_its_envelope(school, chen):
    first = accepted(children(3), school, chen)
    again = checked(children(3), school, chen)
    standing = {row.pk: bytes(row.sealed) for row in Enrolment.objects.all()}
    assert said_by(again) == said_by(first)
    assert {row.enrolment_id: bytes(row.sealed) for row in staged(again)} == standing
    assert {(row.outcome, opened(row)["phone"]) for row in staged(again)} == {(RowOutcome.UNCHANGED, "13800138000")}


def test_a_row_that_is_doubted_keeps_the_cell_as_this_file_has_it(school, chen):
    accepted(children(1, 性别="男性的"), school, chen)
    again = checked(children(1, 性别="男子"), school, chen)
    [row] = staged(again)
    assert (row.outcome, opened(row)["raw"]) == (RowOutcome.UNCHANGED, {"性别": "男子"})


def test_a_row_whose_enrolment_changed_while_the_file_was_read_says_what_its_file_says(school, chen, monkeypatch):
    accepted(children(2), school, chen)
    read = roster_staging._standing

    def read_and_overtaken(term, schools):
        monkeypatch.setattr(roster_staging, "_standing", read)
        known = read(term, schools)
        accepted(children(1, 班级="2班", 家庭住址="新村"), school, chen)
        return known

    monkeypatch.setattr(roster_staging, "_standing", read_and_overtaken)
    slow = checked(children(2), school, chen)
    assert [(row.outcome, row.class_name) for row in staged(slow)] == [("changed", "1班"), ("unchanged", "1班")]
    assert [opened(row)["address"] for row in staged(slow)] == ["", ""]
    assert {open_enrolment(each)["address"] for each in Enrolment.objects.all()} == {"", "新村"}


def test_children_and_their_places_are_numbered_in_the_order_of_the_roster_whatever_the_keys(school, chen):
    """Else two installations would make two counties of the same files (decisions/0060-demonstration-totals)."""
    accepted(children(12), school, chen)
    enrolments = Enrolment.objects.order_by("upload_row")
    for numbers in (list(enrolments.values_list("pk", flat=True)), list(enrolments.values_list("student", flat=True))):
        assert numbers == sorted(numbers)


def test_a_file_of_one_school_asks_for_the_roster_of_that_school_alone(bureau, school, zhao_school, chen, monkeypatch):
    """The county's clerk may bring any school's rows: a town's file is not held against a whole county."""
    asked = []
    read = roster_staging._standing
    monkeypatch.setattr(roster_staging, "_standing", lambda term, schools: asked.extend(schools) or read(term, schools))
    accepted(children(2), school, chen)
    again = checked(children(2), bureau, chen)
    assert asked == [school.pk, school.pk]
    assert [row.outcome for row in staged(again)] == ["unchanged", "unchanged"]


def test_a_file_that_may_be_the_county_s_is_held_against_every_school(bureau, school, zhao_school, chen, monkeypatch):
    monkeypatch.setattr(roster_checks, "OF_A_COUNTY", 0)
    accepted(children(2), school, chen)
    assert [row.outcome for row in staged(checked(children(2), bureau, chen))] == ["unchanged", "unchanged"]
