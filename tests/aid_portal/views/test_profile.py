from collections.abc import Callable

from django.test import Client

from aid_portal.models import User
from tests.factories.portal import PASSWORD, a_user

LogIn = Callable[[User], Client]
NEW = {"old": PASSWORD, "new": "River-Stone-77", "again": "River-Stone-77"}


def test_one_sees_ones_own_account_and_roles(log_in: LogIn, wang: User) -> None:
    page = log_in(wang).get("/profile/").content.decode()
    assert all(word in page for word in ("wang", "王老师", "学校资助专干", "城关第一小学"))


def test_without_a_role_the_page_says_whom_to_ask(log_in: LogIn, db: None) -> None:
    assert "还没有生效的任职" in log_in(a_user("li")).get("/profile/").content.decode()


def test_changing_the_password_keeps_this_session_and_ends_the_others(log_in: LogIn, wang: User) -> None:
    here, there = log_in(wang), log_in(wang)
    there.get("/profile/")
    assert here.post("/profile/password/", NEW).headers["Location"] == "/profile/"
    assert (here.get("/profile/").status_code, there.get("/profile/").status_code) == (200, 302)


def test_after_the_first_change_the_portal_opens(log_in: LogIn, db: None) -> None:
    client = log_in(a_user("li", first_login=True))
    assert client.post("/profile/password/", NEW).headers["Location"] == "/profile/"
    assert client.get("/profile/").status_code == 200


def test_two_different_new_passwords_are_pointed_out(log_in: LogIn, wang: User) -> None:
    page = log_in(wang).post("/profile/password/", {**NEW, "again": "River-Stone-78"}).content.decode()
    assert "两次输入的新密码不一致" in page
    assert "River-Stone" not in page


def test_a_weak_new_password_says_every_fault(log_in: LogIn, wang: User) -> None:
    page = log_in(wang).post("/profile/password/", {"old": PASSWORD, "new": "wang1", "again": "wang1"}).content.decode()
    assert all(word in page for word in ("至少8位", "至少三种", "不能包含用户名"))


def test_a_wrong_old_password_is_said_on_the_page(log_in: LogIn, wang: User) -> None:
    headers = {"referer": "http://testserver/profile/password/"}
    answer = log_in(wang).post("/profile/password/", {**NEW, "old": "Wrong-Field-42"}, headers=headers, follow=True)
    assert "原密码不正确" in answer.content.decode()


def test_logging_out_everywhere_ends_all_sessions(log_in: LogIn, wang: User) -> None:
    here, there = log_in(wang), log_in(wang)
    there.get("/profile/")
    assert here.get("/profile/log-out-everywhere/").status_code == 405
    here.post("/profile/log-out-everywhere/")
    assert [client.get("/profile/").status_code for client in (here, there)] == [302, 302]
