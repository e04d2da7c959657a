"""Two releases of a list raise exactly the warnings that their differences give cause for, and mending settles them."""

from datetime import date

import pytest
from django.utils import timezone

from aid_portal.announcements import Happening
from aid_portal.models import AuditEvent
from students.actions import proofs
from students.actions import releases as lists
from subsidies.models import Decision, Entitlement
from supervision.actions import warnings
from supervision.models import EarlyWarning
from supervision.warning_wakes import CAUSES
from tests.department_lists import MARCH, SEPTEMBER, people, rural
from tests.factories.portal import a_town, a_user
from tests.factories.students import a_determination, a_pair, a_proof, a_record, a_release, a_student, an_enrolment, an_index
from tests.factories.warnings import RAISED, compared, on_both, refreshed, somebody_else, two_releases
from tests.subsidies.county import a_child, check, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def standing() -> list[str]:
    return sorted(EarlyWarning.objects.standing().values_list("kind", flat=True))


def the_one(kind: str) -> EarlyWarning:
    return EarlyWarning.objects.get(kind=kind)


def enrolled(release, school, *names: str) -> None:
    for record in release.records.filter(name__in=names):
        student = a_student(name=record.name, id_index=record.id_index)
        an_enrolment(student=student, school=school, name=record.name, name_key=record.name_key, id_index=record.id_index)


def test_scenario_32_nine_check_tasks_five_reviews_twelve_redeterminations_and_no_award_stopped(school, chen):
    rural(people(1000), MARCH, chen)
    stayed = [each.says(风险是否消除="是", 风险消除时间="2022-08-10") if each.number < 12 else each for each in people(995)]
    september = rural(stayed + people(9, first=1000), SEPTEMBER, chen)
    enrolled(september, school, *(f"某{number}" for number in (*range(20), *range(1000, 1009))))
    before = list(Decision.objects.values()), list(Entitlement.objects.values())
    assert refreshed() == {"raised": 26, "changed": 0, "mended": 0, "withdrawn": 0}
    assert standing() == ["entered"] * 9 + ["left"] * 5 + ["risk_removed"] * 12
    assert (list(Decision.objects.values()), list(Entitlement.objects.values())) == before


def test_a_second_run_writes_nothing(school):
    releases = two_releases()
    on_both(a_child(school), releases, after={"risk_removed": True})
    compared(*releases)
    refreshed()
    known, events = list(EarlyWarning.objects.values()), AuditEvent.objects.count()
    assert warnings.refresh(day=date(2022, 10, 20)) == {"raised": 0, "changed": 0, "mended": 0, "withdrawn": 0}
    assert (list(EarlyWarning.objects.values()), AuditEvent.objects.count()) == (known, events)


@pytest.mark.parametrize(
    ("before", "after", "kind", "facts"),
    [
        ({}, {"risk_removed": True, "risk_removed_on": date(2022, 8, 10)}, "risk_removed", {"removed_on": "2022-08-10"}),
        ({"risk_removed": True}, {}, "risk_back", {}),
        ({}, {"categories": ["MON_SUDDEN"]}, "category_changed", {"was": ["MON_EDGE"], "is": ["MON_SUDDEN"]}),
        ({}, {"household_number": "H2"}, "household_moved", {"was": "H1", "is": "H2"}),
        ({}, {"active": False}, "validity_changed", {"was": [None, None, True], "is": [None, None, False]}),
    ],
)  # fmt: skip
def test_each_difference_raises_its_own_warning_with_both_values(before, after, kind, facts, school):
    releases = two_releases()
    on_both(a_child(school), releases, before=before, after=after)
    compared(*releases)
    refreshed()
    assert standing() == [kind]
    assert the_one(kind).facts == facts


def test_the_owner_is_the_school_the_town_or_the_bureau_and_the_deadline_counts_working_days(school, bureau):
    town = a_town()
    releases = two_releases()
    on_both(a_child(school), releases, after={"risk_removed": True, "household_number": "H2"})
    listed(a_child(school), "MON_EDGE", release=releases[1])
    compared(*releases)
    refreshed()
    found = {each.kind: each for each in EarlyWarning.objects.all()}
    assert {kind: each.owner for kind, each in found.items()} == {
        "risk_removed": school, "household_moved": town, "entered": bureau,
    }  # fmt: skip
    assert {each.place for each in found.values()} == {school}
    assert (found["entered"].raised_on, found["entered"].due_on) == (RAISED, date(2022, 10, 13))


def test_who_is_in_no_roster_matters_while_he_is_of_an_age_for_one(school, bureau):
    town = a_town()
    _spring, autumn = releases = two_releases()
    child, grown = a_child(school, birth_date=date(2012, 5, 1)), a_child(school, birth_date=date(1990, 5, 1))
    for each in (child, grown):
        listed(each, "MON_EDGE", release=autumn, town=town.name)
        each.delete()
    compared(*releases)
    refreshed()
    assert standing() == ["entered"]
    assert (the_one("entered").student, the_one("entered").place) == (None, town)


