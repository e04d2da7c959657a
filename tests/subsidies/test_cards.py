"""Lines and figures of the subsidies floor on the home page: what waits, and sums equal to the rows behind them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.home_cards import Viewer
from aid_portal.terms import Term
from students.models import Enrolment, Release
from subsidies import cards
from subsidies.models import Decision, EligibilityRun, Programme
from subsidies.waiting import checks
from tests.factories.portal import a_school, a_town, a_unit, a_user, the_bureau
from tests.factories.students import a_merge, a_pair, a_proof, a_record, a_release, a_student, an_enrolment, an_upload, the_term
from tests.factories.subsidies import a_case, a_decision, a_finding, a_policy, a_run, a_whereabouts
from tests.waits import line_of, waits

pytestmark = pytest.mark.django_db


def seen(user, term="2022A"):
    return Viewer(user, Term.parse(term))


def only(todos):
    [todo] = todos
    return todo


def stats(user):
    return {stat.label: stat for stat in cards.aid_of_the_term(seen(user)).stats}


def bars(user):
    return {
        chart.id: dict(zip(chart.categories, chart.series[0].values, strict=True))
        for chart in cards.aid_of_the_term(seen(user)).charts
    }


@pytest.fixture
def decided(school, zhao_school):
    """Three decisions of two children in two towns; one superseded and one of another term beside them."""
    run = a_run()
    boarder = a_case(categories=["LIFTED", "DIBAO_RURAL"])
    fees = Programme.objects.get(code="SH_FEE")
    senior = a_case(programme=fees, stage="senior", categories=["LIFTED"], amount=Decimal("1250.50"), waiver=True)
    child, other = a_student(), a_student()
    one = an_enrolment(student=child, school=school)
    a_decision(enrolment=one, case=boarder, run=run)
    a_decision(enrolment=one, case=senior, run=run)
    a_decision(enrolment=an_enrolment(student=other, school=zhao_school), case=boarder, run=run)
    far = a_school(parent=a_unit("town", "610324101", "天度镇", the_bureau()))
    a_decision(enrolment=an_enrolment(school=far), case=boarder, run=run)
    a_decision(enrolment=an_enrolment(school=school), case=boarder, run=run, superseded_by=run)
    return run


def test_the_cards_are_the_sums_of_the_live_decisions_one_may_see(chen, wang, decided):
    shown = stats(chen)
    live = Decision.objects.visible_to(chen).live().for_term("2022A")
    assert shown["资助人次"].value == str(live.count()) == "4"
    assert shown["受助学生"].value == "3"
    assert shown["应资助金额"].full == "2,750.50元"
    assert (shown["应资助金额"].value, shown["应资助金额"].hint) == ("0.28", "其中减免0.13万元")
    assert [stats(wang)[label].value for label in ("资助人次", "受助学生")] == ["2", "1"]


def test_each_bar_is_the_number_of_its_rows(chen, decided):
    shown = bars(chen)
    live = Decision.objects.visible_to(chen).live().for_term("2022A")
    assert shown["by-stage"] == {"小学": 3, "普高": 1}
    assert shown["by-stage"]["小学"] == live.filter(case__stage="primary").count()
    assert sorted(shown["by-programme"].values()) == [1, 3]
    assert sorted(shown["by-category"].values()) == [3, 4]
    assert shown["by-town"] == {a_town().name: 3, "天度镇": 1}


def test_a_chart_of_one_bar_is_not_drawn_and_a_school_of_one_stage_is_shown_by_grade(wang, zhao, decided, zhao_school):
    fourth = a_case(grade=4, categories=["LIFTED"])
    a_decision(enrolment=an_enrolment(school=zhao_school, grade=4), case=fourth, run=decided)
    assert set(bars(wang)) == {"by-stage", "by-programme", "by-category"}
    assert bars(zhao)["by-grade"] == {"三年级": 1, "四年级": 1}


def test_sums_kept_for_a_minute_are_not_shown_to_who_sees_other_rows(chen, wang, zhao, decided):
    assert [stats(user)["资助人次"].value for user in (chen, wang, zhao)] == ["4", "2", "1"]


def test_before_the_first_check_the_page_says_so_and_what_to_do(chen, wang):
    notice = cards.aid_of_the_term(seen(chen)).notice
    assert "还没有做过资格比对" in notice.text
    assert notice.action == "去做资格比对"
    assert cards.aid_of_the_term(seen(wang)).notice.text.endswith("由县资助中心发起。")
    a_run(status="running")
    assert "正在做资格比对" in cards.aid_of_the_term(seen(wang)).notice.text


def test_a_dry_run_counts_as_no_check(chen):
    a_run(dry=True)
    assert cards.aid_of_the_term(seen(chen)).notice


def test_findings_wait_for_the_school_and_are_a_number_for_the_bureau(wang, zhao, chen, school):
    run = a_run(finished_at=timezone.now() - timedelta(days=10))
    a_finding(enrolment=an_enrolment(school=school), run=run)
    a_finding(enrolment=an_enrolment(school=school), run=run, cleared_by=run, code="needs_determination")
    todo = line_of(wang, "finding-tier-low")
    assert (todo.what, todo.count, todo.late) == ("更正认定档次偏低的学生", 1, True)
    assert [waits(user, "finding-tier-low") for user in (zhao, chen)] == [0, 0]
    assert waits(wang, "finding-needs-determination") == 0
    assert stats(chen)["比对发现"].value == "1"


def test_lost_children_wait_and_are_shown_in_red(chen, lin, wang):
    a_run()
    a_whereabouts()
    a_whereabouts(code="OK")
    assert waits(chen, "child-suspect") == 1
    stat = stats(lin)["疑似失学辍学"]
    assert (stat.value, stat.hint, stat.tone) == ("1", "3至17岁监测对象共2人", "danger")
    assert "疑似失学辍学" not in stats(wang)


def test_policies_wait_for_a_second_person(chen, lin):
    a_policy(status="submitted", drafted_by=chen)
    assert [waits(user, "policy-approve") for user in (lin, chen)] == [1, 0]


def test_a_term_with_children_and_no_check_waits_for_one(chen):
    assert list(checks.check_to_run(seen(chen))) == []
    an_enrolment()
    assert only(checks.check_to_run(seen(chen))).what == "对2022年秋季学期做资格比对"
    a_run(status="running")
    assert list(checks.check_to_run(seen(chen))) == []


def release_of_the_run(run):
    release = a_release(accepted_at=run.started_at - timedelta(hours=1))
    EligibilityRun.objects.filter(pk=run.pk).update(releases={"rural": release.pk})


def newer_list(run):
    a_release(kind="civil")


def newer_roster(run):
    an_upload(status="accepted", accepted_at=run.started_at + timedelta(seconds=1))


def newer_determinations(run):
    a_release(kind="determinations", accepted_at=run.started_at + timedelta(seconds=1))


def newer_answer(run):
    a_pair(
        record=a_record(release=Release.objects.get()),
        status="accepted",
        answered_at=run.started_at + timedelta(seconds=1),
        answered_by=run.requested_by,
    )


def newer_proof(run):
    stamp = {"verified_by": a_user("li"), "verified_at": run.started_at + timedelta(seconds=1)}
    a_proof(academic_year="2021-2022", submitted_by=run.requested_by, status="verified", **stamp)
    a_proof(academic_year="2022-2023", submitted_by=run.requested_by, status="verified", **stamp)


def newer_joining(run):
    stamp = {"decided_by": run.requested_by, "decided_at": run.started_at + timedelta(seconds=1)}
    a_merge(kept=Enrolment.objects.get().student, status="merged", **stamp)


def newer_day(run):
    type(run.term).objects.filter(pk=run.term_id).update(cut_off_on="2022-10-15")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (newer_list, "部门名单"),
        (newer_roster, "花名册"),
        (newer_determinations, "学校认定结果"),
        (newer_answer, "核对答复"),
        (newer_proof, "县外就读证明"),
        (newer_joining, "档案合并"),
        (newer_day, "认定基准日"),
    ],
)
def test_facts_newer_than_the_check_are_named(chen, change, words):
    an_enrolment()
    run = a_run(requested_by=chen)
    release_of_the_run(run)
    assert list(checks.check_to_run(seen(chen))) == []
    change(run)
    assert only(checks.check_to_run(seen(chen))).hint == f"上次比对以后有变化：{words}"


def test_a_locked_term_waits_for_nothing(chen):
    an_enrolment()
    type(the_term()).objects.filter(pk="2022A").update(locked_at=timezone.now(), locked_by=chen)
    assert list(checks.check_to_run(seen(chen))) == []
