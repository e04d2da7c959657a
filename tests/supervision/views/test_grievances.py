"""The pages and the resource of the desk: who sees what, what is masked, where each number leads."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.exporting import ExportQuery, export_named
from aid_portal.models import AuditEvent
from aid_portal.permissions import Permission
from supervision.actions import grievance_steps
from supervision.models import DataChange, Grievance
from tests.factories.grievances import PHONE, RESIDENT_ID, a_data_change, received
from tests.factories.portal import a_person
from tests.factories.students import an_enrolment

pytestmark = pytest.mark.django_db
LIST = reverse("supervision:grievance-list")


@pytest.fixture
def xu(bureau):
    return a_person("xu", "徐审核", Role.COUNTY_REVIEWER, bureau)


@pytest.fixture
def given(chen, school) -> Grievance:
    """Wang's school deals with it."""
    grievance, _code = received("data_change", by=chen, unit=school)
    [found] = grievance_steps.assign(grievances=[grievance], unit=school, by=chen)
    return found


def at(name: str, *keys: object) -> str:
    return reverse(f"supervision:{name}", args=keys)


def test_a_call_is_taken_in_and_its_code_shown_once(log_in, chen, school) -> None:
    told = {"kind": "complaint", "source": "phone", "unit": school.pk, "text": "补助没有发放", "reporter": "张家长"}
    told["key"] = "11111111-2222-4333-8444-555555555555"
    client = log_in(chen)
    assert re.search(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}", client.post(at("grievance-add"), told).content.decode())
    again = client.post(at("grievance-add"), told).content.decode()
    assert "已经提交过" in again
    assert Grievance.objects.count() == 1


def test_others_find_nothing_of_it(log_in, given, wang, zhao) -> None:
    assert log_in(wang).get(given.get_absolute_url()).status_code == 200
    client = log_in(zhao)
    assert client.get(LIST).context["list"].page.rows == []
    assert client.get(given.get_absolute_url()).status_code == 404
    for name in ("grievance-note", "grievance-report", "grievance-reveal"):
        assert client.post(at(name, given.pk), {"text": "看看", "reason": "看看"}).status_code == 404


def test_a_tip_off_is_on_no_list_page_file_or_number_of_others(log_in, chen, lin, bureau) -> None:
    tip, _code = received("tip_off", by=None)
    client = log_in(chen)
    assert client.get(LIST).context["list"].page.rows == []
    assert client.get(tip.get_absolute_url()).status_code == 404
    assert "举报" not in client.get(f"{at('grievance-statistics')}?year={tip.year}").content.decode().split("</h1>")[1]
    assert client.get(f"/api/grievances/{tip.pk}/").status_code == 404
    spec = export_named("grievances")
    assert [len(list(spec.rows(spec.queryset(ExportQuery(user=user))))) for user in (chen, lin)] == [0, 1]
    assert log_in(lin).get(tip.get_absolute_url()).status_code == 200


def test_numbers_in_it_are_masked_until_somebody_says_why(log_in, given, wang) -> None:
    client = log_in(wang)
    page = client.get(given.get_absolute_url()).content.decode()
    assert (PHONE in page, RESIDENT_ID in page, "138****2345" in page or "138" in page) == (False, False, True)
    shown = client.post(at("grievance-reveal", given.pk), {"field": "phone", "reason": "回电核实"})
    assert PHONE in shown.content.decode()
    assert AuditEvent.objects.get(event="portal.record.revealed").note == "回电核实"
    assert client.post(at("grievance-reveal", given.pk), {"field": "key", "reason": "看看"}).status_code == 404


def test_it_is_dealt_with_and_answered_on_its_page(log_in, given, wang, xu) -> None:
    log_in(wang).post(at("grievance-report", given.pk), {"text": "已核实，卡号登记错了"})
    client = log_in(xu)
    assert client.get(f"{LIST}?waiting=answer").context["list"].page.rows == [given]
    client.post(at("grievance-answer", given.pk), {"text": "已更正，下一批发放。"})
    given.refresh_from_db()
    assert given.status == "answered"
    assert "发出答复" not in client.get(given.get_absolute_url()).content.decode()
    client.post(at("grievance-reopen", given.pk), {"text": "家长来电说没有收到"})
    given.refresh_from_db()
    assert (given.status, given.rounds) == ("handling", 2)


def test_ticked_ones_are_given_together(log_in, chen, school) -> None:
    found = [received(by=chen)[0] for _each in range(2)]
    client = log_in(chen)
    page = client.post(at("grievances-choose"), {"selected": [each.pk for each in found]}).url
    client.post(page, {"unit": school.pk, "note": "三日内"})
    assert set(Grievance.objects.values_list("status", "assigned_unit")) == {("handling", school.pk)}
    assert client.get(f"{at('grievances-assign')}?grievance=999").status_code == 404


