"""A wrong name, id or account over the API: asked for, decided by another person, put right, by the pages' rules."""

import pytest

from aid_portal.choices import Role
from students.models import Enrolment
from tests.factories.grievances import a_data_change, a_grievance
from tests.factories.portal import a_person
from tests.factories.students import an_enrolment

pytestmark = pytest.mark.django_db
CHANGES = "/api/data-changes/"
RIGHT_ID = "61032420120315001X"
ACCOUNT = {"payee": "child", "holder": "李明", "account": "6222 0200 1234 5671", "bank_name": "扶风农商行"}


@pytest.fixture
def call(log_in):
    def called(user, address, **sent):
        answer = log_in(user).post(address, sent, content_type="application/json")
        return answer.status_code, answer.json()

    return called


@pytest.fixture
def xu(bureau):
    return a_person("xu", "徐审核", Role.COUNTY_REVIEWER, bureau)


@pytest.fixture
def child(school) -> Enrolment:
    return an_enrolment(school=school)


@pytest.fixture
def said(child):
    grievance = a_grievance(kind="data_change", student=child.student)
    return {"grievance": grievance.pk, "reason": "户口簿原件"}


def test_a_name_goes_its_whole_way(call, log_in, chen, xu, wang, child, said) -> None:
    status, made = call(chen, CHANGES, **said, field="name", value="李 明明")
    assert (status, made["status"], made["wanted"]) == (201, "proposed", "李明明")
    one = f"{CHANGES}{made['id']}/"
    assert call(chen, f"{one}approve/")[0] == 403
    assert call(xu, f"{one}approve/")[1]["status"] == "approved"
    assert call(wang, f"{one}settle/")[1]["code"] == "not_yet"
    Enrolment.objects.filter(pk=child.pk).update(name="李明明")
    assert call(wang, f"{one}settle/")[1]["applied_at"]
    assert [row["id"] for row in log_in(wang).get(f"{CHANGES}?applied=yes").json()["results"]] == [made["id"]]


def test_an_account_is_told_masked_and_becomes_a_card_change(call, chen, xu, said) -> None:
    status, made = call(chen, CHANGES, **said, field="account", **ACCOUNT)
    assert (status, made["wanted"]) == (201, "6222********5671")
    assert call(xu, f"{CHANGES}{made['id']}/approve/")[1]["applied_at"]


def test_an_id_that_cannot_be_is_refused_and_none_is_told_whole(call, chen, said) -> None:
    assert call(chen, CHANGES, **said, field="resident_id", value="610324201203150011")[1]["code"] == "bad_id"
    made = call(chen, CHANGES, **said, field="resident_id", value=RIGHT_ID)[1]
    assert made["wanted"] == "610324********001X"


def test_what_the_page_asks_for_the_api_asks_for(call, chen, said) -> None:
    status, faults = call(chen, CHANGES, **said, field="name")
    assert (status, list(faults)) == (400, ["value"])
    assert call(chen, CHANGES, **said, field="account", **{**ACCOUNT, "account": "12"})[0] == 400


def test_another_schools_change_is_not_found_and_a_refusal_says_why(call, log_in, chen, xu, zhao, child) -> None:
    change = a_data_change(child=child, made_by=chen)
    one = f"{CHANGES}{change.pk}/"
    assert log_in(zhao).get(one).status_code == 404
    assert call(xu, f"{one}refuse/", note="")[0] == 400
    assert call(xu, f"{one}refuse/", note="材料不清")[1]["status"] == "refused"
