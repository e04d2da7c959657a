"""What is sent twice under one key is done once, whatever the verb; who may not is not told the first answer either."""

from collections.abc import Callable

from django.test import Client
from django.urls import get_resolver
from rest_framework.views import APIView

from aid_portal.api.resources import Resource
from aid_portal.choices import Role
from aid_portal.models import IdempotentAnswer, OrgUnit, RoleAssignment, User
from tests.factories.portal import a_user
from tests.house.test_access import pages

LogIn = Callable[[User], Client]


def send(client: Client, path: str, key: str = "k1", **data: object) -> object:
    return client.post(path, data, content_type="application/json", headers={"Idempotency-Key": key})


def takes_posts(view: type[APIView], actions: dict[str, str]) -> bool:
    return "post" in actions or hasattr(view, "post")


def test_every_verb_of_the_api_honours_a_key() -> None:
    views = {name: pattern.callback for name, pattern in pages(get_resolver()) if hasattr(pattern.callback, "cls")}
    verbs = {name: view.cls for name, view in views.items() if takes_posts(view.cls, getattr(view, "actions", None) or {})}
    assert len(verbs) > 100
    assert sorted(name for name, view in verbs.items() if not issubclass(view, Resource)) == []


def test_a_role_that_is_proposed_twice_is_proposed_once(log_in: LogIn, system_admin: User, school: OrgUnit) -> None:
    a_user("li")
    client, role = log_in(system_admin), {"username": "li", "role": Role.SCHOOL_OFFICER, "unit_code": school.code}
    first, second = (send(client, "/api/role-assignments/", starts_on="2022-09-01", **role) for _time in range(2))
    assert (first.status_code, second.status_code, first.json()) == (201, 201, second.json())
    assert RoleAssignment.objects.filter(user__username="li").count() == 1
    other = send(client, "/api/role-assignments/", starts_on="2022-10-01", **role)
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


def test_who_has_lost_the_permission_is_not_given_the_first_answer(log_in: LogIn, system_admin: User) -> None:
    client, holiday = log_in(system_admin), {"day": "2022-10-03", "is_working": True, "name": "值班"}
    assert send(client, "/api/holidays/", **holiday).status_code == 201
    system_admin.assignments.update(ends_on="2021-01-01")
    assert send(client, "/api/holidays/", **holiday).status_code == 403


def test_a_first_password_is_kept_under_no_key(log_in: LogIn, system_admin: User) -> None:
    client = log_in(system_admin)
    first, second = (send(client, "/api/users/", username="li", name="李明") for _time in range(2))
    assert (first.status_code, second.status_code, second.json()["code"]) == (201, 409, "username_taken")
    assert not IdempotentAnswer.objects.exists()
