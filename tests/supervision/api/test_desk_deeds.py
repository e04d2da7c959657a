"""The desk, the settings of warnings and corrected activities over the API: what the pages do, by the pages' rules."""

import pytest

from aid_portal.choices import Role
from supervision.models import WarningSetting
from supervision.outreach_choices import Occasion, OutreachTheme
from tests.factories.grievances import AT, received
from tests.factories.portal import a_person
from tests.factories.students import an_enrolment
from tests.supervision.api.test_dropout_deeds import a_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def post(client, path, code=200, **sent):
    answer = client.post(path, sent, content_type="application/json")
    assert answer.status_code == code, answer.content.decode()
    return answer.json()


def test_a_grievance_is_registered_anew_and_given_to_a_person_of_the_bureau(log_in, chen, wang, school, bureau) -> None:
    grievance, _code = received("question", by=chen, at=AT)
    child, path = an_enrolment(school=school).student, f"/api/grievances/{grievance.pk}/"
    said = {"kind": "complaint", "unit": school.code, "student": child.pk, "urgent": True}
    assert log_in(wang).post(f"{path}register/", said, content_type="application/json").status_code == 403
    client = log_in(chen)
    assert "student" in post(client, f"{path}register/", 400, **{**said, "student": 0})
    told = post(client, f"{path}register/", **said)
    assert (told["kind"], told["unit"], told["urgent"]) == ("complaint", school.code, True)
    assert told["due_on"] > str(grievance.due_on)
    xu = a_person("xu_desk", "徐审核", Role.COUNTY_REVIEWER, bureau)
    assert "person" in post(client, f"{path}assign/", 400, unit=bureau.code, person="wang")
    assert post(client, f"{path}assign/", unit=bureau.code, person=xu.username)["assigned_to"] == xu.username


def test_days_and_owner_of_a_kind_are_set_by_who_closes(log_in, chen, lin) -> None:
    setting = WarningSetting.objects.get(kind="household_gap")
    path = f"/api/warning-settings/{setting.pk}/change/"
    assert log_in(chen).post(path, {"owner": "bureau", "working_days": 7}).status_code == 403
    assert "working_days" in post(log_in(lin), path, 400, owner="bureau", working_days=90)
    told = post(log_in(lin), path, owner="bureau", working_days=7)
    assert (told["owner"], told["working_days"], told["changed_by"]) == ("bureau", 7, "lin")
    assert len(log_in(lin).get("/api/warning-settings/").json()["results"]) == WarningSetting.objects.count()


def test_numbers_that_came_later_are_put_right_with_a_reason(log_in, wang, school) -> None:
    client = log_in(wang)
    said = {"held_on": "2022-10-19", "title": "资助政策入户宣讲", "visits": 6, "copies": 20}
    said |= {"occasion": Occasion.values[0], "theme": OutreachTheme.values[0]}
    key = "11111111-2222-4333-8444-555555555555"
    made = post(client, "/api/outreach/", 201, **said, key=key, unit=school.code, kind="visit")
    path = f"/api/outreach/{made['id']}/change/"
    assert "reason" in post(client, path, 400, **said)
    assert post(client, path, **{**said, "visits": 7}, reason="漏登一户")["visits"] == 7
    post(client, f"/api/outreach/{made['id']}/void/", note="重复登记")
    assert client.post(path, {**said, "reason": "再改"}, content_type="application/json").status_code == 404


def test_a_year_of_the_desk_is_told_by_kind_and_quarter(log_in, chen, zhao) -> None:
    received("question", by=chen, at=AT)
    path = "/api/grievances/statistics/"
    [cell] = log_in(chen).get(path, {"year": AT.year}).json()
    assert cell == {"kind": "question", "quarter": 2, "received": 1, "open": 1, "overdue": 1, "satisfaction": None}
    assert log_in(zhao).get(path, {"year": AT.year}).json() == []
    assert log_in(chen).get(path, {"year": AT.year - 1}).json() == []


def test_the_time_of_a_kind_is_set_with_its_document(log_in, chen, lin) -> None:
    kinds = {each["kind"]: each for each in log_in(lin).get("/api/grievance-deadlines/").json()["results"]}
    path = f"/api/grievance-deadlines/{kinds['question']['id']}/change/"
    assert log_in(chen).post(path, {"days": 3, "source": "某文"}).status_code == 403
    client = log_in(lin)
    assert "days_question" in post(client, path, 400, days=0, source="扶教体发〔2022〕8号")
    assert "source" in post(client, path, 400, days=3)
    told = post(client, path, days=3, source="扶教体发〔2022〕8号")
    assert (told["kind"], told["days"], told["source"]) == ("question", 3, "扶教体发〔2022〕8号")


def test_what_came_with_a_grievance_is_fetched_by_who_sees_it_and_its_code_is_kept_under_no_key(log_in, chen, zhao) -> None:
    said = {"kind": "complaint", "source": "letter", "text": "没有收到补助", "key": "11111111-2222-4333-8444-555555555555"}
    client, once = log_in(chen), {"Idempotency-Key": "twice"}
    made = client.post("/api/grievances/", {**said, "files": [a_paper()]}, headers=once)
    assert made.status_code == 201, made.content.decode()
    [file] = made.json()["files"]
    assert client.post("/api/grievances/", {**said, "files": [a_paper()]}, headers=once).status_code == 409
    path = f"/api/grievance-files/{file}/file/"
    assert b"".join(client.post(path).streaming_content).startswith(b"%PDF")
    assert log_in(zhao).post(path).status_code == 404
