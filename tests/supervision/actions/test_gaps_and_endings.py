"""Warnings of whom a monitored household's list leaves out, and of what a list gives for no more than thirty days."""

from datetime import date, timedelta

import pytest

from supervision.models import EarlyWarning
from supervision.reports.warning_words import warning_words
from tests.factories.students import a_pair, a_record, a_release, an_index
from tests.factories.warnings import RAISED, refreshed
from tests.subsidies.county import a_child, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
MOTHER = {"name": "王母", "name_key": "王母", "household_number": "H7", "town": "城关街道", "relation": "户主"}


def of_kind(kind: str) -> list[EarlyWarning]:
    return list(EarlyWarning.objects.standing().filter(kind=kind))


def a_mother(index: bytes, *categories: str, **facts: object):
    return a_record(id_index=index, categories=list(categories), birth_date=date(1984, 5, 1), **{**MOTHER, **facts})


def test_a_pupil_whose_guardian_is_monitored_and_who_is_not_listed_himself_is_warned_of(school):
    mother = an_index()
    child = a_child(school, name="张小明", guardian_index=mother, guardian_key="王母")
    record = a_mother(mother, "MON_EDGE", release=a_release())
    refreshed()
    [found] = of_kind("household_gap")
    assert (found.student, found.record, found.household_number, found.place) == (child.student, record, "H7", school)
    sentence = warning_words().sentence(found)
    assert "监测户H7列有其监护人" in sentence
    listed(child, "MON_EDGE", release=record.release, household_number="H7")
    assert refreshed()["mended"] >= 1
    assert of_kind("household_gap") == []


def test_a_brother_under_the_same_guardian_counts_and_another_guardian_does_not(school):
    mother = an_index()
    brother = a_child(school, name="张大明", guardian_index=mother)
    child = a_child(school, name="张小明", guardian_index=mother)
    a_child(school, name="李别家", guardian_index=an_index())
    listed(brother, "MON_SUDDEN", household_number="H7")
    refreshed()
    assert [each.student for each in of_kind("household_gap")] == [child.student]


@pytest.mark.parametrize(
    "facts", [{"categories": ["LIFTED"]}, {"categories": ["MON_EDGE"], "risk_removed": True, "risk_removed_on": date(2022, 8, 1)}]
)
def test_a_household_that_is_not_monitored_any_more_leaves_no_gap(facts, school):
    mother = an_index()
    a_child(school, guardian_index=mother)
    a_record(id_index=mother, birth_date=date(1984, 5, 1), **MOTHER, **facts)
    refreshed()
    assert of_kind("household_gap") == []


def test_who_is_in_the_review_queue_is_not_called_a_gap(school):
    mother = an_index()
    child = a_child(school, guardian_index=mother)
    record = a_mother(mother, "MON_EDGE", release=a_release())
    likeness = a_record(release=record.release, id_state="missing", household_number="H7")
    a_pair(enrolment=child, record=likeness)
    refreshed()
    assert of_kind("household_gap") == []


@pytest.mark.parametrize(("days", "warned"), [(0, False), (1, True), (30, True), (31, False)])
def test_what_ends_within_thirty_days_is_warned_of(days, warned, school):
    child = a_child(school)
    listed(child, "DIS_STU", release=a_release(kind="disabled"), ends_on=RAISED + timedelta(days))
    refreshed()
    found = of_kind("validity_ending")
    assert [(each.student, each.owner) for each in found] == ([(child.student, school)] if warned else [])
    if warned:
        assert f"有效期到{RAISED + timedelta(days - 1)}为止" in warning_words().sentence(found[0])


def test_a_parents_card_counts_for_the_child_and_a_renewed_one_settles_it(school):
    father, soon = an_index(), RAISED + timedelta(9)
    child = a_child(school, guardian_index=father, guardian_key="张父")
    card = {"id_index": father, "name": "张父", "name_key": "张父", "categories": ["DIS_STU"], "person_mark": an_index()}
    a_record(release=a_release(kind="disabled"), ends_on=soon, **card)
    refreshed()
    [found] = of_kind("validity_ending")
    assert (found.student, found.facts["categories"]) == (child.student, ["DIS_PARENT"])
    later = a_release(kind="disabled", data_date=date(2022, 9, 24))
    a_record(release=later, ends_on=date(2032, 9, 1), **card)
    refreshed()
    assert of_kind("validity_ending") == []


def test_two_rows_of_one_person_are_one_warning_and_a_second_run_writes_nothing(school):
    child, release = a_child(school), a_release(kind="civil")
    same = {"person_number": "M1", "person_mark": an_index(), "release": release}
    for days in (5, 9):
        listed(child, "DIBAO_RURAL", ends_on=RAISED + timedelta(days), **same)
    refreshed()
    assert len(of_kind("validity_ending")) == 1
    assert set(refreshed().values()) == {0}
