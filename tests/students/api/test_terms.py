"""Terms over the API."""

import pytest

from tests.factories.students import an_enrolment, the_term

pytestmark = pytest.mark.django_db
AT = "/api/terms/2022A/"


def post(client, path, **data):
    return client.post(path, data, content_type="application/json")


def test_a_school_sees_its_own_number_of_children(log_in, wang, school, zhao_school):
    an_enrolment(school=school)
    an_enrolment(school=zhao_school)
    term = log_in(wang).get(AT).json()
    assert (term["label"], term["enrolments"], term["is_locked"]) == ("2022年秋季学期", 1, False)
    assert log_in(wang).get("/api/terms/").json()["count"] == 8


@pytest.mark.parametrize("verb", ["set-cut-off", "lock", "unlock"])
def test_only_the_approver_decides(verb, log_in, chen, wang):
    for person in (chen, wang):
        assert post(log_in(person), f"{AT}{verb}/", note="试试", day="2022-10-31").status_code == 403


def test_the_approver_sets_the_day_locks_and_unlocks(log_in, lin):
    client = log_in(lin)
    assert post(client, f"{AT}set-cut-off/", day="2022-10-31").json()["cut_off_on"] == "2022-10-31"
    assert post(client, f"{AT}set-cut-off/", day="2022-08-31").status_code == 409
    assert post(client, f"{AT}lock/").status_code == 400
    locked = post(client, f"{AT}lock/", note="已拨付").json()
    assert (locked["is_locked"], locked["locked_by"], locked["lock_note"]) == (True, "lin", "已拨付")
    assert post(client, f"{AT}lock/", note="已拨付").json()["code"] == "already_done"
    assert post(client, f"{AT}unlock/", note="更正").json()["is_locked"] is False
    assert not the_term().is_locked
