"""A family applies of its own will, with a written commitment; the class weighs, the school's group decides."""

from datetime import date, timedelta

import pytest

from aid_portal.choices import SchoolType
from aid_portal.errors import AlreadyDone, Refused
from students.actions import application_codes, applications, review_meetings, rounds, school_decisions
from students.actions.review_meetings import Weighed
from students.actions.school_decisions import Decided
from students.determination_choices import ApplicationStatus, Capacity, Origin
from students.models import Application, ApplicationCode
from students.rules.review_groups import Seat
from tests.factories import determinations as make
from tests.factories.portal import a_school
from tests.factories.students import the_term
from tests.students.pupils import a_pupil
from tests.subsidies.county import listed

pytestmark = pytest.mark.django_db


def test_a_term_has_one_round_autumn_determines_and_spring_adjusts():
    autumn, spring = make.a_round("2022A"), make.a_round("2023S")
    assert [str(autumn), str(spring)] == ["2022-2023学年年度认定", "2022-2023学年学期调整"]
    assert (autumn.due_on, autumn.newcomers_due_on) == (date(2022, 10, 5), date(2022, 11, 5))
    with pytest.raises(AlreadyDone):
        rounds.open_round(term=the_term(), facts=rounds.usual_days(make.OPENS), by=make.clerk())


def test_families_are_told_beforehand_and_no_more_receipts_come_back_than_were_told(school):
    facts = {"class_label": "三年级1班", "channel": "letter", "told_on": make.OPENS, "told": 40, "receipts": 38}
    told = rounds.tell(round=make.a_round(), school=school, facts=facts, by=make.officer(school))
    assert told.receipts == 38
    with pytest.raises(Refused, match="不能多于"):
        rounds.tell(round=make.a_round(), school=school, facts={**facts, "receipts": 41}, by=make.officer(school))


def test_the_form_is_sealed_and_a_draft_is_kept_until_it_is_handed_in(child):
    draft = make.a_draft(child)
    assert "患病".encode() not in bytes(draft.sealed)
    later = make.a_draft(child, form={**make.FORM, "family_size": 5})
    assert later.pk == draft.pk
    assert applications.open_form(later)["family_size"] == 5
    with pytest.raises(Refused, match="签字的申请表"):
        applications.submit(application=later, committed_on=make.APPLIED, by=None, today=make.APPLIED)
    make.an_application(child)
    with pytest.raises(AlreadyDone, match="待班级评议"):
        make.a_draft(child)


def test_an_application_is_handed_in_within_its_days_and_by_phone_without_a_scan(child):
    draft = make.a_draft(child, origin=Origin.PHONE, by=None)
    late = make.a_round().applications_until + timedelta(1)
    with pytest.raises(Refused, match="申请时间"):
        applications.submit(application=draft, committed_on=late, by=None, today=late)
    done = applications.submit(application=draft, committed_on=make.APPLIED, by=None, today=make.APPLIED)
    assert done.status == ApplicationStatus.SUBMITTED


def test_what_is_sent_back_says_why_and_may_be_handed_in_again(child):
    application = make.an_application(child)
    back = applications.send_back(application=application, note="缺少家庭成员", by=make.officer(child.school))
    assert (back.status, back.return_note) == (ApplicationStatus.DRAFT, "缺少家庭成员")
    assert make.an_application(child).pk == application.pk


def test_a_family_may_take_its_application_back_and_apply_again(child):
    first = applications.withdraw(application=make.an_application(child), note="自愿放弃", by=None)
    assert make.an_application(child).pk != first.pk


def test_a_code_opens_one_childs_application_until_another_is_issued(child, school):
    sister = a_pupil(school, 2, name="李小雪")
    (_, code), (_, other) = application_codes.issue(round=make.a_round(), enrolments=[child, sister], by=make.officer(school))
    assert application_codes.find(f" {code.lower()} ").enrolment == child
    assert application_codes.find(other).enrolment == sister
    assert not ApplicationCode.objects.filter(code_index=code.encode()).exists()
    application_codes.issue(round=make.a_round(), enrolments=[child], by=make.officer(school))
    assert application_codes.find(code) is None
    assert application_codes.find("") is None


def test_nobody_applies_who_is_not_enrolled_in_the_term(school):
    with pytest.raises(Refused, match="不在读"):
        make.a_draft(a_pupil(school, 3, status="transferred_out"))


