"""学期: everybody sees them; the approver sets the cut-off day after a look at what it changes, and locks."""

import pytest

from aid_portal.models import AuditEvent
from students.actions import terms
from students.choices import RecordKind
from students.models import TermSetting
from tests.department_lists import MARCH, SEPTEMBER
from tests.factories.students import a_release, an_enrolment, the_term

pytestmark = pytest.mark.django_db
AT = "/students/terms/2022A/"


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get("/students/terms/").status_code == 302


def test_a_school_sees_the_terms_with_its_own_children_and_no_departments_list(log_in, wang, school, zhao_school):
    an_enrolment(school=school)
    an_enrolment(school=zhao_school)
    listed = {term.pk: term.enrolment_count for term in log_in(wang).get("/students/terms/").context["list"].page.rows}
    assert listed["2022A"] == 1
    shown = page(log_in(wang), AT)
    assert "基准日采用的部门名单" not in shown
    assert "锁定学期" not in shown


@pytest.mark.parametrize("verb", ["cut-off", "lock", "unlock"])
def test_the_clerk_and_the_school_decide_nothing(verb, log_in, chen, wang):
    for person in (chen, wang):
        answer = log_in(person).post(f"{AT}{verb}/", {"note": "试试", "day": "2022-10-31"})
        assert answer.status_code == 403
    assert log_in(chen).post("/students/terms/begin/", {"day": "2026-03-31"}).status_code == 403


@pytest.mark.parametrize("verb", ["lock", "unlock"])
def test_looking_changes_nothing(verb, log_in, lin):
    assert log_in(lin).get(f"{AT}{verb}/").status_code == 405
    assert log_in(lin).get("/students/terms/2099A/").status_code == 404


def test_another_cut_off_day_shows_what_it_would_change_before_it_is_set(log_in, lin):
    a_release(kind=RecordKind.CIVIL, data_date=MARCH)
    a_release(kind=RecordKind.CIVIL, data_date=SEPTEMBER.replace(month=10))
    client = log_in(lin)
    shown = page(client, f"{AT}cut-off/?day=2022-10-31")
    assert "由 2022年9月30日 改为 2022年10月31日" in shown
    assert [words in shown for words in ("2022-03-01", "2022-10-01", "改变", "重新发起资格比对")] == [True] * 4
    assert str(the_term().cut_off_on) == "2022-09-30"
    client.post(f"{AT}cut-off/", {"day": "2022-10-31"})
    assert str(the_term().cut_off_on) == "2022-10-31"
    assert AuditEvent.objects.filter(event="students.term.cut_off_set").count() == 1


@pytest.mark.parametrize(
    ("day", "sentence"), [("2022-08-31", "基准日应在2022年秋季学期之内"), ("", "请填写认定基准日"), ("x", "请填写认定基准日")]
)
def test_a_cut_off_day_outside_the_term_is_refused(day, sentence, log_in, lin):
    answer = log_in(lin).post(f"{AT}cut-off/", {"day": day}, headers={"referer": f"http://testserver{AT}"}, follow=True)
    assert sentence in answer.content.decode()
    assert str(the_term().cut_off_on) == "2022-09-30"


def test_a_term_is_locked_and_unlocked_with_a_reason(log_in, lin):
    client = log_in(lin)
    client.post(f"{AT}lock/", {"note": ""})
    assert not the_term().is_locked
    client.post(f"{AT}lock/", {"note": "秋季资金已拨付"})
    shown = page(client, AT)
    assert [words in shown for words in ("已锁定", "林主任", "秋季资金已拨付", "解锁")] == [True] * 4
    assert "先看改了以后采用哪些名单" not in shown
    assert "秋季资金已拨付" in page(client, "/students/terms/?state=locked")
    assert client.post(f"{AT}cut-off/", {"day": "2022-10-31"}).status_code == 409
    client.post(f"{AT}unlock/", {"note": ""})
    assert the_term().is_locked
    client.post(f"{AT}unlock/", {"note": "更正两名学生"})
    assert not the_term().is_locked
    assert AuditEvent.objects.get(event="students.term.unlocked").note == "更正两名学生"


def test_the_next_term_is_begun_once(log_in, lin):
    client = log_in(lin)
    assert "开设2026年春季学期" in page(client, "/students/terms/")
    client.post("/students/terms/begin/", {"day": ""})
    assert not TermSetting.objects.filter(pk="2026S").exists()
    client.post("/students/terms/begin/", {"day": "2026-03-31"})
    assert TermSetting.objects.get(pk="2026S").position == TermSetting.objects.get(pk="2025A").position + 1
    assert "开设2026年秋季学期" in page(client, "/students/terms/")
    assert client.post("/students/terms/begin/", {"day": "2026-03-31"}).status_code == 409


def test_the_list_costs_the_same_for_few_and_for_many(log_in, lin, django_assert_max_num_queries):
    client = log_in(lin)
    client.get("/students/terms/")
    with django_assert_max_num_queries(30) as few:
        client.get("/students/terms/")
    cost = len(few)  # the next request begins a new count
    for _number in range(4):
        last = TermSetting.objects.last().term.next
        terms.begin_next(day=last.first_day, by=lin)
    client.get("/students/terms/")  # what waits is counted anew where the terms have changed
    with django_assert_max_num_queries(cost):
        client.get("/students/terms/")
