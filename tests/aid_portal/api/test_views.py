from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.models import OrgUnit, User
from tests.factories.portal import a_town, a_user

LogIn = Callable[[User], Client]


def post(client: Client, path: str, **data: object) -> object:
    return client.post(path, data, content_type="application/json")


def test_a_stranger_gets_nothing(client: Client, school: OrgUnit) -> None:
    assert client.get("/api/org-units/").status_code in {302, 401, 403}


def test_me_says_what_i_may(log_in: LogIn, wang: User, school: OrgUnit) -> None:
    me = log_in(wang).get("/api/me/").json()
    assert (me["username"], me["assignments"][0]["unit_code"]) == ("wang", school.code)
    assert "roster_upload" in me["permissions"]


def test_a_neighbours_unit_is_404_and_not_listed(log_in: LogIn, wang: User, school: OrgUnit, zhao_school: OrgUnit) -> None:
    client = log_in(wang)
    assert client.get(f"/api/org-units/{zhao_school.pk}/").status_code == 404
    assert [unit["code"] for unit in client.get("/api/org-units/").json()["results"]] == [school.code]


def test_the_same_filters_as_the_page(log_in: LogIn, chen: User, school: OrgUnit, zhao_school: OrgUnit) -> None:
    found = log_in(chen).get("/api/org-units/?q=第一小学&kind=school").json()
    assert (found["count"], found["capped"], found["next"]) == (1, False, None)


def test_a_unit_is_made_changed_closed_and_reopened(log_in: LogIn, system_admin: User) -> None:
    client, town = log_in(system_admin), a_town()
    made = post(
        client, "/api/org-units/", kind="school", code="2161324077", name="东坡小学", school_type="primary", parent=town.code
    )
    assert (made.status_code, made.json()["parent_code"]) == (201, town.code)
    at = f"/api/org-units/{made.json()['id']}"
    changed = post(client, f"{at}/change/", name="东关小学", school_type="primary", parent=town.code)
    assert changed.json()["name"] == "东关小学"
    assert post(client, f"{at}/close/", closed_on="2022-08-31", note="撤并").json()["closed_on"] == "2022-08-31"
    assert post(client, f"{at}/reopen/").json()["closed_on"] is None
    again = post(client, f"{at}/reopen/")
    assert (again.status_code, again.json()["code"]) == (409, "already_done")


@pytest.mark.parametrize("path", ["/api/users/", "/api/role-assignments/", "/api/audit-events/"])
def test_a_school_officer_has_no_business_there(path: str, log_in: LogIn, wang: User) -> None:
    assert log_in(wang).get(path).status_code == 403


def test_an_account_from_first_password_to_disabling(log_in: LogIn, system_admin: User) -> None:
    client = log_in(system_admin)
    made = post(client, "/api/users/", username="li", name="李明")
    li = User.objects.get(username="li")
    assert (made.status_code, li.check_password(made.json()["password"])) == (201, True)
    at = f"/api/users/{li.pk}"
    assert post(client, f"{at}/change/", name="李小明", position="").json()["name"] == "李小明"
    assert "password" in post(client, f"{at}/reset-password/").json()
    assert post(client, f"{at}/disable/", note="调离").json()["is_active"] is False
    assert post(client, f"{at}/enable/").json()["is_active"] is True
    assert "password" not in client.get(f"{at}/").json()
    assert post(client, "/api/users/", username="610324201403150014", name="李明").status_code == 400


def test_a_role_takes_two_people_here_as_well(log_in: LogIn, system_admin: User, security_admin: User, school: OrgUnit) -> None:
    a_user("li")
    role = {"username": "li", "role": Role.SCHOOL_OFFICER, "unit_code": school.code, "starts_on": "2022-09-01"}
    made = post(log_in(system_admin), "/api/role-assignments/", **role)
    assert (made.status_code, made.json()["status"]) == (201, AssignmentStatus.PROPOSED)
    at = f"/api/role-assignments/{made.json()['id']}"
    assert post(log_in(system_admin), f"{at}/grant/").status_code == 403
    assert post(log_in(security_admin), f"{at}/grant/").json()["status"] == AssignmentStatus.GRANTED
    assert post(log_in(security_admin), f"{at}/refuse/", note="不行").status_code == 409
    assert post(log_in(security_admin), f"{at}/revoke/", note="调离").json()["status"] == AssignmentStatus.REVOKED


def test_the_log_is_read_and_never_written(log_in: LogIn, sun: User, system_admin: User) -> None:
    post(log_in(system_admin), "/api/users/", username="li", name="李明")
    client = log_in(sun)
    found = client.get("/api/audit-events/?event=portal.user.created").json()["results"]
    assert [(event["label"], event["actor_id_text"]) for event in found] == [("新建用户", "xitong")]
    assert "sealed" not in found[0]
    assert client.post("/api/audit-events/").status_code in {403, 405}


def test_pages_lead_to_the_next(log_in: LogIn, system_admin: User) -> None:
    for _ in range(25):
        a_user()
    client = log_in(system_admin)
    first = client.get("/api/users/?size=20").json()
    second = client.get(first["next"]).json()
    assert (first["count"], len(first["results"]), len(second["results"]), second["next"]) == (26, 20, 6, None)
