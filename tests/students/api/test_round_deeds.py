"""What a school and the county do in a round, done over the API alone: the pages' permissions, forms and refusals."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal import audit
from aid_portal.actions import holidays
from aid_portal.choices import Role
from students.actions.applications import open_form
from students.determination_choices import ApplicationStatus
from students.models import AdvanceNotice, Application, DeterminationRound, PublicNotice, ReviewMeeting
from tests.factories import determinations as make
from tests.factories.portal import a_person, a_school
from tests.factories.students import the_term
from tests.students.determination.test_list_pages import a_photo
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
FORM = {
    "family_size": 4, "phone": "0917-5210000", "address": "天度镇", "yearly_income": 6000, "reason": "父亲患病，家庭收入少",
    "special": [], "circumstances": ["illness"], "members": [{"name": "李大山", "relation": "父亲", "age": 40}],
}  # fmt: skip
POSTING = {
    "title": "认定结果公示", "columns": ["name", "class", "tier"], "place": "校门口公告栏", "contact": "资助办 0917-5210000",
    "days": 5,
}  # fmt: skip


@pytest.fixture(autouse=True)
def holiday_table(db):
    holidays.seed(years=[2022, 2023], by=audit.CONSOLE)


@pytest.fixture
def child(school):
    return a_pupil(school, 1, name="李小雨")


@pytest.fixture
def officer(log_in, school):
    return log_in(make.officer(school))


def done(client, path, sent=None, code=201):
    answer = client.post(path, sent or {}, **JSON)
    assert answer.status_code == code, answer.content.decode()
    return answer.json()


def a_scan():
    return SimpleUploadedFile("申请表.pdf", b"%PDF-1.7 ...", content_type="application/pdf")


def members(seats):
    return [dict(seat._asdict()) for seat in seats]


def test_the_county_opens_a_round_moves_its_days_and_ends_it(log_in, school):
    the_term("2022A")
    days = {"applications_until": "2022-09-19", "due_on": "2022-10-05", "newcomers_due_on": "2022-11-05"}
    sent = {**days, "term": "2022A", "opens_on": "2022-09-05", "posting_days": 5, "answer_days": 5,
            "class_members": 5, "school_members": 5}  # fmt: skip
    assert log_in(make.officer(school)).post("/api/rounds/", sent, **JSON).status_code == 403
    client = log_in(make.clerk())
    assert "due_on" in done(client, "/api/rounds/", {**sent, "due_on": "2022-09-10"}, 400)
    made = done(client, "/api/rounds/", sent)
    assert done(client, "/api/rounds/", sent, 409)["code"] == "already_done"
    path = f"/api/rounds/{made['id']}/"
    assert done(client, f"{path}change/", {**days, "posting_days": 7, "answer_days": 3}, 200)["posting_days"] == 7
    assert done(client, f"{path}close/", code=200)["status"] == "closed"
    assert done(client, f"{path}reopen/", code=200)["status"] == "running"
    assert DeterminationRound.objects.get().answer_days == 3


def test_an_advance_notice_names_no_more_receipts_than_were_told_and_no_foreign_school(officer, school):
    sent = {"round": make.a_round().pk, "school": school.code, "channel": "letter", "told_on": "2022-09-05", "told": 40}
    assert "receipts" in done(officer, "/api/advance-notices/", {**sent, "receipts": 41}, 400)
    assert "school" in done(officer, "/api/advance-notices/", {**sent, "school": a_school(name="邻校").code, "receipts": 0}, 400)
    answer = officer.post("/api/advance-notices/", {**sent, "receipts": 38, "evidence": a_scan()})
    assert answer.status_code == 201, answer.content.decode()
    assert AdvanceNotice.objects.get().evidence_id is not None
    assert officer.post(f"/api/advance-notices/{answer.json()['id']}/evidence/").status_code == 200


def test_an_application_is_kept_as_far_as_it_is_filled_and_handed_in_whole_with_its_scan(officer, child):
    round = make.a_round(applications_until="2099-01-01", due_on="2099-01-02", newcomers_due_on="2099-01-03")
    begun = {"round": round.pk, "child": child.pk, "reason": "父亲患病"}
    draft = done(officer, "/api/applications/", begun)
    assert (draft["status"], "患病" in str(draft)) == (ApplicationStatus.DRAFT, False)
    path = f"/api/applications/{draft['id']}/submit/"
    assert "family_size" in done(officer, path, {"committed_on": "2022-09-13"}, 400)
    assert done(officer, "/api/applications/", {**begun, **FORM})["id"] == draft["id"]
    assert done(officer, path, {"committed_on": "2022-09-13"}, 409)["code"] == "no_scan"
    answer = officer.post(path, {"committed_on": "2022-09-13", "scan": a_scan()})
    assert answer.json()["status"] == ApplicationStatus.SUBMITTED
    kept = open_form(Application.objects.get())
    assert (kept["yearly_income"], kept["circumstances"], kept["members"][0]["name"]) == ("6000", ["illness"], "李大山")
    assert officer.post(f"/api/applications/{draft['id']}/scan/").status_code == 200


def test_a_code_is_told_once_and_kept_under_no_key(officer, child, log_in):
    path = f"/api/rounds/{make.a_round().pk}/codes/"
    first = officer.post(path, {"children": [child.pk]}, headers={"Idempotency-Key": "one"}, **JSON).json()
    again = officer.post(path, {"children": [child.pk]}, headers={"Idempotency-Key": "one"}, **JSON).json()
    assert first[0]["name"] == "李小雨"
    assert first[0]["code"] != again[0]["code"]
    other = a_pupil(a_school(name="邻校"), 2)
    assert done(officer, path, {"children": [other.pk]}, 400) == {"children": [str(other.pk)]}
    rows = officer.get(f"/api/rounds/{make.a_round().pk}/children/?state=none").json()["results"]
    assert [(row["name"], row["code_issued_at"] is not None) for row in rows] == [("李小雨", True)]


def test_a_group_that_could_not_decide_is_refused_and_its_class_is_one_of_the_school(officer, child, school):
    sent = {"round": make.a_round().pk, "school": school.code, "place": f"{child.grade}|{child.class_name}",
            "held_on": "2022-09-20", "summary": "逐一评议，意见一致。", "members": members(make.CLASS_GROUP)}  # fmt: skip
    few = {**sent, "members": members(make.CLASS_GROUP[:2])}
    assert done(officer, "/api/review-meetings/class/", few, 409)["code"] == "no_quorum"
    assert "place" in done(officer, "/api/review-meetings/class/", {**sent, "place": "9|无此班"}, 400)
    assert done(officer, "/api/review-meetings/class/", sent)["class_name"] == child.class_name
    twice = {**sent, "members": members([*make.CLASS_GROUP, make.CLASS_GROUP[0]])}
    assert done(officer, "/api/review-meetings/class/", twice, 409)["code"] == "no_quorum"
    assert ReviewMeeting.objects.count() == 1


def test_a_round_goes_from_the_class_to_the_notice_over_the_api_alone(officer, child, school):
    application, round = make.an_application(child), make.a_round()
    place = {"round": round.pk, "school": school.code, "held_on": "2022-09-20", "summary": "逐一评议，意见一致。"}
    sat = done(officer, "/api/review-meetings/class/", {
        **place, "place": f"{child.grade}|{child.class_name}", "members": members(make.CLASS_GROUP),
    })  # fmt: skip
    found = {"application": application.pk, "tier": "general", "reason": "属实", "votes_for": 5, "votes_all": 4}
    assert officer.post(f"/api/review-meetings/{sat['id']}/weigh/", {"found": [found]}, **JSON).status_code == 400
    weighed = done(officer, f"/api/review-meetings/{sat['id']}/weigh/", {"found": [{**found, "votes_all": 5}]}, 200)
    assert weighed[0]["class_tier"] == "general"
    group = done(officer, "/api/review-meetings/school/", {**place, "members": members(make.SCHOOL_GROUP)})
    decide = f"/api/review-meetings/{group['id']}/decide/"
    assert done(officer, decide, {"applications": [application.pk]}, 200)[0]["tier"] == "general"
    assert done(officer, decide, {"applications": [application.pk]}, 409)["code"] == "not_before_it"
    made = done(officer, "/api/determination-lists/", {"round": round.pk, "school": school.code})
    path = f"/api/determination-lists/{made['id']}/post/"
    with time_machine.travel("2022-09-30T02:00:00+00:00", tick=False):
        assert "columns" in done(officer, path, {**POSTING, "columns": ["name", "category"]}, 400)
        assert "days" in done(officer, path, {**POSTING, "days": 4}, 400)
        notice = done(officer, path, POSTING)
    assert (notice["ends_on"], notice["rows"]) == ("2022-10-12", [["李小雨", child.class_name, "一般困难"]])


def test_a_notice_is_objected_to_by_row_and_taken_down_over_the_api(officer, child, school):
    make.a_decided(child)
    notice = make.posted(make.a_list(school))
    said = {"notice": notice.pk, "row": 1, "content": "他家有两套房", "objector": "邻居"}
    with time_machine.travel("2022-10-08T02:00:00+00:00", tick=False):
        made = done(officer, "/api/objections/", said)
        assert officer.post("/api/objections/", {**said, "row": 7}, **JSON).status_code == 404
        assert (made["holds"], "邻居" in str(made)) == (True, False)
        paper = officer.post(f"/api/public-notices/{notice.pk}/paper/", {"format": "pdf"}, **JSON)
        assert paper.content.startswith(b"%PDF")
        assert done(officer, f"/api/public-notices/{notice.pk}/withdraw/", {"note": "有误"}, 200)["withdrawal"] == "有误"
    assert PublicNotice.objects.get().withdrawn_by == make.officer(school)


def test_the_photo_of_the_paper_on_the_wall_is_handed_in_and_fetched_by_its_school(officer, log_in, child, school):
    make.a_decided(child)
    path = f"/api/public-notices/{make.posted(make.a_list(school)).pk}/"
    assert officer.post(f"{path}hung/").status_code == 404
    assert officer.post(f"{path}photo/", {"photo": SimpleUploadedFile("墙上.jpg", a_photo(), "image/jpeg")}).status_code == 200
    assert b"".join(officer.post(f"{path}hung/").streaming_content).startswith(b"\xff\xd8")
    stranger = a_person("zhao_next", "赵建业", Role.SCHOOL_OFFICER, a_school(name="邻校"))
    assert log_in(stranger).post(f"{path}hung/").status_code == 404


def test_who_reviews_sends_back_what_waits_for_a_review_and_who_approves_what_waits_for_him(log_in, child, school):
    make.a_decided(child)
    path = f"/api/determination-lists/{make.at_the_county(make.a_list(school)).pk}/"
    assert log_in(make.reviewer()).post(f"{path}send-back/", {"note": "再核"}, **JSON).status_code == 404
    assert done(log_in(make.approver()), f"{path}refuse/", {"note": "再核"}, 200)["status"] == "returned"


def test_a_determination_is_cancelled_over_the_api_by_another_person(log_in, child, school):
    make.a_decided(child)
    make.approved(make.at_the_county(make.a_list(school)), 1)
    sent = {"application": Application.objects.get().pk, "reason": "查实隐瞒收入"}
    officer = log_in(make.officer(school))
    asked = done(officer, "/api/cancellations/", sent)
    assert done(officer, "/api/cancellations/", sent, 409)["code"] == "already_done"
    assert done(log_in(make.approver()), f"/api/cancellations/{asked['id']}/approve/", code=200)["status"] == "approved"
    assert Application.objects.get().status == ApplicationStatus.CANCELLED


def test_who_is_on_no_list_is_not_approved(log_in, child):
    path = f"/api/applications/{make.an_application(child).pk}/approve/"
    assert done(log_in(make.approver()), path, code=409)["code"] == "not_listed"
