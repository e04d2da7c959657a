"""Notices over the API: drafted, signed by another person, received, answered, sent back, closed; by the pages' rules."""

from uuid import uuid4

import pytest

from aid_portal.choices import Role
from supervision.actions import notices, replies, steps
from supervision.models import RectificationNotice, Step, VisitFinding
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]
NOTICES, PROBLEMS = "/api/notices/", "/api/problems/"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2022-05-09T09:00+08:00", tick=False)


@pytest.fixture
def call(log_in):
    """POST as somebody; the answer's status and content."""

    def called(user, address, **sent):
        answer = log_in(user).post(address, sent, content_type="application/json")
        return answer.status_code, answer.json()

    return called


def a_draft(finding):
    facts = {name: str(value) for name, value in given.facts().items() if value is not None}
    problem = {"fact": "资助名单未公示。", "basis": "《办法》第八条", "demand": "补行公示。", "finding": finding.pk}
    return {**facts, "deadline_days": 10, "unit": make.the_school().code, "problems": [problem]}


def test_a_notice_goes_its_whole_way(call, log_in):
    han, lin, wang, finding = make.han(), make.lin(), make.an_officer(), make.a_finding()
    status, draft = call(han, NOTICES, **a_draft(finding))
    assert (status, draft["number"], draft["status"]) == (201, "", "draft")
    one = f"{NOTICES}{draft['id']}/"
    assert log_in(wang).get(one).status_code == 404
    call(han, f"{one}submit/")
    call(lin, f"{one}send-back/", note="请补充")
    call(han, f"{one}submit/")
    call(han, f"{one}withdraw/")
    call(han, f"{one}submit/")
    assert call(han, f"{one}issue/")[0] == 403
    issued = call(lin, f"{one}issue/")[1]
    assert (issued["number"], issued["due_on"]) == ("扶教体督〔2022〕1号", "2022-05-23")
    assert call(wang, f"{one}confirm/")[1]["received_by"] == "王老师"
    problem = f"{PROBLEMS}{issued['problems'][0]['id']}/"
    said = {"key": str(uuid4()), "measure": "补行公示", "result": "已公示", "person": "王校长", "done_on": "2022-05-09"}
    assert [call(wang, f"{problem}reply/", **said)[0] for _time in range(2)] == [201, 201]
    assert call(han, f"{problem}send-back/", note="缺照片")[1]["status"] == "returned"
    assert call(wang, f"{problem}reply/", **{**said, "key": str(uuid4())})[1]["status"] == "replied"
    assert call(han, f"{problem}accept/")[1]["status"] == "accepted"
    assert call(han, f"{problem}reinspect/", passed=True, note="属实")[1]["status"] == "closed"
    found = log_in(wang).get(f"{NOTICES}?year=2022").json()["results"]
    assert [(each["status"], len(each["problems"][0]["replies"])) for each in found] == [("closed", 2)]


def test_who_is_responsible_for_a_problem_is_said_at_the_draft(call):
    sent = a_draft(make.a_finding())
    sent["problems"][0] |= {"responsible_unit": "总务处", "responsible_person": "李主任"}
    status, draft = call(make.han(), NOTICES, **sent)
    told = draft["problems"][0]
    assert (status, told["responsible_unit"], told["responsible_person"]) == (201, "总务处", "李主任")


def test_evidence_and_the_signed_receipt_are_handed_out_to_who_sees_the_notice(log_in):
    notice = given.issued()
    receipt = {"received_by": "王老师", "on": make.ISSUED, "receipt": given.a_paper()}
    problem = notices.deliver(notice=notice, **receipt, by=make.han()).problems.get()
    given.replied(problem, make.ISSUED, files=[given.a_paper()])
    wang, stranger = log_in(make.an_officer()), log_in(make.an_officer(a_school()))
    told = wang.get(f"{NOTICES}{notice.pk}/").json()["problems"][0]["replies"][0]["evidence"][0]
    assert told["name"] == "整改报告.pdf"
    for address in (f"/api/evidence/{told['id']}/file/", f"{NOTICES}{notice.pk}/receipt/"):
        assert b"".join(wang.post(address)).startswith(b"%PDF")
        assert stranger.post(address).status_code == 404
    assert wang.get(f"/api/evidence/{told['id']}/").json() == told
    assert wang.post(f"{NOTICES}{given.delivered().pk}/receipt/").status_code == 404