def test_a_child_is_named_and_his_account_asked_for(log_in, given, chen, school) -> None:
    child, client = an_enrolment(school=school), log_in(chen)
    register = {"kind": "data_change", "unit": school.pk, "child": "李明"}
    client.post(at("grievance-register", given.pk), register)
    given.refresh_from_db()
    assert given.student == child.student
    assert "花名册上没有" in client.post(at("grievance-register", given.pk), {**register, "child": "无此人"}).content.decode()
    told = {"value": "李明明", "reason": "户口簿原件"}
    assert client.post(at("data-change-add", given.pk, "name"), told).status_code == 302
    assert DataChange.objects.get().grievance == given


def test_a_change_is_decided_and_settled_on_its_page(log_in, wang, zhao, xu, school) -> None:
    change = a_data_change(child=an_enrolment(school=school))
    log_in(xu).post(at("data-change-approve", change.pk))
    assert log_in(zhao).get(change.get_absolute_url()).status_code == 404
    client = log_in(wang)
    assert "等待学校更正" in client.get(change.get_absolute_url()).content.decode()
    answer = client.post(at("data-change-settle", change.pk), HTTP_REFERER=change.get_absolute_url(), follow=True)
    assert "还是原来的姓名" in answer.content.decode()


def test_every_number_of_the_year_leads_to_as_many_grievances(log_in, chen, xu) -> None:
    for kind in ("complaint", "complaint", "question"):
        received(kind, by=chen)
    grievance_steps.answer(grievance=Grievance.objects.first(), text="请看明白卡。", by=xu)
    Grievance.objects.filter(kind="complaint").update(due_on="2022-01-01")
    client = log_in(chen)
    page = client.get(f"{at('grievance-statistics')}?year={timezone.localdate().year}").content.decode()
    numbers = re.findall(r'<a href="(/supervision/grievances/\?[^"]+)">([0-9]+)</a>', page)
    assert [number for _address, number in numbers] == ["2", "2", "2", "1"]
    for address, number in numbers:
        assert len(client.get(address.replace("&amp;", "&")).context["list"].page.rows) == int(number), address


def test_deadlines_are_set_by_who_answers(log_in, lin, chen) -> None:
    page = at("grievance-deadlines")
    assert log_in(chen).get(page).status_code == 403
    days = {f"days_{kind}": 15 for kind in ("complaint", "appeal", "data_change", "objection", "tip_off", "question")}
    log_in(lin).post(page, {**days, "source": "扶教体发〔2022〕8号"})
    event = AuditEvent.objects.filter(event="supervision.grievance.deadline_set")
    assert event.count() == 4  # complaint and appeal were fifteen before


def test_the_resource_keeps_to_the_same_rules(log_in, chen, wang, xu, school) -> None:
    client, address = log_in(chen), "/api/grievances/"
    sent = {"key": "11111111-2222-4333-8444-555555555555", "kind": "complaint", "source": "letter", "text": f"请回电{PHONE}"}
    made = client.post(address, sent, "application/json").json()
    assert (len(made["code"]), PHONE in made["text"]) == (19, False)
    assert client.post(address, sent, "application/json").status_code == 409
    assert log_in(wang).get(address).json()["results"] == []
    one = f"{address}{made['id']}/"
    assert client.post(f"{one}assign/", {"unit": school.code}, "application/json").json()["status"] == "handling"
    assert "code" not in log_in(wang).get(one).json()
    assert log_in(wang).post(f"{one}report/", {"text": "已核实"}, "application/json").json()["status"] == "reported"
    assert log_in(wang).post(f"{one}reply/", {"text": "已核实"}, "application/json").status_code == 403
    assert log_in(xu).post(f"{one}reply/", {"text": "已补发。"}, "application/json").json()["status"] == "answered"


def test_corrections_are_exported_without_what_they_are_about(chen, wang, zhao, school) -> None:
    change = a_data_change(reason=f"户口簿{RESIDENT_ID}", child=an_enrolment(school=school))
    spec = export_named("data_changes")
    (row,) = spec.rows(spec.queryset(ExportQuery(user=wang)))
    told = dict(zip([column.name for column in spec.columns], row, strict=True))
    assert (told["student"], told["field"], told["status"]) == (change.student.name, "name", "proposed")
    assert not {"李明明", RESIDENT_ID} & {part for cell in row for part in (str(cell), str(cell)[-18:])}
    assert list(spec.queryset(ExportQuery(user=zhao))) == []
    assert spec.permission == Permission.GRIEVANCE_VIEW
