"""自查问题: a school reports what it found and by when it is put right; the county looks, then it is closed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from aid_portal.errors import IllegalMove, Refused
from supervision.actions import self_checks
from supervision.models import SelfCheck
from tests.factories.notices import a_paper
from tests.factories.self_checks import a_self_check, facts
from tests.factories.supervision import an_officer, han, the_school
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
PAGE, API = "/supervision/self-checks/", "/api/self-checks/"


def today(days=0):
    return timezone.localdate() + timedelta(days)


def answered(found, by=None):
    return self_checks.answer(self_check=found, result="已补齐，冰箱贴有记录表。", done_on=today(), by=by or an_officer())


def form(school, **other):
    days = {"found_on": f"{today(-1)}", "due_on": f"{today(5)}"}
    return {**facts(), **days, "key": str(uuid4()), "unit": school.pk, **other}


def test_it_goes_from_the_school_to_the_county_and_back_and_is_closed_by_another_person(log_in, wang, school):
    client = log_in(wang)
    assert 'type="hidden" name="unit"' in client.get(f"{PAGE}add/").content.decode()
    client.post(f"{PAGE}add/", {**form(school), "photos": a_paper()})
    found = SelfCheck.objects.get()
    assert (found.unit, found.status, found.evidence.count()) == (school, "open", 1)
    page = found.get_absolute_url()
    client.post(f"{page}answer/", {"result": "已补齐。", "done_on": f"{today()}"})
    county = log_in(han())
    assert "核实销号" in county.get(page).content.decode()
    county.post(f"{page}send-back/", {"note": "请附记录表照片"})
    assert "请附记录表照片" in log_in(wang).get(page).content.decode()
    log_in(wang).post(f"{page}answer/", {"result": "已补齐，照片附后。", "done_on": f"{today()}", "files": a_paper()})
    log_in(han()).post(f"{page}close/", {"note": ""})
    found.refresh_from_db()
    assert (found.status, found.closed_by, found.result, found.evidence.count()) == ("closed", han(), "已补齐，照片附后。", 2)
    assert found.evidence.visible_to(wang).count() == 2


def test_sent_twice_it_is_one_problem(log_in, wang, school):
    said = form(school)
    for _again in range(2):
        assert log_in(wang).post(f"{PAGE}add/", said).status_code == 302
    assert SelfCheck.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(log_in, wang, school):
    told = log_in(wang).post(f"{PAGE}add/", form(school, due_on=f"{today(-2)}")).content.decode()
    assert "整改期限不能早于发现日期" in told
    assert "留样柜温度记录缺3天" in told
    found = a_self_check(school)
    told = log_in(wang).post(f"{found.get_absolute_url()}answer/", {"result": "", "done_on": f"{today()}"}).content.decode()
    assert "报送整改结果" in told
    assert SelfCheck.objects.get().status == "open"


def test_who_answered_does_not_close_it():
    found, officer = a_self_check(), an_officer()
    answered(found, officer)
    with pytest.raises(Refused, match="须由另一人核实"):
        self_checks.close(self_check=found, by=officer)


@pytest.mark.parametrize(
    ("other", "words"),
    [({"found_on": today(1), "due_on": today(2)}, "发现日期不能晚于今天"), ({"due_on": today(-2)}, "不能早于发现日期")],
)
def test_its_days_are_possible(other, words):
    with pytest.raises(Refused, match=words):
        self_checks.report(key=uuid4(), unit=the_school(), facts=facts(**other), by=an_officer())


def test_it_is_done_between_its_finding_and_today():
    for day in (today(-2), today(1)):
        with pytest.raises(Refused, match="完成日期应在发现日期"):
            self_checks.answer(self_check=a_self_check(), result="已改", done_on=day, by=an_officer())


def test_only_what_was_not_answered_is_withdrawn_and_with_a_reason():
    found = a_self_check()
    with pytest.raises(Refused, match="请写明撤销的原因"):
        self_checks.withdraw(self_check=found, note=" ", by=an_officer())
    answered(found)
    with pytest.raises(IllegalMove):
        self_checks.withdraw(self_check=found, note="登记错了", by=an_officer())
    assert self_checks.withdraw(self_check=a_self_check(), note="登记错了", by=an_officer()).status == "withdrawn"


def test_its_own_deadline_waits_for_the_school_and_shows_when_it_passed(log_in, wang, sun, school):
    late = a_self_check(school, found_on=today(-9), due_on=today(-1))
    self_checks.withdraw(self_check=a_self_check(school, due_on=today(), found_on=today(-2)), note="重复", by=an_officer())
    answered(a_self_check(school, found_on=today(-9), due_on=today(-2)))
    inbox = log_in(wang).get("/inbox/?kind=self-check-answer").content.decode()
    assert late.get_absolute_url() in inbox
    assert list(SelfCheck.objects.overdue_on(today())) == [late]
    assert not SelfCheck.objects.overdue_on(late.due_on)  # the last day is still in time
    assert log_in(sun).get(f"{PAGE}?state=overdue").context["list"].page.rows == [late]


def test_schools_see_their_own_and_the_county_all(log_in, wang, zhao, sun, school, zhao_school):
    own, other = a_self_check(school), a_self_check(zhao_school)
    assert log_in(wang).get(other.get_absolute_url()).status_code == 404
    assert log_in(zhao).post(f"{own.get_absolute_url()}withdraw/", {"note": "试试看"}).status_code == 404
    assert log_in(sun).get(other.get_absolute_url()).status_code == 200
    assert log_in(sun).get(f"{PAGE}add/").status_code == 403


def test_the_ledger_has_a_row_a_problem(tmp_path):
    found = answered(a_self_check())
    call_command("export", "self_checks", "--year", str(found.found_on.year), "--to", str(tmp_path / "out.csv"))
    head, row = (tmp_path / "out.csv").read_text("utf-8-sig").splitlines()
    assert head.startswith("found_on,unit_code,unit,theme,severity,fact,measure,person,due_on,status,result,done_on")
    assert "留样柜温度记录缺3天。" in row
    assert "replied" in row


def test_the_same_goes_over_the_api(log_in, wang, school):
    client = log_in(wang)
    made = client.post(API, {**form(school), "unit": school.code, "photos": [a_paper()]})
    assert (made.status_code, made.json()["status"]) == (201, "open")
    one = f"{API}{made.json()['id']}/"
    assert client.post(f"{one}answer/", {"result": "已补齐。", "done_on": f"{today()}"}).json()["status"] == "replied"
    county = log_in(han())
    assert county.post(f"{one}send-back/", {"note": "请附照片"}).json()["status"] == "returned"
    assert log_in(wang).post(f"{one}answer/", {"result": "附后。", "done_on": f"{today()}"}).status_code == 200
    assert log_in(han()).post(f"{one}close/", {}).json()["closed_by"] == han().username
    assert log_in(wang).get(f"{API}?state=closed").json()["count"] == 1
    again = log_in(wang).post(API, {**form(school), "unit": school.code}).json()["id"]
    assert log_in(wang).post(f"{API}{again}/withdraw/", {"note": "登记错了"}).json()["status"] == "withdrawn"


def test_the_database_keeps_it_whole_and_as_it_was_reported():
    found, now = a_self_check(), timezone.now()
    is_kept("selfcheck_says_what_and_who", lambda: a_self_check(fact=""))
    is_kept("selfcheck_due_after_it_was_found", lambda: a_self_check(due_on=today(-2)))
    is_kept("selfcheck_answered_with_a_result", changed(found, status="replied"))
    is_kept("selfcheck_answer_has_its_time", changed(found, replied_at=now))
    is_kept("selfcheck_closing_has_its_time", changed(found, closed_at=now))
    is_kept("selfcheck_sent_back_says_why", changed(found, status="withdrawn"))
    done = answered(a_self_check())
    is_kept("selfcheck_done_after_it_was_found", changed(done, done_on=today(-2)))
    is_kept("selfcheck_closed_iff_somebody_did", changed(done, status="closed"))
    is_kept("selfcheck_closer_did_not_answer_it", changed(done, status="closed", closed_by=done.replied_by, closed_at=now))
    refused("self_check_is_final_once_reported", changed(found, due_on=today(30)))
    refused("self_check_is_never_deleted", found.delete)
