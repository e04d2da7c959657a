"""Proofs of schooling elsewhere over the API: the page's permissions, scopes and actions."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from aid_portal.choices import Role
from students.choices import ProofStatus
from students.models import SchoolingProof
from tests.department_lists import an_id
from tests.factories.portal import a_person
from tests.factories.students import a_proof
from tests.students.matching import a_listed

pytestmark = pytest.mark.django_db
LIST = "/api/proofs/"
FACTS = {"academic_year": "2022-2023", "school_name": "金陵小学", "place": "宝鸡市渭滨区"}


@pytest.fixture
def xu(bureau):
    return a_person("xu", "徐复核", Role.COUNTY_REVIEWER, bureau)


def create(client, **sent):
    return client.post(LIST, {**FACTS, "file": SimpleUploadedFile("证明.pdf", b"%PDF-1.7"), **sent})


def test_a_school_hands_in_and_sees_only_its_own(log_in, wang, zhao, zhao_school):
    a_proof(unit=zhao_school)
    answer = create(log_in(wang), name="李明", resident_id=an_id(1))
    assert answer.status_code == 201
    assert an_id(1) not in answer.content.decode()
    assert [row["id"] for row in log_in(wang).get(LIST).json()["results"]] == [answer.json()["id"]]
    assert log_in(zhao).get(f"{LIST}{answer.json()['id']}/").status_code == 404


def test_the_person_must_be_named_one_way_or_the_other(log_in, wang, chen):
    record = a_listed("周八", raw_id="1", state="malformed")
    assert create(log_in(wang), name="李明").status_code == 400
    assert create(log_in(wang), name="李明", resident_id="1").status_code == 400
    assert create(log_in(wang), record=record.pk).status_code == 400
    assert create(log_in(chen), record=record.pk).status_code == 201
    assert create(log_in(chen), record=record.pk).status_code == 409
    assert bytes(SchoolingProof.objects.get().person_mark) == bytes(record.person_mark)


def test_only_scans_are_taken(log_in, wang):
    file = SimpleUploadedFile("证明.pdf", b"<html>")
    answer = log_in(wang).post(LIST, {**FACTS, "name": "李明", "resident_id": an_id(1), "file": file})
    assert answer.status_code == 400
    assert "文件内容与后缀不符" in answer.json()["file"][0]


def test_a_second_person_verifies_or_refuses_with_a_reason(log_in, chen, xu):
    first, second = a_proof(submitted_by=chen), a_proof(submitted_by=chen)
    client = log_in(xu)
    assert client.post(f"{LIST}{first.pk}/verify/").json()["status"] == ProofStatus.VERIFIED
    assert client.post(f"{LIST}{first.pk}/verify/").status_code == 409
    assert client.post(f"{LIST}{second.pk}/refuse/", {"note": ""}).status_code == 400
    assert client.post(f"{LIST}{second.pk}/refuse/", {"note": "看不清公章"}).json()["refusal"] == "看不清公章"


def test_who_handed_in_does_not_verify_and_a_clerk_may_not(log_in, chen, xu):
    own = a_proof(submitted_by=xu)
    assert log_in(xu).post(f"{LIST}{own.pk}/verify/").json()["code"] == "same_person"
    assert log_in(chen).post(f"{LIST}{own.pk}/verify/").status_code == 403
    assert log_in(chen).post(f"{LIST}{own.pk}/refuse/", {"note": "看不清"}).status_code == 403


def test_the_aid_given_there_is_added_to_a_standing_proof(log_in, wang, school):
    standing, refused = a_proof(unit=school), a_proof(unit=school, status=ProofStatus.REFUSED)
    client = log_in(wang)
    assert client.post(f"{LIST}{standing.pk}/aid/", {"aid_there": "不享受"}).json()["aid_there"] == "不享受"
    assert client.post(f"{LIST}{refused.pk}/aid/", {"aid_there": "不享受"}).json()["code"] == "not_standing"


def test_a_verifier_may_name_only_a_row_of_the_same_name_and_birth_date(log_in, wang, xu):
    stranger = a_listed("王芳", raw_id="1", state="malformed")
    meant = a_listed("李明", raw_id=f"{an_id(1)[:15]}000", state="numeric")
    path = f"{LIST}{create(log_in(wang), name='李明', resident_id=an_id(1)).json()['id']}/verify/"
    client = log_in(xu)
    assert client.post(path, {"record": stranger.pk}).status_code == 400
    assert client.post(path, {"record": meant.pk}).status_code == 200
    assert bytes(SchoolingProof.objects.get().person_mark) == bytes(meant.person_mark)
