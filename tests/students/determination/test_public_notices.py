"""公示: an allow-list of columns, working days from the day after, gone by itself, objections by row."""

from datetime import date, timedelta

import pytest

from aid_portal.errors import Refused
from students.actions import determination_lists, objections, public_notices
from students.determination_choices import ApplicationStatus, DeterminationListStatus, ObjectionResult
from students.models import Application, Determination, PublicNotice
from students.rules.notice_columns import allowed_columns
from tests.factories import determinations as make
from tests.students.pupils import a_pupil
from tests.subsidies.county import check

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(school, child):
    """李小雨 and 冯小强, determined by the school."""
    return make.a_decided(child), make.a_decided(a_pupil(school, 2, name="冯小强", boarding=True), "severe")


def an_objection(notice, name, **facts):
    row = notice.rows.get(application__enrolment__name=name)
    said = {"objector": "某邻居", "contact": "", "content": "他家有两套房", "today": make.POSTED + timedelta(1)} | facts
    return objections.record(notice=notice, row=row, by=make.officer(notice.school), **said)


def answered(objection, result):
    return objections.answer(
        objection=objection, result=result, answer="入户核实，情况属实。", by=make.officer(objection.notice.school)
    )


def test_scenario_35_five_working_days_from_friday_30_september_end_on_12_october(school, two):
    assert make.posted(make.a_list(school)).ends_on == date(2022, 10, 12)
    with pytest.raises(Refused, match="2027年"):
        make.posted(make.DeterminationList.objects.get(), today=date(2027, 3, 1))
    assert PublicNotice.objects.get().withdrawn_on is None


def test_scenario_36_an_id_or_a_category_cannot_be_posted():
    assert allowed_columns(["认定档次", "姓名", "班级"]) == ["name", "class", "tier"]
    with pytest.raises(Refused, match="“身份证号、困难类型”不能公示"):
        allowed_columns(["姓名", "班级", "认定档次", "身份证号", "困难类型"])


def test_what_was_posted_says_only_what_was_asked_for(school, two):
    notice = make.posted(make.a_list(school))
    assert [row.cells for row in notice.rows.all()] == [["冯小强", "1班", "特别困难"], ["李小雨", "1班", "一般困难"]]


def test_the_county_approves_after_the_fifth_working_day_and_not_a_day_before(school, two):
    made = make.at_the_county(make.a_list(school))
    with pytest.raises(Refused, match="2022-10-12"):
        make.approved(made, 2, today=make.LAST_DAY)
    assert make.approved(made, 2, today=make.DAY_AFTER) == 2
    assert set(Determination.objects.values_list("name", "tier", "academic_year")) == {
        ("李小雨", "general", "2022-2023"), ("冯小强", "severe", "2022-2023"),
    }  # fmt: skip


def test_an_objection_holds_its_row_and_the_others_go_on(school, two):
    made = make.a_list(school)
    notice = make.posted(made)
    objection = an_objection(notice, "李小雨")
    assert objection.due_on == date(2022, 10, 12)
    determination_lists.submit(determination_list=made, by=make.leader(school))
    determination_lists.review(determination_list=made, by=make.reviewer())
    assert make.approved(made, 2) == 1
    held = Application.objects.get(enrolment__name="李小雨")
    with pytest.raises(Refused, match="还没有答复"):
        determination_lists.approve_held(application=held, by=make.approver(), today=make.DAY_AFTER)
    answered(objection, ObjectionResult.DISMISSED)
    determination_lists.approve_held(application=held, by=make.approver(), today=make.DAY_AFTER)
    assert Determination.objects.filter(name="李小雨").exists()


def test_an_objection_without_a_name_is_heard_as_a_hint_and_stops_no_approval(school, two):
    made = make.a_list(school)
    objection = an_objection(make.posted(made), "李小雨", objector=" ")
    assert (objection.holds, objection.due_on) == (False, date(2022, 10, 12))
    determination_lists.submit(determination_list=made, by=make.leader(school))
    determination_lists.review(determination_list=made, by=make.reviewer())
    assert make.approved(made, 2) == 2
    answered(objection, ObjectionResult.UPHELD)
    assert Application.objects.get(enrolment__name="李小雨").status == ApplicationStatus.APPROVED


