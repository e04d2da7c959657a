"""Children: the list of a term, one found by a whole number, the child's page, a number in full."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aid_portal.models import AuditEvent
from students.choices import PairStatus, RecordKind
from students.filters.students import called
from tests.department_lists import Person
from tests.factories.students import a_determination, a_pair, a_record, a_release, a_student, an_enrolment, the_term
from tests.students.pupils import CONTACT, a_pupil, changed
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db
LIST = "/students/students/?term=2022A"
FIND = "/students/students/find/"
WHOLE_NUMBER = re.compile(r"(?<![0-9*])[0-9]{11,}[0-9X](?![0-9])")


def page_of(client, path):
    return client.get(path).content.decode()


def names(client, query=""):
    return sorted(each.name for each in client.get(f"{LIST}&{query}").context["list"].page.rows)


@pytest.fixture
def pupil(school):
    return a_pupil(school, 1, name="张伟明")


@pytest.fixture
def neighbour(zhao_school):
    return a_pupil(zhao_school, 2, name="李小红")


def test_strangers_and_administrators_see_no_children(client, log_in, system_admin, pupil):
    for path in (LIST, pupil.get_absolute_url()):
        assert client.get(path).status_code == 302
        assert log_in(system_admin).get(path).status_code == 403


def test_a_school_lists_its_own_and_has_no_other_child(log_in, wang, chen, pupil, neighbour):
    assert names(log_in(wang)) == ["张伟明"]
    assert names(log_in(chen)) == ["张伟明", "李小红"]
    assert log_in(wang).get(neighbour.get_absolute_url()).status_code == 404
    assert log_in(wang).post(f"{neighbour.get_absolute_url()}reveal/", {"field": "phone", "reason": "核对"}).status_code == 404


def test_list_and_page_show_no_whole_number(log_in, chen, pupil):
    for path in (LIST, pupil.get_absolute_url()):
        page = page_of(log_in(chen), path)
        assert Person(1).resident_id[:6] + "********" in page
        assert WHOLE_NUMBER.findall(page) == []
        assert CONTACT["address"] not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("name=伟明", True), ("name=明伟", False), ("name=张", True), ("name=zwm", True), ("name=zhangw", True), ("name=wm", False),
     ("grade=primary-3", True), ("grade=primary-4", False), ("stage=primary", True), ("class_name=1班", True),
     ("boarding=true", False), ("status=enrolled", True), ("hukou=rural", True), ("valid_id=no", False), ("valid_id=yes", True),
     ("double=yes", False), ("double=no", True), ("school=城关第一", True), ("school=2161324002", False),
     ("town=610324100", True), ("term=2022S", False), ("term=all", True)],
)  # fmt: skip
def test_children_are_found_by_every_condition(query, found, log_in, chen, school):
    a_pupil(school, 1, name="张伟明", hukou="rural")
    assert names(log_in(chen), query) == (["张伟明"] if found else [])


def test_who_is_entered_twice_is_shown_to_both_schools(log_in, wang, zhao, zhao_school, pupil):
    a_pupil(zhao_school, 1, name="张伟明", registry="J610324201403150014")
    for user in (wang, zhao):
        assert names(log_in(user), "double=yes") == ["张伟明"]


def test_two_characters_of_a_name_are_answered_by_the_index(pupil):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")  # few rows are read faster whole
    assert "student_name_characters" in called("伟明").explain()


def cost(client, path):
    """Queries of a page that was opened before: the menu's counts are kept for half a minute."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_the_list_costs_the_same_for_three_and_for_thirty(log_in, chen, school):
    client, costs = log_in(chen), []
    for numbers in (range(3), range(3, 33)):
        for number in numbers:
            a_pupil(school, number)
        costs.append(cost(client, LIST))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("number", [Person(1).resident_id, f"G{Person(1).resident_id}", f" {Person(1).resident_id.lower()} "])
def test_a_whole_number_leads_to_its_child_and_never_stands_in_an_address(number, log_in, wang, pupil):
    answer = log_in(wang).post(FIND, {"number": number})
    assert (answer.status_code, answer.url) == (302, pupil.get_absolute_url())


@pytest.mark.parametrize(
    ("number", "said"),
    [(Person(2).resident_id, "没有这个号码的学生"), ("610324201403150015", "这不是完整的号码"), ("", "请输入")],
)
def test_a_number_out_of_sight_or_misspelt_finds_nobody_and_is_not_repeated(number, said, log_in, wang, neighbour):
    page = log_in(wang).post(FIND, {"number": number}, follow=True)
    assert said in page.content.decode()
    assert not number or number not in page.content.decode()
    assert [number and number in url for url, _code in page.redirect_chain] == [not number and ""]


