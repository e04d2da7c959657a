"""What waits in a round: for whom, how many, and the list behind the number shows exactly these."""

import pytest

from aid_portal.terms import Term
from aid_portal.waiting import Viewer, waiting_now
from students.actions import cancellations, determination_lists, objections, rounds
from students.models import Application
from tests.factories import determinations as make
from tests.students.determination.test_list_pages import on
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db


def waits(user):
    return {kind.code: todo.count for kind, todo in waiting_now(Viewer(user, Term.parse("2022A")))}


def shown_behind(log_in, user, code):
    """How many rows the list behind the line shows."""
    viewer = Viewer(user, Term.parse("2022A"))
    kind = next(kind for kind, _todo in waiting_now(viewer) if kind.code == code)
    page = log_in(user).get(kind.listed(viewer))
    return page.context["list"].page.total


def test_applications_wait_for_the_class_and_then_for_the_schools_group(log_in, school, child):
    make.an_application(child), make.a_weighed(a_pupil(school, 2))
    officer = make.officer(school)
    assert waits(officer) == {"application-weigh": 1, "application-decide": 1}
    assert [shown_behind(log_in, officer, code) for code in waits(officer)] == [1, 1]
    rounds.close(round=make.a_round(), by=make.clerk())
    assert waits(officer) == {}


def test_a_list_waits_for_each_hand_in_turn_and_for_the_approver_when_its_notice_is_over(log_in, school, child):
    make.a_decided(child)
    made = make.a_list(school)
    assert waits(make.officer(school)) == {"list-post": 1}
    make.posted(made)
    assert waits(make.leader(school)) == {"list-submit": 1}
    determination_lists.submit(determination_list=made, by=make.leader(school))
    assert waits(make.reviewer()) == {"determination-review": 1}
    determination_lists.review(determination_list=made, by=make.reviewer())
    with on("2022-10-12"):
        assert waits(make.approver()) == {}
    with on("2022-10-13"):
        assert waits(make.approver()) == {"determination-approve": 1}
        assert shown_behind(log_in, make.approver(), "determination-approve") == 1


def test_objections_and_those_they_held_and_cancellations_wait_for_another_person(log_in, school, child):
    make.a_decided(child), make.a_decided(a_pupil(school, 2))
    made = make.a_list(school)
    notice = make.posted(made)
    said = {"objector": "某邻居", "contact": "", "content": "不符合", "by": make.officer(school), "today": make.POSTED}
    objection = objections.record(notice=notice, row=notice.rows.first(), **said)
    determination_lists.submit(determination_list=made, by=make.leader(school))
    determination_lists.review(determination_list=made, by=make.reviewer())
    assert waits(make.leader(school)) == {"objection-answer": 1}
    assert make.approved(made, 2) == 1
    assert waits(make.approver()) == {}
    objections.answer(objection=objection, result="dismissed", answer="不属实", by=make.leader(school))
    assert waits(make.approver()) == {"determination-held": 1}
    assert shown_behind(log_in, make.approver(), "determination-held") == 1
    done = Application.objects.get(status="approved")
    cancellations.propose(application=done, reason="隐瞒车辆", evidence=None, by=make.officer(school))
    assert waits(make.approver()) == {"determination-held": 1, "cancellation-decide": 1}
