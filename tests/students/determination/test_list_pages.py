"""From the class to the county on the screen: sittings, decisions, lists, notices, objections, cancellations."""

from datetime import datetime
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from students.actions import public_notices
from students.determination_choices import ApplicationStatus, CancellationStatus, DeterminationListStatus, Tier
from students.models import Application, Cancellation, DeterminationList, Objection, PublicNotice, ReviewMeeting
from tests.factories import determinations as make
from tests.factories.portal import a_school
from tests.papers import text_of
from tests.students.determination.test_round_pages import page
from tests.students.pupils import a_pupil
from tests.subsidies.county import listed

pytestmark = pytest.mark.django_db
MEMBERS = {"members-TOTAL_FORMS": "5"}
for number, seat in enumerate(make.CLASS_GROUP):
    MEMBERS |= {
        f"members-{number}-name": seat.name,
        f"members-{number}-capacity": seat.capacity,
        f"members-{number}-present": "on",
    }


def on(day: str):
    return time_machine.travel(
        datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=timezone.get_fixed_timezone(480)), tick=False
    )


def a_photo() -> bytes:
    taken = BytesIO()
    Image.new("RGB", (640, 480), (90, 120, 60)).save(taken, "JPEG")
    return taken.getvalue()


@pytest.fixture
def two(school, child):
    make.a_decided(child)
    return [child, make.a_decided(a_pupil(school, 2, name="冯小强"), "severe").enrolment]


def posting(**more):
    return {"title": "认定结果公示", "columns": ["name", "class", "tier"], "place": "校门口公告栏",
            "contact": "资助办 0917-5210000", "days": "5", **more}  # fmt: skip


def test_a_class_sits_and_weighs_its_children_in_one_page(log_in, child, school):
    application, client = make.an_application(child), log_in(make.officer(school))
    path = f"/students/rounds/{make.a_round().pk}/schools/{school.pk}/meet/"
    sent = {"place": "3|1班", "held_on": "2022-09-20", "summary": "逐一评议", **MEMBERS}
    assert "三年级1班" in page(client, path)
    assert 'name="members-5-name"' in client.post(path, {**sent, "more": "1"}).content.decode()
    short = {name: value for name, value in sent.items() if not name.endswith("-present")}
    assert "不足成员5人的三分之二" in client.post(path, short).content.decode()
    client.post(path, sent)
    weigh = f"{ReviewMeeting.objects.get().get_absolute_url()}weigh/"
    assert "至少填写一名" in client.post(weigh, {"x": "1"}).content.decode()
    result = {f"tier_{application.pk}": "general", f"votes_for_{application.pk}": "5", f"votes_all_{application.pk}": "5"}
    assert "评议理由" in client.post(weigh, result).content.decode()
    client.post(weigh, {**result, f"reason_{application.pk}": "父亲患病"})
    application.refresh_from_db()
    assert (application.status, application.class_tier, application.votes_for) == (ApplicationStatus.REVIEWED, Tier.GENERAL, 5)
    assert "李小雨" in page(client, ReviewMeeting.objects.get().get_absolute_url())
    assert "班级评议小组" in page(client, "/students/meetings/?term=2022A")


def test_the_schools_group_decides_many_after_a_second_look(log_in, child, school):
    listed(child, "DIBAO_RURAL")
    raised, plain, none = (make.a_weighed(child), make.a_weighed(a_pupil(school, 2, name="普通困难")),
                           make.a_weighed(a_pupil(school, 3, name="没有困难"), ""))  # fmt: skip
    path, client = f"{make.a_school_meeting(child).get_absolute_url()}decide/", log_in(make.officer(school))
    assert "普通困难" in page(client, path)
    asked = client.post(path, {"selected": [raised.pk, plain.pk, none.pk]}).content.decode()
    assert all(words in asked for words in ("将认定的 2 名学生", "其中 1 名学生按部门数据证明", "须逐个认定"))
    assert not Application.objects.filter(status=ApplicationStatus.DECIDED).exists()
    client.post(path, {"chosen": f"{raised.pk} {plain.pk}", "sure": "on"})
    assert dict(Application.objects.values_list("enrolment__name", "tier")) == {
        "李小雨": "severe",
        "普通困难": "general",
        "没有困难": "",
    }


def test_one_child_is_decided_below_what_is_proven_only_with_a_reason(log_in, child, school):
    listed(child, "DIBAO_RURAL")
    application, meeting = make.a_weighed(child), make.a_school_meeting(child)
    path, client = f"{application.get_absolute_url()}decide/", log_in(make.officer(school))
    sent = {"meeting": meeting.pk, "tier": "general", "reason": "条件较好"}
    assert "应认定为“特别困难”" in client.post(path, sent).content.decode()
    client.post(path, {**sent, "below_reason": "低保已停发"})
    assert "低保已停发" in page(client, application.get_absolute_url())
    client.post(f"{application.get_absolute_url()}take-back/", {"note": "重新核实"})
    assert Application.objects.get().status == ApplicationStatus.REVIEWED
    client.post(path, {"meeting": meeting.pk, "tier": "none", "reason": "不困难", "below_reason": "低保已停发"})
    assert Application.objects.get().status == ApplicationStatus.REFUSED


