"""Warnings of what stands as it is: due and not helped, helped and not due, tiers, stages, reports of sudden hardship."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.errors import Refused
from subsidies.models import Decision, Entitlement
from supervision.actions import hardship_reports, warnings
from supervision.models import EarlyWarning, HardshipReport
from supervision.rules.warnings import stage_meant
from tests.factories.students import a_determination, a_release, an_enrolment
from tests.factories.subsidies import a_case, a_decision, a_finding, a_run
from tests.factories.subsidies_money import an_entitlement, approved, places, the_money
from tests.factories.warnings import refreshed
from tests.subsidies.county import a_child, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def standing() -> list[str]:
    return sorted(EarlyWarning.objects.standing().values_list("kind", flat=True))


def the_one(kind: str) -> EarlyWarning:
    return EarlyWarning.objects.get(kind=kind)


def an_approved_award(school):
    the_money()
    places(school, "CE_BOARD")
    [award] = approved(an_entitlement(school=school))
    return award


def test_who_is_due_and_not_on_the_approved_list_is_warned_of_until_the_award_is_approved(school):
    award = an_approved_award(school)
    left_out = a_decision(enrolment=an_enrolment(school=school, student=a_child(school).student), case=award.decision.case)
    refreshed(date(2022, 11, 1))
    found = the_one("due_unpaid")
    assert (found.student, found.owner, found.term_id) == (left_out.student, school, "2022A")
    assert (found.facts["problem"], found.facts["programme"], found.facts["amount"]) == ("not_approved", "CE_BOARD", 500.0)
    approved(an_entitlement(enrolment=left_out.enrolment, decision=left_out))
    assert refreshed(date(2022, 11, 2))["mended"] == 1


def test_an_approved_award_that_is_unpaid_when_the_term_is_over_is_warned_of(school):
    award = an_approved_award(school)
    refreshed(date(2023, 1, 31))
    assert standing() == []
    refreshed(date(2023, 2, 2))
    assert (the_one("due_unpaid").facts["problem"], the_one("due_unpaid").entitlement) == ("not_paid", award)


def test_who_is_helped_without_a_result_that_holds_is_warned_of_and_nothing_is_stopped(school):
    award = an_approved_award(school)
    Decision.objects.filter(pk=award.decision_id).update(superseded_by=a_run())
    before = Entitlement.objects.values().get()
    refreshed(date(2022, 11, 1))
    assert standing() == ["aided_not_due"]
    assert Entitlement.objects.values().get() == before
    a_decision(enrolment=award.enrolment, case=a_case(outcome="again", amount=Decimal("500.00")))
    assert refreshed(date(2022, 11, 2))["mended"] == 1


def test_a_tier_that_is_too_low_is_warned_of_until_a_check_no_longer_finds_it(school):
    finding = a_finding(enrolment=an_enrolment(school=school), determined="general", categories=["MON_EDGE"])
    refreshed()
    assert (the_one("tier_low").owner, the_one("tier_low").facts["was"]) == (school, "general")
    finding.cleared_by = a_run()
    finding.save()
    assert refreshed()["mended"] == 1


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("小学", "primary"), ("七年级", "junior"), ("高中二年级", "senior"), ("中职一年级", "vocational"),
        ("学前教育", "kindergarten"),
        ("学龄前儿童", ""), ("非在校生", "none"), ("", None), ("本科一年级", None),
    ],
)  # fmt: skip
def test_which_stage_a_list_means(said, stage):
    assert stage_meant(said) == stage


@pytest.mark.parametrize(
    ("said", "warned"), [("七年级", True), ("小学", False), ("", False), ("本科", False), ("非在校生", True)]
)
def test_a_list_that_says_another_stage_than_the_roster_is_warned_of(said, warned, school, bureau):
    listed(a_child(school), "MON_EDGE", schooling=said)
    refreshed()
    assert standing() == (["stage_differs"] if warned else [])
    if warned:
        assert (the_one("stage_differs").owner, the_one("stage_differs").list_kind) == (bureau, "rural")
        assert the_one("stage_differs").facts == {"was": said, "is": "primary"}


def test_the_corrected_list_settles_the_difference(school):
    child = a_child(school)
    row = listed(child, "MON_EDGE", schooling="七年级")
    refreshed()
    later = a_release(data_date=date(2022, 10, 20))
    listed(child, "MON_EDGE", schooling="小学", release=later, person_number=row.person_number, person_mark=row.person_mark)
    refreshed()
    assert the_one("stage_differs").status == "mended"


def reported(child, school, by, **facts) -> HardshipReport:
    said = {"event": "illness", "happened_on": date(2022, 10, 8), "account": "父亲确诊重病，住院", **facts}
    return hardship_reports.report(student=child.student, unit=school, **said, by=by)


def test_a_report_warns_the_bureau_at_once_and_gives_no_category(school, bureau, wang):
    child = a_child(school)
    reported(child, school, wang)
    found = the_one("sudden_hardship")
    assert (found.owner, found.place, found.student) == (bureau, school, child.student)
    assert not Decision.objects.exists()


def test_a_determination_after_the_report_settles_it_and_one_before_does_not(school, wang):
    child = a_child(school)
    old = a_release(kind="determinations", accepted_at=timezone.now() - timedelta(days=9))
    told = a_determination(registry_index=child.registry_index, release=old)
    reported(child, school, wang)
    assert warnings.refresh()["mended"] == 0
    told.release = a_release(kind="determinations", accepted_at=timezone.now() + timedelta(minutes=1))
    told.save()
    assert warnings.refresh()["mended"] == 1


def test_a_report_that_was_wrong_takes_its_warning_with_it(school, wang):
    made = reported(a_child(school), school, wang)
    hardship_reports.withdraw(report=made, reason="情况不实", by=wang)
    assert the_one("sudden_hardship").status == "withdrawn"


def test_a_report_is_refused_of_the_future_without_words_and_twice(school, wang):
    child = a_child(school)
    for facts in ({"happened_on": timezone.localdate() + timedelta(1)}, {"account": " "}):
        with pytest.raises(Refused):
            reported(child, school, wang, **facts)
    assert not HardshipReport.objects.exists()
    reported(child, school, wang)
    with pytest.raises(Refused) as refusal:
        reported(child, school, wang)
    assert (refusal.value.code, HardshipReport.objects.count()) == ("known", 1)