def test_numbers_are_posted(log_in, wang):
    assert log_in(wang).get(FIND).status_code == 405


def test_a_number_of_two_files_leads_to_the_newest_and_says_so(log_in, chen, school, pupil):
    a_pupil(school, 9, name="旧档案", without_id=True, registry=f"G{Person(1).resident_id}", term="2022S")
    page = log_in(chen).post(FIND, {"number": f"G{Person(1).resident_id}"}, follow=True)
    assert page.context["student"] == pupil.student
    assert "2份学生档案" in page.content.decode()


def test_who_moved_is_seen_by_the_old_school_as_it_knew_him(log_in, wang, zhao, school, zhao_school):
    old = a_pupil(school, 1, term="2022S", name="张伟", class_name="旧班")
    a_pupil(zhao_school, 1, term="2022A", name="张卫", class_name="新班")
    page = page_of(log_in(wang), old.get_absolute_url())
    assert [word in page for word in ("张伟", "旧班", "张卫", "新班", zhao_school.name)] == [True, True, False, False, False]
    assert [word in page_of(log_in(zhao), old.get_absolute_url()) for word in ("张卫", "旧班")] == [True, False]


def test_a_fact_shows_its_row_to_the_bureau_and_its_category_to_the_school(log_in, wang, chen, pupil):
    release = a_release(kind=RecordKind.CIVIL)
    a_record(release=release, row=7, id_index=pupil.id_index, name_key="张伟明", categories=["DIBAO_RURAL"], detail="农村低保A类")
    for_bureau, for_school = (page_of(log_in(user), pupil.get_absolute_url()) for user in (chen, wang))
    assert [word in for_bureau for word in ("农村低保", "民政救助 2022-09-20 第7行", "证件号和姓名都相同", "农村低保A类")] == [
        True
    ] * 4
    assert [word in for_school for word in ("农村低保", "第7行", "农村低保A类", "2022-09-20")] == [True, False, False, False]


def test_a_removed_risk_is_said_of_monitored_households_only(log_in, chen, pupil):
    listed = {"release": a_release(), "id_index": pupil.id_index, "name_key": "张伟明", "risk_removed": True}
    a_record(**listed, categories=["LIFTED"])
    assert "已消除" not in page_of(log_in(chen), pupil.get_absolute_url())
    a_record(**listed, categories=["MON_EDGE"])
    assert "风险已消除" in page_of(log_in(chen), pupil.get_absolute_url())


def test_only_what_held_on_the_cut_off_day_reaches_a_school(log_in, wang, chen, pupil):
    past = {"starts_on": the_term().cut_off_on.replace(year=2020), "ends_on": the_term().cut_off_on.replace(year=2021)}
    release = a_release(kind=RecordKind.CIVIL)
    a_record(release=release, id_index=pupil.id_index, name_key="张伟明", categories=["DIBAO_RURAL"], **past)
    assert "农村低保" not in page_of(log_in(wang), pupil.get_absolute_url())
    assert "不在有效期" in page_of(log_in(chen), pupil.get_absolute_url())


def test_a_disabled_guardian_and_an_accepted_answer_are_told_apart(log_in, chen, school):
    pupil = a_pupil(school, 1, guardian=Person(50).resident_id)
    a_record(release=a_release(kind=RecordKind.DISABLED), id_index=pupil.guardian_index, name_key="张父", categories=["DIS"])
    record = a_record(release=a_release(kind=RecordKind.ORPHANS), name="另名", name_key="另名", categories=["ORPHAN"])
    a_pair(record=record, enrolment=pupil, status=PairStatus.ACCEPTED, answered_by=chen, answered_at=timezone.now())
    page = page_of(log_in(chen), pupil.get_absolute_url())
    said = ("残疾人子女", "监护人的证件号和姓名都相同", "孤儿", "经人工核对是同一人")
    assert [word in page for word in said] == [True] * 4
    assert "残疾学生" not in page


def test_determinations_and_open_questions_stand_on_the_page(log_in, wang, chen, pupil):
    a_determination(registry_index=pupil.registry_index, name_key="张伟明", tier="general", kinds="因病", row=12)
    a_pair(enrolment=pupil, record=a_record(name="张卫明", row=44))
    for_bureau, for_school = (page_of(log_in(user), pupil.get_absolute_url()) for user in (chen, wang))
    assert [word in for_bureau for word in ("一般困难", "2022-2023学年", "认定结果第12行", "张卫明")] == [True] * 4
    assert [word in for_school for word in ("一般困难", "认定结果第12行", "张卫明")] == [True, False, False]