def test_the_last_day_is_told_before_it_is_posted_and_only_allowed_columns_are_offered(log_in, school, two):
    client = log_in(make.officer(school))
    made = f"/students/rounds/{make.a_round().pk}/schools/{school.pk}/list/"
    with on("2022-09-30"):
        client.post(made)
        path = f"{DeterminationList.objects.get().get_absolute_url()}post/"
        offered = page(client, path)
        assert "2022年10月12日" in offered
        assert 'value="resident_id"' not in offered
        assert "2022年10月17日" in client.post(path, posting(days="8", count="1")).content.decode()
        assert client.post(path, posting(columns=["name", "resident_id"])).status_code == 200
        assert not PublicNotice.objects.exists()
        assert client.post(path, posting()).status_code == 302
    notice = PublicNotice.objects.get()
    assert (str(notice.ends_on), notice.rows.count()) == ("2022-10-12", 2)


def test_a_year_without_holidays_is_said_and_nothing_is_posted(log_in, school, two):
    client = log_in(make.officer(school))
    with on("2027-03-01"):
        made = make.a_list(school)
        answer = client.post(f"{made.get_absolute_url()}post/", posting()).content.decode()
    assert "还没有2027年的节假日" in answer
    assert not PublicNotice.objects.exists()


def test_a_list_goes_through_three_hands_and_not_before_its_notice_has_run_out(log_in, school, two):
    made = make.a_list(school)
    make.posted(made)
    path = made.get_absolute_url()
    with on("2022-10-12"):
        assert log_in(make.officer(school)).post(f"{path}submit/").status_code == 403
        log_in(make.leader(school)).post(f"{path}submit/")
        log_in(make.reviewer()).post(f"{path}review/")
        early = log_in(make.approver())
        assert "公示到2022年10月12日期满" in page(early, path)
        assert "才能审批" in early.post(f"{path}approve/", {"seen": "2"}, follow=True).content.decode()
    with on("2022-10-13"):
        client = log_in(make.approver())
        assert "重新核对" in client.post(f"{path}approve/", {"seen": "3"}, follow=True).content.decode()
        assert "已批准2名学生" in client.post(f"{path}approve/", {"seen": "2"}, follow=True).content.decode()
    assert DeterminationList.objects.get().status == DeterminationListStatus.APPROVED


def test_a_returned_list_tells_the_school_why(log_in, school, two):
    made = make.at_the_county(make.a_list(school))
    path = made.get_absolute_url()
    assert log_in(make.reviewer()).post(f"{path}send-back/", {"note": "会议记录没有签字"}).status_code == 404
    log_in(make.approver()).post(f"{path}refuse/", {"note": "会议记录没有签字"})
    assert "会议记录没有签字" in page(log_in(make.officer(school)), path)
    assert "已退回" in page(log_in(make.clerk()), "/students/determination-lists/?term=2022A")


def test_the_paper_and_the_picture_hold_what_was_posted_and_nothing_else(log_in, school, two):
    notice = make.posted(make.a_list(school))
    path, client = f"{notice.get_absolute_url()}paper/", log_in(make.officer(school))
    with on("2022-10-08"):
        paper, picture = client.post(path), client.post(path, {"format": "png"})
    said = text_of(paper.content)
    assert all(word in said for word in ("李小雨", "冯小强", "特别困难", "2022年10月12日"))
    assert not any(word in said for word in ("6103", "138", "东街村", "低保"))
    assert picture.content.startswith(b"\x89PNG")
    assert "李小雨" not in picture.headers["Content-Disposition"]
    with on("2022-10-13"):
        late = log_in(make.officer(school)).post(path, follow=True)
    assert "不能再打印" in late.content.decode()


def test_the_metadata_of_the_paper_name_nobody(log_in, school, two):
    with on("2022-10-08"):
        answer = log_in(make.officer(school)).post(f"{make.posted(make.a_list(school)).get_absolute_url()}paper/")
    told = " ".join(str(value) for value in (PdfReader(BytesIO(answer.content)).metadata or {}).values())
    assert not any(name in told for name in ("王芳", "李小雨"))


