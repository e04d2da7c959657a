"""The acceptance scenarios of domain.md 13 through the real check: 9, 15, 17 and 34."""

from datetime import date

import pytest

from aid_portal.choices import Role
from students.actions import matches
from students.choices import PairStatus
from students.models import MatchPair
from subsidies.models import Decision, Finding, Whereabouts
from tests.factories.portal import a_person, a_school, the_bureau
from tests.factories.students import a_determination, a_record, a_release, an_index
from tests.subsidies.county import a_child, check, listed

pytestmark = pytest.mark.django_db


@pytest.fixture
def rural():
    """The rural list in force, with one stranger on it."""
    release = a_release(data_date=date(2022, 3, 1))
    a_record(release=release, categories=["LIFTED"])
    return release


def test_scenario_9_a_corrected_id_behind_an_old_registry_number_is_asked_about_and_keeps_what_was_decided(rural):
    """The 学籍号 keeps the old id, the child holds the new one: a list with the new one decides, one with the old one asks."""
    child = a_child(a_school(), tail_index=an_index(), birth_date=date(2014, 3, 15))
    listed(child, "LIFTED", release=rural)
    check()
    assert child.student.decisions.live().count() == 1
    other = a_child(child.school, tail_index=an_index(), birth_date=date(2014, 3, 15))
    listed(other, "LIFTED", release=rural, id_index=other.tail_index, name="另名", name_key="另名")
    check()
    assert not other.student.decisions.exists()
    assert MatchPair.objects.open().get(student=other.student).level == 4


def test_scenario_15_a_monitored_child_determined_too_low_gets_1250_and_a_finding(rural):
    child = a_child(a_school(), "MON_EDGE", release=rural, stage="senior", grade=1)
    a_determination(registry_index=child.registry_index, name=child.name, name_key=child.name_key, tier="general")
    check()
    grant = child.student.decisions.live().get(programme__code="SH_GRANT")
    assert (grant.case.tier, str(grant.case.amount)) == ("severe", "1250.00")
    assert Finding.objects.live().get(student=child.student).code == "tier_low"


def test_scenario_17_the_same_id_in_two_schools_gives_one_decision_at_the_receiving_school(rural):
    """A transfer of 20 March 2022 before the cut-off day of 31 March: total +1 人次."""
    leaving, receiving = a_school(), a_school()
    left = a_child(leaving, "LIFTED", release=rural, term="2022S")
    arrived = a_child(receiving, term="2022S", student=left.student, name=left.name)
    check("2022S")
    decision = Decision.objects.live().get(term="2022S")
    assert (decision.school, decision.enrolment) == (receiving, arrived)
    finding = Finding.objects.live().get(term="2022S")
    assert (finding.code, finding.school, finding.other_enrolment) == ("double_enrolment", leaving, arrived)


def test_scenario_17_a_child_marked_as_transferred_before_the_day_is_no_finding(rural):
    leaving, receiving = a_school(), a_school()
    left = a_child(leaving, "LIFTED", release=rural, term="2022S", status="transferred_out", status_on=date(2022, 3, 20))
    a_child(receiving, term="2022S", student=left.student, name=left.name)
    check("2022S")
    assert Decision.objects.live().get(term="2022S").school == receiving
    assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({"name": "张叁", "name_key": "张叁"}, id="id equal, name differs"),
        pytest.param({"id_index": None, "id_state": "missing"}, id="no id"),
        pytest.param({"id_index": None, "id_state": "numeric"}, id="numeric id"),
        pytest.param({"id_index": None, "id_state": "malformed"}, id="malformed id"),
    ],
)
def test_scenario_34_a_likeness_gives_no_award_and_no_suspicion_before_a_person_answers(rural, record):
    child = a_child(a_school(), name="张三", birth_date=date(2013, 1, 4))
    row = listed(child, "LIFTED", release=rural, **record)
    check()
    assert not child.student.decisions.exists()
    assert Whereabouts.objects.get(record=row).code == "REVIEW"
    pair = MatchPair.objects.open().get(record=row)
    matches.answer(pair=pair, same=True, reason="电话核实", by=a_person("xu", "徐复核", Role.COUNTY_REVIEWER, the_bureau()))
    check()
    assert child.student.decisions.live().get().record_ids == [row.pk]
    assert Whereabouts.objects.get(record=row).code == "OK"


def test_scenario_34_the_answer_no_gives_nothing_and_is_not_asked_again(rural):
    child = a_child(a_school(), name="张三", birth_date=date(2013, 1, 4))
    row = listed(child, "LIFTED", release=rural, id_index=None, id_state="missing")
    check()
    pair = MatchPair.objects.open().get(record=row)
    matches.answer(pair=pair, same=False, reason="同名", by=a_person("xu", "徐复核", Role.COUNTY_REVIEWER, the_bureau()))
    check()
    assert not child.student.decisions.exists()
    assert MatchPair.objects.get(record=row).status == PairStatus.REJECTED
    assert Whereabouts.objects.get(record=row).code == "SUSPECT"


def test_scenario_34_two_valid_different_ids_are_two_persons(rural):
    child = a_child(a_school(), name="张三", birth_date=date(2013, 1, 4))
    row = listed(child, "LIFTED", release=rural, id_index=an_index())
    check()
    assert not MatchPair.objects.filter(record=row).exists()
    assert Whereabouts.objects.get(record=row).code == "SUSPECT"