def test_the_second_look_is_told_with_its_photos(log_in):
    problem = given.accepted(given.delivered().problems.get())
    replies.reinspect(problem=problem, passed=True, note="属实", on=given.REPLIED, files=[given.a_paper()], by=make.han())
    looked = log_in(make.an_officer()).get(f"{PROBLEMS}{problem.pk}/").json()["reinspections"][0]
    assert (looked["made_by"], looked["passed"], looked["photos"][0]["name"]) == ("han", True, "整改报告.pdf")


def test_a_signer_voids_and_a_drafter_gives_up_and_writes_down_delivery(call):
    issued, draft = given.issued(), given.drafted()
    assert call(make.han(), f"{NOTICES}{issued.pk}/deliver/", received_by="王老师", on="2022-05-06")[1]["status"] == "delivered"
    assert call(make.lin(), f"{NOTICES}{issued.pk}/void/", reason="重复")[1]["void_reason"] == "重复"
    assert call(make.han(), f"{NOTICES}{draft.pk}/discard/")[1]["status"] == "discarded"
    assert call(make.han(), f"{NOTICES}{draft.pk}/submit/")[0] == 409


def test_more_time_is_asked_for_and_decided(call, log_in):
    notice, wang, lin = given.delivered(), make.an_officer(), make.lin()
    for words, status in (({"note": "可以按期"}, "refused"), ({}, "approved")):
        asked = call(wang, f"{NOTICES}{notice.pk}/extend/", until="2022-05-20", reason="设备未到")[1]
        verb = "refuse" if words else "approve"
        assert call(lin, f"/api/extensions/{asked['id']}/{verb}/", **words)[1]["status"] == status
    assert f"{RectificationNotice.objects.get().due_on}" == "2022-05-20"
    assert log_in(make.an_officer(a_school())).get("/api/extensions/").json()["count"] == 0


def test_steps_are_sent_or_dropped_by_the_signer(call, log_in):
    notice = given.delivered()
    steps.run(day=given.REPLIED)
    urge, talk = make.a_step(notice, kind="urge"), make.a_step(notice, kind="talk")
    lin = make.lin()
    assert call(make.han(), f"/api/steps/{urge.pk}/send/")[0] == 403
    assert call(lin, f"/api/steps/{urge.pk}/send/", note="请抓紧")[1]["status"] == "sent"
    assert call(lin, f"/api/steps/{talk.pk}/drop/", note="已面谈")[1]["status"] == "dropped"
    seen = log_in(make.an_officer()).get("/api/steps/").json()["results"]
    assert {each["kind"] for each in seen} == {step.kind for step in Step.objects.filter(status="sent")}
    assert log_in(a_hand("zhou", Role.CLASS_TEACHER, make.the_school())).get("/api/steps/").status_code == 403


def test_a_draft_is_changed_and_its_problems_stand_as_they_are_sent(call):
    han, finding = make.han(), make.a_finding()
    sent = a_draft(finding)
    one = call(han, NOTICES, **sent)[1]
    more = {"fact": "台账缺页。", "basis": "《办法》第九条", "demand": "补齐。"}
    status, changed = call(han, f"{NOTICES}{one['id']}/change/", **{**sent, "problems": [more, *sent["problems"]]})
    assert (status, [each["fact"] for each in changed["problems"]]) == (200, ["台账缺页。", "资助名单未公示。"])
    assert VisitFinding.objects.get(pk=finding.pk).notice.pk == one["id"]
    assert call(make.lin(), f"{NOTICES}{one['id']}/change/", **sent)[0] == 403
    call(han, f"{NOTICES}{one['id']}/submit/")
    assert call(han, f"{NOTICES}{one['id']}/change/", **sent)[1]["code"] == "not_draft"
