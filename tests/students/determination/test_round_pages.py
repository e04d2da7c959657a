"""Rounds and applications on the screen: opened by the county, filled in by teachers, seen by each school of its own."""

from datetime import date, datetime

import pytest
import time_machine
from django.utils import timezone

from aid_portal.choices import Role
from students.determination_choices import ApplicationStatus, RoundStatus
from students.models import AdvanceNotice, Application, ApplicationCode, DeterminationRound
from tests.factories import determinations as make
from tests.factories.portal import a_person, a_school
from tests.students.pupils import a_pupil
from tests.subsidies.county import listed

pytestmark = pytest.mark.django_db
DURING = datetime(2022, 9, 13, 9, tzinfo=timezone.get_fixed_timezone(480))
FORM = {
    "family_size": "4", "phone": "13800011234", "address": "城关街道东街村", "yearly_income": "6000", "reason": "父亲患病",
    "circumstances": ["illness"], "committed_on": "2022-09-12", "members-TOTAL_FORMS": "2", "members-INITIAL_FORMS": "0",
    "members-0-name": "李父", "members-0-relation": "父亲", "members-0-age": "40", "members-0-income": "20000",
}  # fmt: skip


@pytest.fixture
def during():
    with time_machine.travel(DURING, tick=False):
        yield


@pytest.fixture
def teacher(school):
    return a_person("ban", "班主任", Role.CLASS_TEACHER, school)


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def write_at(child):
    return f"/students/rounds/{make.a_round().pk}/children/{child.pk}/"


def test_the_county_opens_a_round_with_the_usual_days(log_in, during):
    client = log_in(make.clerk())
    assert 'value="2022-10-13"' in page(client, "/students/rounds/open/")
    moved = client.post("/students/rounds/open/", {"usual": "1", "opens_on": "2022-09-05", "term": "2022A"}).content.decode()
    assert 'value="2022-10-05"' in moved
    days = {
        "opens_on": "2022-09-05",
        "applications_until": "2022-09-19",
        "due_on": "2022-10-05",
        "newcomers_due_on": "2022-11-05",
    }
    numbers = {"posting_days": "5", "answer_days": "5", "class_members": "5", "school_members": "5"}
    early = client.post("/students/rounds/open/", {"term": "2022A", **days, "due_on": "2022-09-01", **numbers}).content.decode()
    assert "学校完成期限不能早于申请截止" in early
    assert client.post("/students/rounds/open/", {"term": "2022A", **days, **numbers}).status_code == 302
    assert DeterminationRound.objects.get().due_on == date(2022, 10, 5)


def test_a_school_sees_its_own_work_and_the_county_every_school(log_in, child, school):
    other = a_pupil(a_school(name="邻校小学"), 2, name="邻校孩子")
    make.an_application(child), make.an_application(other)
    path = make.a_round().get_absolute_url()
    own = page(log_in(make.officer(school)), path)
    assert "邻校小学" not in own
    assert "录入申请、发申请码" in own
    county = page(log_in(make.clerk()), path)
    assert all(name in county for name in ("邻校小学", "城关镇中心小学"))
    hidden = Application.objects.get(enrolment=other)
    assert log_in(make.officer(school)).get(hidden.get_absolute_url()).status_code == 404
    assert log_in(make.officer(school)).get(f"{path}schools/{other.school_id}/").status_code == 404


def test_who_is_late_is_counted_after_a_month_and_newcomers_after_two(log_in, child, school):
    make.an_application(child), make.an_application(a_pupil(school, 2, grade=1))
    client = log_in(make.clerk())
    for day, late in (("2022-10-05", 0), ("2022-10-06", 1), ("2022-11-06", 2)):
        with time_machine.travel(f"{day}T02:00:00+00:00", tick=False):
            found = page(log_in(make.clerk()), "/students/applications/?term=2022A&late=yes")
            assert f"共 <strong>{late}</strong> 条" in found, day
    assert client.get(f"{make.a_round().get_absolute_url()}?standing=late").status_code == 200


def test_the_days_are_moved_and_the_round_closed_by_the_county_only(log_in, school):
    path = make.a_round().get_absolute_url()
    assert log_in(make.officer(school)).post(f"{path}close/").status_code == 403
    client = log_in(make.clerk())
    sent = {"applications_until": "2022-09-30", "due_on": "2022-10-10", "newcomers_due_on": "2022-11-10", "posting_days": "6",
            "answer_days": "5"}  # fmt: skip
    assert client.post(f"{path}change/", {**sent, "posting_days": "4"}).status_code == 200
    client.post(f"{path}change/", sent)
    client.post(f"{path}close/")
    assert DeterminationRound.objects.values_list("posting_days", "status").get() == (6, RoundStatus.CLOSED)
    client.post(f"{path}reopen/")
    assert DeterminationRound.objects.get().status == RoundStatus.RUNNING


def test_a_teacher_records_how_families_were_told(log_in, teacher, school, during):
    path = f"/students/rounds/{make.a_round().pk}/tell/"
    sent = {"school": school.pk, "class_label": "三年级1班", "channel": "letter", "told_on": "2022-09-06", "told": "40",
            "receipts": "38", "evidence": make.a_paper("回执.pdf")}  # fmt: skip
    client = log_in(teacher)
    assert "不能多于" in client.post(path, {**sent, "receipts": "41"}).content.decode()
    client.post(path, {**sent, "evidence": make.a_paper("回执.pdf")})
    told = AdvanceNotice.objects.get()
    assert (told.told, told.receipts, told.evidence.name) == (40, 38, "回执.pdf")
    assert "回执.pdf" in page(client, f"/students/advance-notices/{told.pk}/")
    assert client.post(f"/students/advance-notices/{told.pk}/file/").status_code == 200
    assert "三年级1班" in page(client, "/students/advance-notices/?term=2022A")


