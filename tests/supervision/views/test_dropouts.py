"""The ledgers and the file of one child: a school and a town see their own, nobody else's; the deeds are done on its page."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.choices import Role
from supervision.models import DropoutCase, DropoutClosing
from tests.factories import dropouts as make
from tests.factories.portal import a_person, the_bureau
from tests.factories.students import an_enrolment
from tests.factories.supervision import an_officer

pytestmark = pytest.mark.django_db
LIST = "/supervision/dropouts/"
KEY = "11111111-2222-4333-8444-555555555555"


def a_paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("证明.pdf", b"%PDF-1.4\n%%EOF\n")


def page(client, path: str) -> str:
    return client.get(path).content.decode()


def test_who_sees_which_case(log_in, chen, zhao, wang, school) -> None:
    town = make.the_town()
    case, elsewhere = make.a_case(town=town), make.a_case(name="钱小红", school=None, town=None)
    he = a_person("he", "何向东", Role.CENTRAL_OFFICER, town)
    teacher = a_person("zhou", "周若兰", Role.CLASS_TEACHER, school)
    qian = a_person("qian", "钱思齐", Role.FINANCE, the_bureau())
    told = {user: [each.name in page(log_in(user), LIST) for each in (case, elsewhere)] for user in (chen, he, wang, zhao)}
    assert told == {chen: [True, True], he: [True, False], wang: [True, False], zhao: [False, False]}
    assert log_in(zhao).get(case.get_absolute_url()).status_code == 404
    for user in (teacher, qian):
        assert log_in(user).get(LIST).status_code == 403


def test_the_ledgers_are_counted_and_filtered(log_in, chen) -> None:
    make.a_case(name="甲一")
    make.a_case(name="乙二", status="dropout", confirmed_on=make.SEEN, confirmed_by=make.xu(), reached="town")
    make.ended(name="丙三", place="")
    client = log_in(chen)
    for query, names in {
        "": "甲乙丙", "state=open": "甲乙", "state=dropout": "乙", "state=back": "丙", "place=none": "丙", "late=yes": "甲乙",
        "reached=none": "甲丙", "reached=town": "乙", "town=": "甲乙丙", "state=closing": "", "school=城关": "甲乙丙",
    }.items():  # fmt: skip
        found = page(client, f"{LIST}?{query}")
        assert {name for name in ("甲一", "乙二", "丙三") if f">{name}</a>" in found} == {
            name for name in ("甲一", "乙二", "丙三") if name[0] in names
        }, query


def test_a_visit_a_rung_and_a_proof_are_written_down_and_a_second_person_strikes_off(log_in, wang, lin) -> None:
    case, client = make.a_case(opened_on=date(2022, 10, 8)), log_in(wang)
    said = {"key": KEY, "visited_on": "2022-10-12", "visitors": "王老师", "outcome": "willing", "summary": "约定下周返校。"}
    for _each in range(2):
        client.post(f"{case.get_absolute_url()}visit/", said)
    assert case.visits.count() == 1
    client.post(f"{case.get_absolute_url()}step/", {"taken_on": "2022-10-12", "note": "已电话联系。"})
    client.post(f"{case.get_absolute_url()}measure/", {"kind": "aid", "starts_on": "2022-10-12", "note": "申请生活补助。"})
    said = {"reason": "ill", "ended_on": "2022-10-12", "until": "2023-07-01", "note": "住院。", "file": a_paper()}
    client.post(f"{case.get_absolute_url()}close/", said)
    closing = DropoutClosing.objects.get()
    shown = page(client, case.get_absolute_url())
    for words in ("约定下周返校。", "已电话联系。", "申请生活补助。", "须由另一人核准", "病重无法就学"):
        assert words in shown
    assert client.post(f"{LIST}closings/{closing.pk}/approve/").status_code == 403
    assert b"".join(log_in(lin).post(f"{LIST}closings/{closing.pk}/file/").streaming_content).startswith(b"%PDF")
    log_in(lin).post(f"{LIST}closings/{closing.pk}/approve/", {"note": ""})
    assert "2022-10-12，病重无法就学，林主任，有效至2023-07-01。" in page(client, case.get_absolute_url())


def test_what_is_missing_is_said_and_what_was_typed_stays(log_in, wang) -> None:
    case, client = make.a_case(reached="school", reached_on=make.SEEN), log_in(wang)
    back = client.post(f"{case.get_absolute_url()}close/", {"reason": "ill", "ended_on": "2022-10-12", "note": "住院治疗中"})
    words = back.content.decode()
    assert "请填写有效至哪一天" in words
    assert "请上传证明材料" in words
    assert "住院治疗中" in words
    back = client.post(f"{case.get_absolute_url()}step/", {"taken_on": "2022-10-25", "note": "镇里已责令", "file": a_paper()})
    assert "由镇街或县局登记" in back.content.decode()
    assert "镇里已责令" in back.content.decode()


def test_a_refusal_says_why_to_whoever_proposed(log_in, wang, lin) -> None:
    case = make.a_case()
    closing = make.a_closing(case, made_by=wang)
    assert "请写明退回的原因" in log_in(lin).post(f"{LIST}closings/{closing.pk}/refuse/", follow=True).content.decode()
    log_in(lin).post(f"{LIST}closings/{closing.pk}/refuse/", {"note": "缺公章"})
    assert "缺公章" in page(log_in(wang), case.get_absolute_url())


def test_the_county_confirms_a_dropout_on_its_page(log_in, lin) -> None:
    case = make.a_case()
    assert "确认失学辍学" not in page(log_in(lin), case.get_absolute_url())
    make.a_visit(case)
    assert "确认失学辍学" in page(log_in(lin), case.get_absolute_url())
    log_in(lin).post(f"{case.get_absolute_url()}confirm/", {"note": "属实"})
    case.refresh_from_db()
    assert case.status == "dropout"


def test_a_child_found_on_a_round_is_registered_on_the_page(log_in, chen, school) -> None:
    client, town = log_in(chen), make.the_town()
    said = {"name": "孙小兵", "birth_date": "2013-05-06", "opened_on": "2022-10-08", "note": "没有户口。"}
    assert "至少选择镇街或责任学校" in client.post(f"{LIST}register/", said).content.decode()
    client.post(f"{LIST}register/", {**said, "town": town.pk})
    assert DropoutCase.objects.get().source == "field"
    assert "孙小兵" in page(client, f"{LIST}?source=field&town={town.code}")


def test_the_county_names_the_school_that_answers(log_in, chen, wang, school) -> None:
    case = make.a_case(school=None)
    assert log_in(wang).get(case.get_absolute_url()).status_code == 404
    assert "指定责任学校" in page(log_in(chen), case.get_absolute_url())
    log_in(chen).post(f"{case.get_absolute_url()}assign/", {"school": school.pk})
    assert "指定责任学校" not in page(log_in(chen), case.get_absolute_url())
    assert case.name in page(log_in(wang), case.get_absolute_url())


def test_an_ended_case_takes_no_more_words(log_in, wang) -> None:
    case = make.ended()
    answer = log_in(wang).get(f"{case.get_absolute_url()}visit/", follow=True)
    assert "已经结束，不再登记" in answer.content.decode()


def test_home_and_menu_tell_what_waits(log_in, wang, lin) -> None:
    case = make.a_case()
    assert "控辍保学：学校联系家庭" in page(log_in(wang), "/")
    make.a_closing(case, made_by=an_officer())
    assert "核准控辍保学销号" in page(log_in(lin), "/")


def test_a_pupils_page_shows_its_case_to_those_who_may_see_it(log_in, wang, chen, school) -> None:
    child = an_enrolment(school=school)
    make.a_case(student=child.student, source="transfer", person_mark=None)
    assert "转出、退学后未就读" in page(log_in(wang), child.student.get_absolute_url())
    teacher = a_person("zhou", "周若兰", Role.CLASS_TEACHER, school)
    assert "转出、退学后未就读" not in page(log_in(teacher), child.student.get_absolute_url())