def test_an_objection_is_recorded_answered_and_read_by_those_who_handle_it_only(log_in, school, two, sun):
    notice = make.posted(make.a_list(school))
    row = notice.rows.get(cells__0="李小雨")
    with on("2022-10-08"):
        client = log_in(make.officer(school))
        client.post(f"{notice.get_absolute_url()}object/", {"row": row.pk, "content": "他家有两套房", "objector": "某邻居"})
        found = Objection.objects.get()
        assert "他家有两套房" in page(client, found.get_absolute_url())
        assert "他家有两套房" not in page(log_in(sun), found.get_absolute_url())
        assert "李小雨" in page(client, DeterminationList.objects.get().get_absolute_url())
        client.post(f"{found.get_absolute_url()}answer/", {"result": "upheld", "answer": "核实属实"})
        assert "异议成立" in page(client, "/students/objections/?state=upheld")
    assert Application.objects.get(enrolment__name="李小雨").status == ApplicationStatus.REVIEWED


def test_who_was_held_is_approved_after_the_answer(log_in, school, two):
    made = make.a_list(school)
    notice = make.posted(made)
    with on("2022-10-08"):
        client = log_in(make.leader(school))
        row = notice.rows.get(cells__0="李小雨")
        client.post(f"{notice.get_absolute_url()}object/", {"row": row.pk, "content": "不符合", "objector": "某邻居"})
        client.post(f"{made.get_absolute_url()}submit/")
        log_in(make.reviewer()).post(f"{made.get_absolute_url()}review/")
    with on("2022-10-13"):
        approver = log_in(make.approver())
        assert "已批准1名学生" in approver.post(f"{made.get_absolute_url()}approve/", {"seen": "2"}, follow=True).content.decode()
        held = Application.objects.get(status=ApplicationStatus.DECIDED)
        answer = f"{Objection.objects.get().get_absolute_url()}answer/"
        log_in(make.leader(school)).post(answer, {"result": "dismissed", "answer": "不属实"})
        assert "李小雨" in page(approver, "/students/applications/?term=all&waiting=held")
        approver.post(f"{held.get_absolute_url()}approve/")
    assert Application.objects.filter(status=ApplicationStatus.APPROVED).count() == 2


def test_a_notice_that_was_withdrawn_says_why_and_its_photo_is_shown(log_in, school, two):
    notice = make.posted(make.a_list(school))
    path = notice.get_absolute_url()
    with on("2022-10-08"):
        client = log_in(make.officer(school))
        assert "请选择张贴后的照片" in client.post(f"{path}add-photo/", follow=True).content.decode()
        client.post(f"{path}add-photo/", {"photo": SimpleUploadedFile("张贴.jpg", a_photo())})
        assert client.get(f"{path}photo/").headers["Content-Type"] == "image/jpeg"
        client.post(f"{path}withdraw/", {"note": "姓名有误"})
        assert "姓名有误" in page(client, path)
        assert "已撤回" in page(client, "/students/public-notices/?state=withdrawn")


def test_a_false_statement_is_cancelled_by_another_person(log_in, school, child):
    make.a_decided(child)
    make.approved(make.at_the_county(make.a_list(school)), 1)
    application = Application.objects.get()
    path, client = application.get_absolute_url(), log_in(make.officer(school))
    client.post(f"{path}cancel/", {"reason": "隐瞒车辆，已查实", "evidence": make.a_paper("材料.pdf")})
    asked = Cancellation.objects.get()
    assert client.post(f"{asked_path(asked)}approve/").status_code == 403
    approver = log_in(make.approver())
    assert "隐瞒车辆" in page(approver, path)
    assert approver.post(f"{asked_path(asked)}evidence/").status_code == 200
    approver.post(f"{asked_path(asked)}refuse/", {"note": "证据不足"})
    client.post(f"{path}cancel/", {"reason": "补充证据，已查实"})
    approver.post(f"{asked_path(Cancellation.objects.latest('pk'))}approve/")
    assert Application.objects.get().status == ApplicationStatus.CANCELLED
    assert "证据不足" in page(approver, path)
    assert str(CancellationStatus.APPROVED.label) in page(approver, "/students/cancellations/")


def asked_path(asked):
    return f"/students/cancellations/{asked.pk}/"


def test_the_file_of_a_child_says_what_is_missing(log_in, school, child):
    make.a_decided(child)
    client, application = log_in(make.officer(school)), Application.objects.get()
    assert "还没有公示" in page(client, application.get_absolute_url())
    make.approved(make.at_the_county(make.a_list(school)), 1)
    shown = page(client, application.get_absolute_url())
    assert "没有上传" in shown
    assert "2022-09-30至2022-10-12" in shown


def test_the_neighbours_records_are_not_there(log_in, school, two):
    made = make.a_list(school)
    notice, neighbour = make.posted(made), log_in(make.officer(a_school(name="邻校")))
    paths = [made, notice, ReviewMeeting.objects.first(), Application.objects.first()]
    assert [neighbour.get(each.get_absolute_url()).status_code for each in paths] == [404] * 4
    assert public_notices.take_down(make.DAY_AFTER) == 1