@pytest.mark.parametrize(
    ("seats", "said"),
    [
        (make.CLASS_GROUP[:4], "至少应有5人"),
        ([*make.CLASS_GROUP[:3], *(seat._replace(present=False) for seat in make.CLASS_GROUP[3:])], "不足成员5人的三分之二"),
        ([Seat(f"赵{number}", Capacity.TEACHER, True) for number in range(5)], "缺少到会的学生代表或家长代表"),
    ],
)
def test_a_group_that_is_too_small_or_speaks_for_no_family_decides_nothing(child, seats, said):
    with pytest.raises(Refused, match=said):
        make.a_class_meeting(child, seats=seats)


def test_in_a_kindergarten_parents_speak_for_the_families_and_no_student_sits():
    little = a_pupil(a_school(name="绛帐幼儿园", school_type=SchoolType.KINDERGARTEN), 1, name="李小雨")
    with pytest.raises(Refused, match="不设学生代表"):
        make.a_class_meeting(little)
    parents = [*make.CLASS_GROUP[:4], Seat("何家长", Capacity.PARENT, True)]
    assert make.a_class_meeting(little, seats=parents).members.count() == 5
    teachers = [seat._replace(capacity=Capacity.TEACHER) for seat in parents]
    with pytest.raises(Refused, match="缺少到会的家长代表"):
        make.a_class_meeting(little, seats=teachers)


def test_the_schools_group_has_its_leader_and_the_aid_officer(child):
    with pytest.raises(Refused, match="缺少到会的学校领导；缺少到会的资助工作人员"):
        make.a_school_meeting(child, seats=make.CLASS_GROUP)


def test_a_class_weighs_its_own_children_only(child, school):
    other = a_pupil(school, 4, class_name="2班")
    with pytest.raises(Refused, match="不在"):
        review_meetings.weigh(
            application=make.an_application(child), meeting=make.a_class_meeting(other), found=Weighed("general", "困难"),
            by=make.officer(school),
        )  # fmt: skip


def test_a_child_proven_by_data_hands_in_no_paper(child, school):
    listed(child, "DIBAO_RURAL")
    a_pupil(school, 5, name="无名单")
    made = applications.take_in_proven(round=make.a_round(), enrolments=list(school.enrolments.all()), by=make.officer(school))
    assert [(each.enrolment, each.status, each.proven_tier, each.proven_by) for each in made] == [
        (child, ApplicationStatus.REVIEWED, "severe", ["DIBAO_RURAL"])
    ]
    again = applications.take_in_proven(round=make.a_round(), enrolments=[child], by=make.officer(school))
    assert again == []


def test_the_group_does_not_go_below_what_is_proven_without_a_reason(child, school):
    listed(child, "DIBAO_RURAL")
    application, meeting = make.a_weighed(child), make.a_school_meeting(child)
    low = Decided("general", "条件较好")
    with pytest.raises(Refused, match="应认定为“特别困难”"):
        school_decisions.decide(application=application, meeting=meeting, found=low, by=make.officer(school))
    with pytest.raises(Refused, match="应认定为“特别困难”"):
        school_decisions.decide(application=application, meeting=meeting, found=Decided("", "无困难"), by=make.officer(school))
    reasoned = Decided("general", "条件较好", below_reason="低保已于9月停发，民政局已核实")
    decided = school_decisions.decide(application=application, meeting=meeting, found=reasoned, by=make.officer(school))
    assert (decided.tier, decided.proven_tier) == ("general", "severe")


def test_many_are_decided_as_recommended_or_as_proven_whichever_is_higher(child, school):
    listed(child, "DIBAO_RURAL")
    plain = a_pupil(school, 6, name="普通困难")
    rows = [make.a_weighed(child), make.a_weighed(plain)]
    school_decisions.decide_all(applications=rows, meeting=make.a_school_meeting(child), by=make.officer(school))
    assert set(Application.objects.values_list("enrolment__name", "tier")) == {("李小雨", "severe"), ("普通困难", "general")}


def test_who_is_not_found_in_hardship_is_told_why(child, school):
    refused = school_decisions.decide(
        application=make.a_weighed(child, ""), meeting=make.a_school_meeting(child), found=Decided("", "收入高于标准"),
        by=make.officer(school),
    )  # fmt: skip
    assert (refused.status, refused.reason) == (ApplicationStatus.REFUSED, "收入高于标准")
