import re
from collections.abc import Callable

import pytest
from django.test import Client

from aid_portal.models import AuditEvent, User
from tests.factories.portal import a_user

LogIn = Callable[[User], Client]


def test_strangers_and_business_roles_do_not_see_accounts(client: Client, log_in: LogIn, chen: User) -> None:
    assert client.get("/users/").status_code == 302
    assert log_in(chen).get("/users/").status_code == 403


@pytest.mark.parametrize("query", ["", "?q=wang", "?role=school_officer", "?unit=城关第一", "?is_active=true"])
def test_administrators_find_people_by_name_role_and_unit(
    query: str, log_in: LogIn, system_admin: User, wang: User, chen: User
) -> None:
    page = log_in(system_admin).get(f"/users/{query}").content.decode()
    assert "王老师" in page
    assert ("陈经办" in page) is (query in {"", "?is_active=true"})


def test_the_list_costs_the_same_for_three_and_for_thirty(
    log_in: LogIn, security_admin: User, django_assert_max_num_queries
) -> None:
    client = log_in(security_admin)
    client.get("/users/")
    for _ in range(30):
        a_user()
    with django_assert_max_num_queries(10):
        client.get("/users/")


def test_a_first_password_is_shown_once_and_works(log_in: LogIn, system_admin: User, client: Client) -> None:
    page = log_in(system_admin).post("/users/new/", {"username": "li", "name": "李明"}).content.decode()
    password = re.search(r"first-password\">([^<]+)<", page)[1]
    made = User.objects.get(username="li")
    assert made.must_change_password
    assert client.post("/login/", {"username": "li", "password": password}).status_code == 302
    assert password not in log_in(system_admin).get(f"/users/{made.pk}/").content.decode()


@pytest.mark.parametrize("username", ["610324201403150014", "li13800138000", "李明", "l", "Li-1 x"])
def test_an_id_or_a_telephone_number_is_no_user_name(username: str, log_in: LogIn, system_admin: User) -> None:
    assert "用户名" in log_in(system_admin).post("/users/new/", {"username": username, "name": "李明"}).content.decode()
    assert not User.objects.filter(name="李明").exists()


def test_a_changed_name_is_saved(log_in: LogIn, system_admin: User, wang: User) -> None:
    client = log_in(system_admin)
    assert client.get(f"/users/{wang.pk}/change/").status_code == 200
    client.post(f"/users/{wang.pk}/change/", {"name": "王小明", "position": "资助专干"})
    wang.refresh_from_db()
    assert (wang.name, wang.position) == ("王小明", "资助专干")


def test_disabling_needs_a_reason_and_throws_out(log_in: LogIn, system_admin: User, wang: User) -> None:
    theirs, client = log_in(wang), log_in(system_admin)
    client.post(f"/users/{wang.pk}/disable/", {"note": ""})
    assert theirs.get("/profile/").status_code == 200
    client.post(f"/users/{wang.pk}/disable/", {"note": "调离"})
    assert theirs.get("/profile/").status_code == 302
    client.post(f"/users/{wang.pk}/enable/")
    assert User.objects.get(pk=wang.pk).is_active


def test_a_reset_shows_a_new_first_password(log_in: LogIn, system_admin: User, wang: User) -> None:
    assert "first-password" in log_in(system_admin).post(f"/users/{wang.pk}/reset-password/").content.decode()
    assert User.objects.get(pk=wang.pk).must_change_password


@pytest.mark.parametrize("verb", ["disable", "enable", "reset-password"])
def test_a_get_does_no_deed(verb: str, log_in: LogIn, system_admin: User, wang: User) -> None:
    assert log_in(system_admin).get(f"/users/{wang.pk}/{verb}/").status_code == 405


def test_the_security_administrator_looks_and_does_not_manage(log_in: LogIn, security_admin: User, wang: User) -> None:
    client = log_in(security_admin)
    assert "停用账号" not in client.get(f"/users/{wang.pk}/").content.decode()
    assert client.post(f"/users/{wang.pk}/disable/", {"note": "试试"}).status_code == 403
    assert AuditEvent.objects.filter(event="portal.access.denied").exists()
