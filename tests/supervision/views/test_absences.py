"""A class teacher reports a child of the own school; the list says what it asks for; the county sets the days."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from aid_portal.choices import Role
from supervision.models import AbsenceReport, DropoutParameter
from tests.factories import dropouts as make
from tests.factories.portal import a_person
from tests.factories.students import an_enrolment
from tests.subsidies.county import a_child

pytestmark = pytest.mark.django_db
LIST = "/supervision/absences/"


def page(client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.fixture
def zhou(school):
    return a_person("zhou", "周若兰", Role.CLASS_TEACHER, school)


def said(**facts) -> dict:
    return {"child": "李明", "first_day": str(timezone.localdate()), "cause": "unknown", "note": "", **facts}


def test_a_class_teacher_reports_a_child_of_the_own_school_and_sees_no_case(log_in, zhou, school, zhao_school) -> None:
    a_child(school, name="李明")
    a_child(zhao_school, name="王芳")
    client = log_in(zhou)
    assert "没有这名在读学生" in client.post(f"{LIST}report/", said(child="王芳")).content.decode()
    assert client.post(f"{LIST}report/", said()).status_code == 302
    report = AbsenceReport.objects.get()
    assert "李明" in page(client, LIST)
    assert "登记返校" in page(client, report.get_absolute_url())
    assert client.get("/supervision/dropouts/").status_code == 403


def test_two_of_one_name_are_told_apart(log_in, wang, school) -> None:
    _one, other = a_child(school, name="李明"), a_child(school, name="李明", class_name="2班")
    client = log_in(wang)
    assert "有2名同名学生" in client.post(f"{LIST}report/", said()).content.decode()
    client.post(f"{LIST}report/", said(seat=other.pk))
    assert AbsenceReport.objects.get().student == other.student


def test_the_list_says_what_each_report_asks_for(log_in, chen, wang, zhao) -> None:
    long_ago = timezone.localdate() - timedelta(30)
    make.an_absence(name="甲一", first_day=long_ago)
    make.an_absence(name="乙二", first_day=timezone.localdate())
    make.an_absence(name="丙三", first_day=long_ago, case=make.a_case())
    make.an_absence(name="丁四", first_day=long_ago, back_on=timezone.localdate(), ended_by=wang)
    client = log_in(chen)
    for state, name in (("contact", "甲一"), ("watched", "乙二"), ("cased", "丙三"), ("present", "丁四")):
        shown = page(client, f"{LIST}?state={state}")
        assert [one for one in ("甲一", "乙二", "丙三", "丁四") if one in shown] == [name]
    assert "丁四" not in page(client, f"{LIST}?state=open")
    assert "甲一" not in page(log_in(zhao), LIST)
    assert "联系没有到校的学生家庭" in page(log_in(wang), "/")


def test_the_family_is_asked_and_the_child_comes_back_on_its_page(log_in, wang) -> None:
    report, client = make.an_absence(), log_in(wang)
    client.post(f"{report.get_absolute_url()}contact/", {"on": "2022-10-12", "note": "与母亲通话"})
    assert "与母亲通话" in page(client, report.get_absolute_url())
    assert "请写明返校日期" in client.post(f"{report.get_absolute_url()}end/", follow=True).content.decode()
    client.post(f"{report.get_absolute_url()}end/", {"back_on": "2022-10-14"})
    report.refresh_from_db()
    assert (report.back_on, report.ended_by) == (date(2022, 10, 14), wang)


def test_the_days_are_shown_to_all_and_set_by_the_county(log_in, wang, lin) -> None:
    assert "待核定" in page(log_in(wang), "/supervision/dropouts/days/")
    assert log_in(wang).post("/supervision/dropouts/days/arrival/", {"days": 20}).status_code == 403
    assert log_in(lin).get("/supervision/dropouts/days/nonsense/").status_code == 404
    log_in(lin).post("/supervision/dropouts/days/arrival/", {"days": 20, "source": "扶教发〔2022〕30号"})
    assert DropoutParameter.objects.get().days == 20
    assert "扶教发〔2022〕30号" in page(log_in(wang), "/supervision/dropouts/days/")


def test_a_pupils_page_leads_to_a_report_and_shows_those_that_are_there(log_in, zhou, school) -> None:
    child = an_enrolment(school=school)
    shown = page(log_in(zhou), child.student.get_absolute_url())
    assert "报告缺勤" in shown
    make.an_absence(student=child.student)
    assert "2022-10-10" in page(log_in(zhou), child.student.get_absolute_url())