def test_a_draft_is_kept_as_far_as_it_is_filled_and_then_handed_in(log_in, teacher, child, during):
    client = log_in(teacher)
    assert client.post(write_at(child), {"do": "save", "reason": "父亲患病", "members-TOTAL_FORMS": "0"}).status_code == 302
    draft = Application.objects.get()
    assert "父亲患病" in page(client, write_at(child))
    assert "必填" in page(client, write_at(child))
    assert "请上传本人或监护人签字" in client.post(write_at(child), {"do": "submit", **FORM}).content.decode()
    client.post(write_at(child), {"do": "submit", **FORM, "scan": make.a_paper()})
    draft.refresh_from_db()
    assert (draft.status, draft.committed_on) == (ApplicationStatus.SUBMITTED, date(2022, 9, 12))
    shown = page(client, draft.get_absolute_url())
    assert all(word in shown for word in ("李父", "家庭成员患重大疾病", "138****1234", "6000"))
    assert "13800011234" not in shown
    assert client.post(f"{draft.get_absolute_url()}scan/").status_code == 200


def test_another_line_for_the_household_keeps_what_was_typed(log_in, teacher, child, during):
    answer = log_in(teacher).post(write_at(child), {"do": "more", **FORM}).content.decode()
    assert 'name="members-2-name"' in answer
    assert "李父" in answer
    assert not Application.objects.exists()


def test_what_is_sent_back_says_why_on_the_form(log_in, child, school, during):
    application = make.an_application(child)
    client = log_in(make.officer(school))
    client.post(f"{application.get_absolute_url()}send-back/", {"note": "缺少家庭成员"})
    assert "缺少家庭成员" in page(client, write_at(child))
    assert "缺少家庭成员" in page(client, make.a_round().get_absolute_url())
    client.post(f"{application.get_absolute_url()}withdraw/", {"note": "家庭放弃"})
    assert Application.objects.get().status == ApplicationStatus.WITHDRAWN


def test_what_a_family_wrote_of_itself_is_not_for_everybody(log_in, child, bureau):
    application = make.an_application(child)
    finance = log_in(a_person("cai", "财务", Role.FINANCE, bureau))
    shown = page(finance, application.get_absolute_url())
    assert "父亲患病" not in shown
    assert finance.post(f"{application.get_absolute_url()}scan/").status_code == 403
    assert "父亲患病" in page(log_in(make.reviewer()), application.get_absolute_url())


def test_the_school_takes_in_whom_the_lists_prove(log_in, child, school, teacher):
    listed(child, "DIBAO_RURAL")
    path = f"/students/rounds/{make.a_round().pk}/schools/{school.pk}/proven/"
    assert log_in(teacher).post(path).status_code == 403
    answer = log_in(make.officer(school)).post(path, follow=True).content.decode()
    assert "已登记1名部门数据已证明的学生" in answer
    assert "没有新的" in log_in(make.officer(school)).post(path, follow=True).content.decode()


def test_codes_are_shown_once_to_be_printed_and_kept_by_nobody(log_in, teacher, child):
    path = f"/students/rounds/{make.a_round().pk}/codes/"
    client = log_in(teacher)
    answer = client.post(path, {"selected": [child.pk]})
    assert "no-store" in answer.headers["Cache-Control"]
    assert all(word in answer.content.decode() for word in ("李小雨", "城关镇中心小学", "三年级1班", "截止2022年9月19日"))
    assert ApplicationCode.objects.get().enrolment == child
    assert client.get(path).status_code == 405
    assert "请勾选学生" in client.post(path, follow=True).content.decode()


def test_an_auditor_looks_and_changes_nothing(log_in, child, sun):
    application = make.an_application(child)
    client = log_in(sun)
    for path in ("rounds/", "applications/?term=2022A", "advance-notices/?term=2022A", f"applications/{application.pk}/"):
        assert "李小雨" in page(client, f"/students/{path}") or "applications" not in path
    assert client.post(f"{application.get_absolute_url()}withdraw/", {"note": "不要"}).status_code == 403
    assert client.get(write_at(child)).status_code == 403


@pytest.mark.parametrize(("scoring", "kept"), [(True, 86), (False, None)])
def test_a_class_gives_points_where_the_round_asks_for_them(scoring, kept, log_in, child, school):
    make.a_round(scoring=scoring)
    application, meeting = make.an_application(child), make.a_class_meeting(child)
    client, pk = log_in(make.officer(school)), application.pk
    shown = client.get(f"/students/meetings/{meeting.pk}/weigh/").context["form"]
    said = {f"tier_{pk}": "general", f"reason_{pk}": "父亲患病", f"score_{pk}": "86"}
    client.post(f"/students/meetings/{meeting.pk}/weigh/", {**said, "idempotency_key": shown["idempotency_key"].value()})
    application.refresh_from_db()
    assert (application.class_tier, application.score) == ("general", kept)
    assert ("量化评分" in page(client, application.get_absolute_url())) is scoring
