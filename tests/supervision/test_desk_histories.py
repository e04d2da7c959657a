"""已办 and 我发起的 of the desk, dropout control, hardship and outreach: whose name stands on it finds it there."""

from datetime import date

import pytest
from django.utils import timezone

from students.actions import applications, objections
from supervision.actions import hardship_reports
from tests.factories import determinations as make
from tests.factories import dropouts, grievances
from tests.factories.outreach import an_activity
from tests.students.pupils import a_pupil
from tests.subsidies.county import a_child

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def shown(client, page: str) -> list[tuple[str, str, str]]:
    return [(past.trace.code, past.label, past.reason) for past in client.get(f"/inbox/{page}/").context["list"].page.rows]


def test_what_the_desk_took_in_and_answered_is_found_by_who_did_it(log_in, chen, wang, lin, school):
    told = grievances.a_grievance(unit=school, received_by=chen)
    grievances.a_step(told, by=lin, kind="answered")
    grievances.a_step(told, by=lin, kind="noted")
    assert shown(log_in(chen), "started") == [("grievance", "待受理", "")]
    assert shown(log_in(lin), "decided") == [("grievance", "答复", "")]
    assert shown(log_in(wang), "started") == shown(log_in(wang), "decided") == []


def test_a_tip_off_is_not_told_to_who_may_not_see_it_though_his_name_stands_on_it(log_in, chen):
    grievances.a_grievance(kind="tip_off", sensitive=True, received_by=chen)
    assert shown(log_in(chen), "started") == []


def test_a_refused_change_of_data_comes_back_with_its_reason(log_in, chen, lin, school):
    refused = {"status": "refused", "decided_by": lin, "decided_at": timezone.now(), "decision_note": "户口簿不清"}
    grievances.a_data_change(child=a_child(school), made_by=chen, **refused)
    assert [row for row in shown(log_in(chen), "started") if row[0] == "data-change"] == [("data-change", "未批准", "户口簿不清")]
    assert [code for code, _label, _reason in shown(log_in(lin), "decided")] == ["data-change"]


def test_a_school_finds_its_reports_returns_and_activities(log_in, wang, zhao, school):
    hardship_reports.report(
        student=a_child(school).student, unit=school, event="illness", happened_on=date(2022, 10, 8), account="父亲住院", by=wang
    )
    dropouts.an_absence(school=school, reported_by=wang)
    dropouts.a_return(unit=school, sent_by=wang)
    an_activity(unit=school, recorded_by=wang)
    assert {row[:2] for row in shown(log_in(wang), "started")} == {("hardship-report", "已报告"), ("absence", "未到校")}
    assert {row[:2] for row in shown(log_in(wang), "decided")} == {("dropout-return", "已报送"), ("outreach", "有效")}
    assert shown(log_in(zhao), "started") == shown(log_in(zhao), "decided") == []


def test_an_application_sent_back_and_objections_stand_with_who_entered_and_answered_them(log_in, school):
    by, leader = make.officer(school), make.leader(school)
    applications.send_back(application=make.an_application(a_pupil(school, 1)), note="缺签字页", by=by)
    make.a_decided(a_pupil(school, 2))
    notice = make.posted(make.a_list(school))
    said = {"objector": "邻居", "contact": "13800138000", "content": "家里有车", "by": by, "today": notice.posted_on}
    for _each in range(2):
        objection = objections.record(notice=notice, row=notice.rows.get(), **said)
    objections.answer(objection=objection, result="dismissed", answer="不属实", by=leader)
    started = shown(log_in(by), "started")
    assert started[0] == ("application", "填写中", "缺签字页")
    assert sorted(label for code, label, _reason in started if code == "objection") == ["异议不成立", "待答复"]
    assert shown(log_in(leader), "decided") == [("objection", "异议不成立", "")]