def test_the_history_tells_field_by_field_what_changed(log_in, wang, pupil):
    changed(pupil, class_name="2班", boarding=True)
    page = page_of(log_in(wang), pupil.get_absolute_url())
    assert re.search("年级、班级</b> 小学 三年级 1班 <span>→</span> 小学 三年级 2班", page)
    assert re.search("就读方式</b> 走读 <span>→</span> 住校", page)
    assert "学籍号</b>" not in page


def test_brothers_and_sisters_are_named_as_far_as_one_may_see_them(log_in, wang, chen, school, zhao_school):
    mother = Person(50).resident_id
    pupil = a_pupil(school, 1, guardian=mother)
    a_pupil(school, 2, name="同校弟弟", guardian=mother)
    a_pupil(zhao_school, 3, name="外校姐姐", guardian=mother)
    sister = a_pupil(school, 4, name="同户妹妹")
    release = a_release(kind=RecordKind.RURAL)
    for each in (pupil, sister):
        a_record(release=release, id_index=each.id_index, name_key=each.name_key, household_number="H7", categories=["LIFTED"])
    for_school, for_bureau = (page_of(log_in(user), pupil.get_absolute_url()) for user in (wang, chen))
    assert [name in for_school for name in ("同校弟弟", "同户妹妹", "外校姐姐")] == [True, True, False]
    assert [word in for_bureau for word in ("外校姐姐", "同一户编号", "同一监护人")] == [True] * 3


def test_decisions_stand_with_their_reason_and_former_ones_are_folded(log_in, wang, school):
    child = a_child(school, "LIFTED")
    check()
    child.boarding = True
    child.save()
    check()
    page = page_of(log_in(wang), child.get_absolute_url())
    assert "脱贫家庭" in page
    assert "500.00元" in page
    assert "已被取代的结果（1）" in page


def test_findings_and_whereabouts_are_panels_for_those_who_may_see_them(log_in, wang, chen, school):
    child = a_child(school, "DIS_PARENT")
    check()
    for_school, for_bureau = (page_of(log_in(user), child.get_absolute_url()) for user in (wang, chen))
    assert "本学年没有认定档次" in for_school
    assert ["监测对象去向</h2>" in page for page in (for_school, for_bureau)] == [False, True]


def test_a_file_joined_to_another_leads_there_and_one_without_rows_says_so(log_in, chen, wang, pupil, neighbour):
    gone = a_student(id_index=None, registry_index=b"7" * 32, merged_into=pupil.student)
    for user in (chen, wang):
        assert log_in(user).get(gone.get_absolute_url()).url == pupil.get_absolute_url()
    gone.merged_into = neighbour.student
    gone.save()
    assert log_in(wang).get(gone.get_absolute_url()).status_code == 404
    assert "这份档案没有在校记录" in page_of(log_in(chen), a_student().get_absolute_url())


def test_a_number_is_shown_in_full_with_a_reason_and_on_record(log_in, wang, pupil):
    client, at = log_in(wang), f"{pupil.get_absolute_url()}reveal/"
    answer = client.post(at, {"field": "phone", "reason": "联系家长"}, headers={"HX-Request": "true"})
    assert CONTACT["phone"] in answer.content.decode()
    assert AuditEvent.objects.get(event="portal.record.revealed").note == "联系家长"
    whole = client.post(at, {"field": "resident_id", "reason": "核对户口簿"}).content.decode()
    assert (Person(1).resident_id in whole, "<h1" in whole) == (True, True)
    assert "请写明查看的事由" in client.post(at, {"field": "phone", "reason": ""}).content.decode()
    assert client.post(at, {"field": "sealed", "reason": "看看"}).status_code == 404
    assert client.get(at).status_code == 405


def test_who_may_not_reveal_is_refused(log_in, wang, pupil):
    wang.assignments_in_force[0].role = "school_leader"
    wang.assignments_in_force[0].save()
    at = f"{pupil.get_absolute_url()}reveal/"
    assert log_in(wang).post(at, {"field": "phone", "reason": "核对"}).status_code == 403


def test_the_page_costs_the_same_for_few_and_for_many_rows(log_in, chen, school, pupil):
    client, costs = log_in(chen), []
    for term in ("2022S", "2023S"):
        changed(a_pupil(school, 1, term=term, name="张伟明"), class_name="9班")
        for class_name in ("5班", "6班"):
            changed(pupil, class_name=class_name)
        costs.append(cost(client, pupil.get_absolute_url()))
    assert costs[0] == costs[1]


def test_an_enrolment_without_an_envelope_is_listed_all_the_same(log_in, chen):
    an_enrolment(name="空白")
    assert names(log_in(chen)) == ["空白"]