def test_a_hint_that_proves_true_before_the_approval_sends_the_child_back(school, two):
    made = make.a_list(school)
    answered(an_objection(make.posted(made), "李小雨", objector=""), ObjectionResult.UPHELD)
    assert Application.objects.get(enrolment__name="李小雨").status == ApplicationStatus.REVIEWED


def test_over_the_public_page_a_name_counts_with_a_way_to_ask_back(school, two):
    notice = make.posted(make.a_list(school))
    row, said = notice.rows.first(), {"content": "他家有两套房", "by": None, "today": make.POSTED}
    ways = [("", ""), ("", "0917"), ("某邻居", ""), ("某邻居", "0917")]
    made = [objections.record(notice=notice, row=row, objector=who, contact=how, **said) for who, how in ways]
    assert [each.holds for each in made] == [False, False, False, True]


def test_an_objection_that_is_upheld_sends_the_child_back_to_the_school_and_another_notice(school, two):
    made = make.a_list(school)
    answered(an_objection(make.posted(made), "李小雨"), ObjectionResult.UPHELD)
    again = Application.objects.get(enrolment__name="李小雨")
    assert (again.status, again.list) == (ApplicationStatus.REVIEWED, None)
    determination_lists.submit(determination_list=made, by=make.leader(school))
    determination_lists.review(determination_list=made, by=make.reviewer())
    assert make.approved(made, 1) == 1


def test_objections_come_while_the_notice_runs(school, two):
    notice = make.posted(make.a_list(school))
    with pytest.raises(Refused, match="公示已经结束"):
        an_objection(notice, "李小雨", today=make.DAY_AFTER)


def test_who_objects_and_what_he_says_lie_sealed(school, two):
    objection = an_objection(make.posted(make.a_list(school)), "李小雨", objector="某邻居", contact="0917")
    assert "两套房".encode() not in bytes(objection.sealed)
    assert objections.said_in(objection) == {"objector": "某邻居", "contact": "0917", "content": "他家有两套房"}


def test_whoever_was_added_since_must_be_posted_first(school, two):
    made = make.a_list(school)
    make.posted(made)
    late = make.a_decided(a_pupil(school, 3, name="后来者"))
    Application.objects.filter(pk=late.pk).update(list=made)
    with pytest.raises(Refused, match="重新公示"):
        determination_lists.submit(determination_list=made, by=make.leader(school))
    second = make.posted(made, today=date(2022, 10, 10))
    assert second.rows.count() == 3
    assert PublicNotice.objects.exclude(pk=second.pk).get().withdrawn_on == date(2022, 10, 10)


def test_three_persons_hand_in_review_and_approve(school, two):
    made = make.a_list(school)
    make.posted(made)
    determination_lists.submit(determination_list=made, by=make.leader(school))
    determination_lists.review(determination_list=made, by=make.reviewer())
    with pytest.raises(Refused, match="另一人"):
        determination_lists.approve(determination_list=made, seen=2, by=make.reviewer(), today=make.DAY_AFTER)


def test_a_returned_list_says_why_and_comes_again_without_a_new_notice_where_nothing_changed(school, two):
    made = make.at_the_county(make.a_list(school))
    back = determination_lists.send_back(determination_list=made, note="会议记录没有签字", by=make.approver())
    assert (back.status, back.return_note) == (DeterminationListStatus.RETURNED, "会议记录没有签字")
    determination_lists.submit(determination_list=made, by=make.leader(school))
    determination_lists.review(determination_list=made, by=make.reviewer())
    assert make.approved(made, 2) == 2


def test_a_notice_is_gone_the_day_after_its_last_and_noted_as_taken_down_once(school, two):
    notice = make.posted(make.a_list(school))
    assert PublicNotice.objects.on_show(make.LAST_DAY).get() == notice
    assert not PublicNotice.objects.on_show(make.DAY_AFTER).exists()
    assert public_notices.take_down(make.LAST_DAY) == 0
    assert [public_notices.take_down(make.DAY_AFTER), public_notices.take_down(make.DAY_AFTER)] == [1, 0]


def test_the_check_picks_the_approved_tier_up(school, two):
    check()
    before = set(school.decisions.live().values_list("enrolment__name", "case__tier"))
    make.approved(make.at_the_county(make.a_list(school)), 2)
    check()
    after = set(school.decisions.live().values_list("enrolment__name", "case__tier"))
    assert (before, after) == (set(), {("李小雨", "general"), ("冯小强", "severe")})