def test_a_child_found_elsewhere_is_no_warning_any_more_unless_the_proof_is_untrue(school, lin):
    releases = two_releases()
    somebody_else(releases[0])
    record = a_record(release=releases[1], name="赵小军", name_key="赵小军", birth_date=date(2012, 3, 4), id_index=an_index())
    compared(*releases)
    refreshed()
    assert standing() == ["entered"]
    proof = a_proof(record=record, person_mark=bytes(record.person_mark))
    proofs.verify(proof=proof, by=lin)
    refreshed()
    assert (the_one("entered").status, the_one("entered").settled_by) == ("mended", None)
    proof.refresh_from_db()
    proofs.refuse(proof=proof, note="学校查无此人", by=lin)
    refreshed()
    assert standing() == ["entered"]
    assert {Happening.PROOF_VERIFIED, Happening.PROOF_REFUSED} <= set(CAUSES)


def test_a_check_that_reads_the_list_settles_who_entered(school):
    releases = two_releases()
    child = a_child(school)
    listed(child, "MON_EDGE", release=releases[1])
    compared(*releases)
    refreshed()
    check(dry=True)
    assert refreshed()["mended"] == 0
    check()
    assert refreshed()["mended"] == 1
    assert (the_one("entered").status, the_one("entered").settled_by) == ("mended", None)


def test_a_new_determination_settles_a_removed_risk_and_an_earlier_one_does_not(school):
    releases = two_releases()
    child = a_child(school)
    on_both(child, releases, after={"risk_removed": True})
    compared(*releases)
    known = a_release(kind="determinations", accepted_at="2022-09-01T00:00Z")
    old = a_determination(registry_index=child.registry_index, release=known)
    refreshed()
    assert standing() == ["risk_removed"]
    old.release = a_release(kind="determinations")
    old.save()
    refreshed()
    assert the_one("risk_removed").status == "mended"


def test_the_next_list_that_takes_it_back_settles_it(school):
    releases = two_releases()
    child = a_child(school)
    _before, row = on_both(child, releases, after={"household_number": "H2"})
    compared(*releases)
    refreshed()
    later = a_release(data_date=date(2022, 10, 20))
    same = {"person_number": row.person_number, "person_mark": row.person_mark}
    listed(child, "MON_EDGE", release=later, household_number="H1", **same)
    compared(later)
    refreshed()
    assert {each.release: each.status for each in EarlyWarning.objects.all()} == {releases[1]: "mended", later: "open"}


def test_who_comes_back_to_the_list_has_not_left_it(school):
    spring, _autumn = releases = two_releases()
    child = a_child(school)
    listed(child, "MON_EDGE", release=spring)
    compared(*releases)
    refreshed()
    assert standing() == ["left"]
    later = a_release(data_date=date(2022, 10, 20))
    row = spring.records.get()
    listed(child, "MON_EDGE", release=later, person_number=row.person_number, person_mark=row.person_mark)
    compared(later)
    refreshed()
    assert the_one("left").status == "mended"
    assert standing() == ["entered"]


@pytest.mark.parametrize("by", ["roster", "answer"])
def test_a_corrected_name_is_settled_by_the_roster_or_by_an_answer(by, school):
    releases = two_releases()
    child = a_child(school, name="张三")
    _before, after = on_both(child, releases, after={"name": "张叁", "name_key": "张叁"})
    compared(*releases)
    refreshed()
    assert standing() == ["name_corrected"]
    if by == "roster":
        child.name = child.name_key = "张叁"
        child.save()
    else:
        a_pair(record=after, enrolment=child, status="accepted", answered_by=a_user(), answered_at=timezone.now())
    refreshed()
    assert the_one("name_corrected").status == "mended"


def test_a_withdrawn_list_withdraws_its_warnings_and_they_stand_again_when_it_comes_back(school, chen):
    releases = two_releases()
    child = a_child(school)
    on_both(child, releases, after={"risk_removed": True})
    compared(*releases)
    refreshed()
    lists.withdraw(release=releases[1], note="发错了", by=chen)
    assert refreshed()["withdrawn"] == 1
    releases[1].status = "accepted"
    releases[1].save()
    assert refreshed(date(2022, 11, 1))["changed"] == 1
    again = the_one("risk_removed")
    assert (again.status, again.reopened, again.raised_on, again.settled_at) == ("open", 1, date(2022, 11, 1), None)


def test_the_dead_are_not_warned_of(school):
    releases = two_releases()
    listed(a_child(school, status="deceased"), "MON_EDGE", release=releases[0])
    compared(*releases)
    refreshed()
    assert standing() == []
