"""A round over the API: the pages' permissions, scopes and steps; what a family wrote is in no answer."""

import pytest
import time_machine

from aid_portal import audit
from aid_portal.actions import holidays
from students.actions import objections
from students.determination_choices import ApplicationStatus, ObjectionResult
from students.models import Application, DeterminationList, Objection
from tests.factories import determinations as make
from tests.factories.portal import a_school
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db
TERM = "?term=2022A"


@pytest.fixture(autouse=True)
def holiday_table(db):
    holidays.seed(years=[2022, 2023], by=audit.CONSOLE)


@pytest.fixture
def child(school):
    return a_pupil(school, 1, name="李小雨")


def results(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_each_school_reads_its_own_and_nothing_that_a_family_wrote(log_in, child, school):
    make.an_application(child), make.an_application(a_pupil(a_school(name="邻校"), 2))
    client = log_in(make.officer(school))
    answer = client.get(f"/api/applications/{TERM}")
    assert [row["name"] for row in answer.json()["results"]] == ["李小雨"]
    assert "患病" not in answer.content.decode()
    other = Application.objects.exclude(enrolment=child).get()
    assert client.get(f"/api/applications/{other.pk}/").status_code == 404
    assert [row["applied"] for row in client.get(f"/api/rounds/{make.a_round().pk}/progress/").json()] == [1]
    assert len(log_in(make.clerk()).get(f"/api/rounds/{make.a_round().pk}/progress/").json()) == 2


def test_the_group_decides_over_the_api_as_on_the_page(log_in, child, school):
    application, meeting = make.a_weighed(child), make.a_school_meeting(child)
    sent = {"meeting": meeting.pk, "tier": "general", "reason": "属实"}
    path = f"/api/applications/{application.pk}/decide/"
    assert log_in(make.leader(school)).post(path, sent).status_code == 403
    client = log_in(make.officer(school))
    assert client.post(path, sent).json()["status"] == ApplicationStatus.DECIDED
    assert client.post(path, sent).status_code == 409
    back = client.post(f"/api/applications/{application.pk}/take-back/", {"note": "再核实"})
    assert back.json()["status"] == ApplicationStatus.REVIEWED
    assert [row["members"][0]["name"] for row in results(client, f"/api/review-meetings/{TERM}&level=school")] == ["王校长"]


def test_what_the_school_has_not_decided_cannot_be_taken_back(log_in, child, school):
    """Else what no class has weighed would wait for the school's group."""
    application = make.an_application(child)
    answer = log_in(make.officer(school)).post(f"/api/applications/{application.pk}/take-back/", {"note": "再核实"})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_decided")
    application.refresh_from_db()
    assert application.status == ApplicationStatus.SUBMITTED


def test_a_list_goes_through_its_hands_and_an_early_approval_is_a_conflict(log_in, child, school):
    make.a_decided(child)
    made = make.a_list(school)
    notice = make.posted(made)
    path = f"/api/determination-lists/{made.pk}/"
    with time_machine.travel("2022-10-12T02:00:00+00:00", tick=False):
        assert log_in(make.leader(school)).post(f"{path}submit/").json()["status"] == "submitted"
        assert log_in(make.reviewer()).post(f"{path}review/").json()["status"] == "reviewed"
        assert log_in(make.approver()).post(f"{path}approve/", {"seen": 1}).status_code == 409
    with time_machine.travel("2022-10-13T02:00:00+00:00", tick=False):
        assert log_in(make.approver()).post(f"{path}approve/", {"seen": 1}).json()["status"] == "approved"
    assert DeterminationList.objects.get().approved_by == make.approver()
    shown = log_in(make.clerk()).get(f"/api/public-notices/{notice.pk}/").json()
    assert shown["rows"] == [["李小雨", "1班", "一般困难"]]


def test_an_objection_is_answered_by_those_who_handle_it(log_in, child, school, sun):
    make.a_decided(child)
    notice = make.posted(make.a_list(school))
    objections.record(
        notice=notice, row=notice.rows.first(), objector="邻居", contact="", content="他家有两套房", by=None, today=make.POSTED
    )
    path = f"/api/objections/{Objection.objects.get().pk}/"
    assert "两套房" not in log_in(make.officer(school)).get(path).content.decode()
    assert log_in(sun).post(f"{path}answer/", {"result": "dismissed", "answer": "不属实"}).status_code == 403
    done = log_in(make.officer(school)).post(f"{path}answer/", {"result": "dismissed", "answer": "不属实"})
    assert done.json()["result"] == ObjectionResult.DISMISSED
