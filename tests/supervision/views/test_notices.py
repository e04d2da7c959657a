"""Pages of notices: who sees what and may do what, from the draft to the closed notice, with photos and papers."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from aid_portal import audit
from aid_portal.actions import holidays
from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from supervision.actions import extensions, steps
from supervision.models import Evidence, IssueWord, NoticeTemplate, RectificationNotice, Step
from supervision.sheets import rectification_notices
from tests.factories import notices as given
from tests.factories import supervision as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.supervision.actions.test_replies import a_photo

pytestmark = pytest.mark.django_db
NOTICES = "/supervision/notices/"


@pytest.fixture(autouse=True)
def _tables(holiday_table):
    holidays.seed(years=[2026], by=audit.CONSOLE)


@pytest.fixture(autouse=True)
def _today(time_machine):
    """The day after the deadline of scenario 38."""
    time_machine.move_to("2022-05-12T09:00+08:00", tick=False)


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def a_draft_as_typed(**said):
    facts = {name: str(value) for name, value in given.facts().items() if value is not None}
    problem = {"fact": "资助名单未公示。", "basis": "《学生资助工作规定》第八条", "demand": "补行公示。", "severity": "minor"}
    typed = {f"problems-0-{name}": value for name, value in problem.items()}
    return {**facts, **typed, "problems-TOTAL_FORMS": "1", "problems-INITIAL_FORMS": "0", "idempotency_key": uuid4().hex, **said}


def test_the_list_says_how_each_notice_stands_and_what_it_adds_up_to(log_in):
    late, draft = given.delivered(), given.drafted(title="关于档案的整改通知书")
    han = log_in(make.han())
    said = text(han, NOTICES)
    for words in ("扶教体督〔2022〕1号", "已逾期1天", "关于档案的整改通知书", "0 / 1", "起草整改通知书"):
        assert words in said
    assert "整改中 1 份（逾期 <strong>1</strong> 份）" in text(han, f"{NOTICES}sums/")
    officer = text(log_in(make.an_officer()), NOTICES)
    assert (str(late) in officer, str(draft) in officer, "起草整改通知书" in officer) == (True, False, False)
    assert str(late) not in text(log_in(make.an_officer(a_school())), NOTICES)


@pytest.mark.parametrize(
    "query",
    [
        "number=扶教体督[2022]001号",
        "number=1",
        "year=2022&word=扶教体督",
        "overdue=yes",
        "theme=aid",
        "unit=城关",
        "waiting=answer",
    ],
)
def test_a_notice_is_found(query, log_in):
    notice, other = given.delivered(), given.issued(a_school(), theme="food", on=given.REPLIED)
    said = text(log_in(make.an_officer()), f"{NOTICES}?{query}")
    assert str(notice) in said
    if "waiting" not in query:
        assert str(other) not in text(log_in(make.han()), f"{NOTICES}?{query}".replace("number=1", "number=扶教体督"))


def test_a_page_of_notices_costs_the_same_for_one_and_for_ten(log_in, django_assert_max_num_queries):
    given.replied(given.delivered().problems.get(), make.DUE)
    client = log_in(make.han())
    text(client, NOTICES)
    for _each in range(9):
        given.delivered()
    with django_assert_max_num_queries(24):
        text(client, NOTICES)


def test_a_notice_is_drafted_from_findings_signed_by_another_and_received_by_the_unit(log_in):
    finding = make.a_finding(make.a_visit(), immediate=True)
    han, unit = log_in(make.han()), make.the_school().pk
    assert finding.fact in text(han, f"{NOTICES}begin/?unit={unit}")
    address = f"{NOTICES}add/?unit={unit}&finding={finding.pk}"
    assert finding.fact in text(han, address)
    more = han.post(address, a_draft_as_typed(more="1")).content.decode()
    assert ('name="problems-1-fact"' in more, RectificationNotice.objects.exists()) == (True, False)
    wrong = han.post(address, a_draft_as_typed(**{"problems-0-basis": "", "title": ""})).content.decode()
    assert wrong.count("field-error") >= 2
    han.post(address, a_draft_as_typed(**{"problems-0-finding": str(finding.pk)}))
    notice = RectificationNotice.objects.get()
    assert notice.problems.get().finding == finding
    page = f"{NOTICES}{notice.pk}/"
    han.post(f"{page}change/", a_draft_as_typed(title="关于公示的整改通知书"))
    han.post(f"{page}submit/", {"idempotency_key": "s"})
    assert "确定签发" not in text(han, page)
    lin, officer = log_in(make.lin()), log_in(make.an_officer())
    assert officer.get(page).status_code == 404
    assert "确定签发" in text(lin, page)
    lin.post(f"{page}send-back/", {"note": "请写明日期"})
    assert "被退回：请写明日期" in text(han, page)
    han.post(f"{page}submit/", {"idempotency_key": "s2"})
    for _click in range(2):
        lin.post(f"{page}issue/", {"idempotency_key": "i"})
    assert "扶教体督〔2022〕1号" in text(officer, page)
    officer.post(f"{page}confirm/", {"idempotency_key": "c"})
    notice.refresh_from_db()
    assert (notice.status, notice.title, notice.received_by) == ("delivered", "关于公示的整改通知书", "王老师")


def test_a_problem_is_answered_on_a_phone_with_a_photo_sent_back_accepted_and_closed(log_in):
    problem = given.delivered().problems.get()
    officer, han, page = log_in(make.an_officer()), log_in(make.han()), f"{NOTICES}{problem.notice_id}/"
    reply = f"/supervision/problems/{problem.pk}/reply/"
    assert reply in text(officer, page)
    assert reply not in text(han, page)
    said = {"measure": "补行公示", "result": "已公示", "person": "王校长", "done_on": "2022-05-12", "key": str(uuid4())}
    assert "不是可以读取的照片" in officer.post(reply, {**said, "files": [_file(b"no")]}).content.decode()
    for _click in range(2):
        officer.post(reply, {**said, "files": [_file(a_photo().read()), _file(b"%PDF-1.7 a", "a.pdf")]})
    assert (problem.replies.count(), Evidence.objects.count()) == (1, 2)
    assert "thumbnail/" in text(han, page)
    han.post(f"/supervision/problems/{problem.pk}/send-back/", {"note": "缺公示照片"})
    assert "上次被退回：缺公示照片" in text(officer, reply)
    officer.post(reply, {**said, "key": str(uuid4())})
    han.post(f"/supervision/problems/{problem.pk}/accept/", {"note": ""})
    seen = {"passed": "yes", "note": "公示栏已贴出", "inspected_on": "2022-05-12"}
    han.post(f"/supervision/problems/{problem.pk}/reinspect/", {**seen, "note": ""})
    han.post(f"/supervision/problems/{problem.pk}/reinspect/", {**seen, "files": [_file(a_photo().read())]})
    problem.notice.refresh_from_db()
    assert problem.notice.status == "closed"
    for words in ("全部问题销号", "公示栏已贴出", "逾期1天办理"):
        assert words in text(officer, page)


def test_who_is_responsible_for_a_problem_is_typed_shown_and_printed(log_in):
    han, notice = log_in(make.han()), given.drafted()
    who = {"problems-0-responsible_unit": "总务处", "problems-0-responsible_person": "李主任"}
    han.post(f"{NOTICES}{notice.pk}/change/", a_draft_as_typed(**who))
    page = f"{NOTICES}{notice.pk}/"
    assert "总务处，李主任" in text(han, page)
    assert "总务处" in text(han, f"{page}change/")
    said = "".join(each.extract_text() for each in PdfReader(BytesIO(han.post(f"{page}pdf/").content)).pages)
    written = "".join(each.text for each in Document(BytesIO(han.post(f"{page}word/").content)).paragraphs)
    for paper in (said, written):
        assert "责任单位和责任人：总务处，李主任。" in paper.replace("\n", "").replace(" ", "")


def _file(content, name="a.jpg"):
    file = BytesIO(content)
    file.name = name
    return file


def test_photos_are_seen_by_who_sees_the_notice_and_are_kept_by_no_browser(log_in):
    given.replied(given.delivered().problems.get(), make.DUE, files=[a_photo(), given.a_paper()])
    photo, paper = Evidence.objects.order_by("pk")
    for address in (f"/supervision/evidence/{photo.pk}/", f"/supervision/evidence/{photo.pk}/thumbnail/"):
        answer = log_in(make.an_officer()).get(address)
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store, private")
        assert b"".join(answer).startswith(b"\xff\xd8\xff")
        assert log_in(make.an_officer(a_school())).get(address).status_code == 404
    han, address = log_in(make.han()), f"/supervision/evidence/{paper.pk}/file/"
    assert address in text(han, paper.reply.problem.notice.get_absolute_url())
    assert han.get(f"/supervision/evidence/{paper.pk}/").status_code == 404  # a paper is no picture: it is taken away, on record
    assert han.post(address)["Content-Disposition"].startswith("attachment")
    assert AuditEvent.objects.filter(event="portal.stored_file.downloaded").count() == 1
    assert log_in(make.an_officer(a_school())).post(address).status_code == 404


def test_papers_are_handed_out_and_recorded(log_in):
    notice = given.delivered()
    officer, page = log_in(make.an_officer()), f"{NOTICES}{notice.pk}/"
    assert officer.get(f"{page}pdf/").status_code == 405
    said = "".join(each.extract_text() for each in PdfReader(BytesIO(officer.post(f"{page}pdf/").content)).pages)
    assert "扶教体督〔2022〕1号" in said.replace(" ", "")
    assert officer.post(f"{page}word/").content.startswith(b"PK")
    assert officer.post(f"{page}receipt-form/").content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(event="supervision.notice.printed").count() == 3
    assert officer.post(f"{page}receipt/").status_code == 404
    assert log_in(make.an_officer(a_school())).post(f"{page}pdf/").status_code == 404


def test_delivery_is_written_down_with_the_signed_receipt(log_in):
    notice = given.issued()
    han, page = log_in(make.han()), f"{NOTICES}{notice.pk}/"
    han.post(f"{page}deliver/", {"received_by": "王老师", "on": "2022-05-13"})
    said = {"received_by": "王老师", "on": "2022-04-26", "receipt": _file(b"%PDF-1.7 a", "回执.pdf")}
    han.post(f"{page}deliver/", said)
    notice.refresh_from_db()
    assert (notice.status, f"{notice.delivered_on:%m-%d}", notice.receipt.name) == ("delivered", "04-26", "回执.pdf")
    assert b"".join(han.post(f"{page}receipt/")) == b"%PDF-1.7 a"


def test_a_signer_voids_with_a_reason_and_nobody_else(log_in):
    notice = given.issued()
    page = f"{NOTICES}{notice.pk}/"
    assert log_in(make.han()).post(f"{page}void/", {"reason": "重复"}).status_code == 403
    lin = log_in(make.lin())
    lin.post(f"{page}void/", {"reason": ""})
    lin.post(f"{page}void/", {"reason": "单位有误"})
    assert "作废：单位有误" in text(lin, page)
    assert "单位有误" in text(lin, "/supervision/notice-settings/")


def test_more_time_is_asked_for_by_the_unit_and_answered_by_the_signer(log_in, time_machine):
    time_machine.move_to("2022-05-10T09:00+08:00", tick=False)
    notice = given.delivered()
    officer, lin, page = log_in(make.an_officer()), log_in(make.lin()), f"{NOTICES}{notice.pk}/"
    officer.post(f"{page}extend/", {"until": "", "reason": ""})
    officer.post(f"{page}extend/", {"until": "2022-05-20", "reason": "设备到货推迟"})
    assert "申请延期至 2022-05-20" in text(lin, page)
    asked = notice.extensions.get()
    lin.post(f"/supervision/extensions/{asked.pk}/refuse/", {"note": ""})
    lin.post(f"/supervision/extensions/{asked.pk}/refuse/", {"note": "可以按期完成"})
    second = extensions.ask(notice=notice, until=make.DUE + timedelta(9), reason="设备到货推迟", by=make.an_officer())
    lin.post(f"/supervision/extensions/{second.pk}/approve/", {"idempotency_key": "a"})
    notice.refresh_from_db()
    assert notice.due_on == make.DUE + timedelta(9)
    assert "批准延期至2022-05-20" in text(officer, page)


def test_the_overdue_board_says_how_long_how_far_and_what_follows(log_in):
    given.delivered()
    steps.run(day=timezone.localdate())
    for user in (make.han(), make.an_officer()):
        said = text(log_in(user), "/supervision/overdue/")
        for words in ("已逾期1天", "逾期提醒", "2022-05-16 督办"):
            assert words in said
    assert "没有逾期的整改" in text(log_in(make.an_officer(a_school())), "/supervision/overdue/")


def test_a_notice_with_two_overdue_deadlines_stands_on_the_board_once_with_both(log_in):
    notice = given.delivered(problems=[given.a_problem(), given.a_problem("灭火器过期。", immediate=True)])
    said = text(log_in(make.han()), "/supervision/overdue/")
    assert said.count(f'href="{notice.get_absolute_url()}"') == 1
    for words in ('rowspan="2"', "已逾期1天", "已逾期17天", "2022-05-11", "2022-04-25"):
        assert words in said


def shown(page):
    """What the form of a draft would send as it stands: name by name, ticks only where they are set."""
    fields = [field for form in (page.context["form"], *page.context["problems"]) for field in form]
    return {field.html_name: str(field.value()) for field in fields if field.value() not in (None, "", False)}


def test_problems_of_a_draft_are_put_in_another_order_and_nothing_typed_is_lost(log_in):
    notice = given.drafted(problems=[given.a_problem("第一件。"), given.a_problem("第二件。", immediate=True)])
    han, address = log_in(make.han()), f"{NOTICES}{notice.pk}/change/"
    typed = shown(han.get(address)) | {"problems-TOTAL_FORMS": "2", "problems-0-DELETE": "on", "problems-0-fact": "改过。"}
    for button in ({"up": "1"}, {"down": "0"}):
        moved = shown(han.post(address, typed | button | {"idempotency_key": uuid4().hex}))
        assert (moved["problems-0-fact"], moved["problems-1-fact"]) == ("第二件。", "改过。")
        assert {name for name in moved if name.endswith(("immediate", "DELETE"))} == {"problems-0-immediate", "problems-1-DELETE"}
    saved = moved | {"problems-TOTAL_FORMS": "2", "problems-INITIAL_FORMS": "0"}
    saved.pop("problems-1-DELETE")
    assert han.post(address, saved).status_code == 302
    assert list(notice.problems.values_list("fact", "immediate")) == [("第二件。", True), ("改过。", False)]


@pytest.mark.parametrize("button", [{"up": "0"}, {"down": "0"}, {"up": "9"}, {"down": "x"}])
def test_a_move_beyond_the_ends_leaves_the_order(button, log_in):
    said = log_in(make.han()).post(f"{NOTICES}{given.drafted().pk}/change/", a_draft_as_typed(**button)).content.decode()
    assert (said.count("资助名单未公示。"), said.count('class="field-error"')) == (1, 0)


def test_a_step_lists_its_recipients_before_a_person_sends_it(log_in, time_machine):
    given.delivered()
    steps.run(day=timezone.localdate())
    time_machine.move_to("2022-05-16T09:00+08:00", tick=False)
    steps.run(day=timezone.localdate())
    step = Step.objects.get(status="prepared")
    lin, officer, page = log_in(make.lin()), log_in(make.an_officer()), f"/supervision/steps/{step.pk}/"
    assert officer.get(page).status_code == 404
    assert "王老师" in text(lin, "/supervision/steps/?status=prepared")
    for words in ("王老师", "确定发出", "还没有看", "学校资助专干"):
        assert words in text(lin, page)
    assert "待发出" in text(lin, "/supervision/overdue/")
    assert lin.post(f"{page}letter/").content.startswith(b"PK")
    lin.post(f"{page}send/", {"note": "三日内书面报告"})
    step.refresh_from_db()
    assert step.status == "sent"
    assert "三日内书面报告" in text(officer, f"{NOTICES}{step.notice_id}/")
    assert "收到的整改提醒" in text(officer, "/")
    officer.post(f"{NOTICES}{step.notice_id}/read/")
    assert "收到的整改提醒" not in text(officer, "/")
    lin.post(f"/supervision/steps/{make.a_step(step.notice, kind='talk').pk}/drop/", {"note": "已面谈"})
    last = make.a_step(step.notice, kind="deduct")
    lin.post(f"/supervision/steps/{last.pk}/send/", {"note": ""})
    lin.post(f"/supervision/steps/{last.pk}/send/", {"note": "", "points": "0.5"})
    assert {each.kind: each.status for each in Step.objects.filter(kind__in=["talk", "deduct"])} == {
        "talk": "dropped",
        "deduct": "sent",
    }


def test_what_waits_stands_on_the_home_page_of_whose_turn_it_is(log_in):
    given.submitted()
    assert "签发整改通知书" in text(log_in(make.lin()), "/")
    notice = given.delivered(problems=[given.a_problem("甲"), given.a_problem("乙")])
    assert "整改并报送整改情况" in text(log_in(make.an_officer()), "/")
    first, second = notice.problems.all()
    given.accepted(first, make.DUE)
    given.replied(second, make.DUE)
    said = text(log_in(a_hand("guo", Role.COUNTY_REVIEWER)), "/")
    assert ("审核整改情况" in said, "复查整改结果" in said, "整改并报送" in said) == (True, True, False)


def test_words_and_numbers_on_paper_are_set_by_the_signer(log_in):
    lin, page = log_in(make.lin()), "/supervision/notice-settings/"
    word = IssueWord.objects.get(word="扶教体督")
    assert "扶教体督" in text(log_in(make.han()), page)
    assert log_in(make.an_officer()).get(page).status_code == 403
    lin.post(f"{page}words/{word.pk}/paper/", {"year": "2022", "last": ""})
    lin.post(f"{page}words/{word.pk}/paper/", {"year": "2022", "last": "15"})
    assert str(given.issued()) == "扶教体督〔2022〕16号"
    assert "没有缺号" in text(lin, page)
    wrong = lin.post(f"{page}words/add/", {"name": "扶教体档", "label": "档案", "themes": ["records"]}).content.decode()
    assert "已归“扶教体督”" in wrong
    lin.post(f"{page}words/{word.pk}/", {"name": "扶教体督", "label": "督查", "themes": ["aid"]})
    lin.post(f"{page}words/add/", {"name": "扶教体档", "label": "档案", "themes": ["records"]})
    lin.post(f"{page}words/{word.pk}/retire/")
    assert IssueWord.objects.in_use().filter(word="扶教体督").count() == 0


def test_the_template_is_tried_before_it_is_used_and_the_shipped_one_comes_back(log_in):
    han, page = log_in(make.han()), "/supervision/notice-settings/template/"
    shipped = rectification_notices.TEMPLATE.read_bytes()
    assert han.post(f"{page}download/").content == shipped
    said = han.post(page, {"file": _file(b"no", "模板.docx")}, follow=True).content.decode()
    assert "不是完好的 Word 文档" in said
    han.post(page, {"file": _file(shipped, "扶风模板.docx")})
    assert "扶风模板.docx" in text(han, "/supervision/notice-settings/")
    notice = given.drafted()
    assert han.post(f"{NOTICES}{notice.pk}/word/").content.startswith(b"PK")
    han.post(f"{page}restore/", {"idempotency_key": "r"})
    assert NoticeTemplate.objects.current().file is None
    assert log_in(make.lin()).post(page, {"file": _file(shipped, "a.docx")}).status_code == 403


def test_the_drafter_takes_back_and_gives_up(log_in):
    notice = given.submitted()
    han, page = log_in(make.han()), f"{NOTICES}{notice.pk}/"
    han.post(f"{page}withdraw/", {"idempotency_key": "w"})
    han.post(f"{page}discard/", {"idempotency_key": "d"})
    notice.refresh_from_db()
    assert notice.status == "discarded"


def test_a_unit_is_told_the_campaign_without_a_door_that_is_closed_to_it(log_in):
    notice = given.delivered(findings=[make.a_finding()])
    address = notice.campaign.get_absolute_url()
    seen, closed = (text(log_in(who), notice.get_absolute_url()) for who in (make.han(), make.an_officer()))
    assert f'href="{address}"' in seen
    assert str(notice.campaign) in closed
    assert f'href="{address}"' not in closed
