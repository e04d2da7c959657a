"""The departments' lists over the API: the same permissions, filters and verbs as the pages."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from aid_portal.models import AuditEvent
from students.choices import RecordKind, ReleaseStatus
from students.models import Release
from tests.department_lists import MARCH, SEPTEMBER, Person, a_list, people, rural
from tests.factories.students import a_release

pytestmark = pytest.mark.django_db
AT = "/api/releases/"


def post(client, path, **data):
    return client.post(path, data, content_type="application/json")


def test_a_stranger_gets_nothing(client):
    assert client.get(AT).status_code in {302, 401, 403}


@pytest.mark.parametrize("path", ["", "{}/", "{}/changes/", "{}/issues/"])
def test_a_departments_list_never_shows_to_a_school(path, log_in, wang):
    assert log_in(wang).get(AT + path.format(a_release().pk)).status_code == 403


@pytest.mark.parametrize("verb", ["confirm", "withdraw"])
def test_the_auditor_decides_nothing(verb, log_in, sun):
    assert post(log_in(sun), f"{AT}{a_release().pk}/{verb}/", note="试试").status_code == 403
    assert log_in(sun).post(AT, {"kind": "civil"}).status_code == 403


def test_the_same_filters_as_the_page(log_in, chen):
    a_release(kind=RecordKind.CIVIL, data_date=MARCH)
    a_release(kind=RecordKind.RURAL, data_date=SEPTEMBER)
    client = log_in(chen)
    assert [each["kind"] for each in client.get(f"{AT}?since=2022-08-01").json()["results"]] == ["rural"]
    assert client.get(f"{AT}?kind=civil").json()["count"] == 1


def test_a_list_is_uploaded_and_loaded(log_in, chen, django_capture_on_commit_callbacks):
    file = SimpleUploadedFile("民政.xlsx", a_list(RecordKind.CIVIL, people(3)))
    with django_capture_on_commit_callbacks(execute=True):
        made = log_in(chen).post(AT, {"kind": "civil", "file": file, "data_date": "2022-09-01"})
    assert (made.status_code, made.json()["status"], made.json()["uploaded_by"]) == (201, "received", "chen")
    release = log_in(chen).get(f"{AT}{made.json()['id']}/").json()
    assert (release["status"], release["rows"], release["people"]) == ("accepted", 3, 3)


@pytest.mark.parametrize(
    ("sent", "code"), [({"kind": "civil"}, "missing_data_date"), ({"kind": "civil", "data_date": "2022-09-01"}, "other_format")]
)
def test_a_refusal_is_409_in_words(sent, code, log_in, chen):
    answer = log_in(chen).post(AT, {**sent, "file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7 ...")})
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert not Release.objects.exists()


def test_an_unknown_source_is_no_shape(log_in, chen):
    assert log_in(chen).post(AT, {"kind": "police", "file": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 400


def test_a_held_list_is_confirmed_and_withdrawn_with_a_note(log_in, chen):
    release = a_release(status=ReleaseStatus.HELD, accepted_at=None)
    client, at = log_in(chen), f"{AT}{release.pk}"
    assert post(client, f"{at}/confirm/").status_code == 400
    assert post(client, f"{at}/confirm/", note="名单完整").json()["status"] == "accepted"
    assert post(client, f"{at}/confirm/", note="名单完整").status_code == 409
    assert post(client, f"{at}/withdraw/", note="发错了").json()["status"] == "withdrawn"


def test_changes_and_issues_come_masked_and_page_by_page(log_in, chen):
    rural(people(60), MARCH, chen)
    now = [Person(0).says(姓名="某零"), Person(70).says(证件号码="610324201403150015"), *people(55, first=1)]
    release = rural(now, SEPTEMBER, chen)
    client, at = log_in(chen), f"{AT}{release.pk}"
    renamed = client.get(f"{at}/changes/?kind=name_corrected").json()["results"][0]
    assert renamed["differences"] == [{"label": "姓名", "before": "某0", "after": "某零"}]
    assert (renamed["row"], renamed["row_before"], renamed["follow_up"]) == (3, 3, "人工核实原因")
    assert renamed["masked_id"].startswith("610324********")
    first = client.get(f"{at}/changes/?size=20").json()
    assert first["count"] == 6
    [issue] = client.get(f"{at}/issues/").json()["results"]
    assert (issue["code"], issue["value"], issue["row"]) == ("bad_check_digit", "610324********0015", 4)
    assert "校验码错误" in issue["rule"]


def test_the_doubts_of_a_list_are_handed_out_masked_and_on_record(log_in, chen, wang):
    release = rural([Person(70).says(证件号码="610324201403150015")], SEPTEMBER, chen)
    answer = post(log_in(chen), f"{AT}{release.pk}/report/")
    told = str([*load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)])
    assert ("610324********0015" in told, "610324201403150015" in told) == (True, False)
    assert AuditEvent.objects.get(event="students.release.report_taken").actor_id_text == chen.username
    assert post(log_in(wang), f"{AT}{release.pk}/report/").status_code in {403, 404}
