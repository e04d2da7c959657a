from collections.abc import Callable

from django.test import Client

from aid_portal.choices import AssignmentStatus, Role
from aid_portal.models import OrgUnit, User
from tests.factories.portal import a_role, a_user

LogIn = Callable[[User], Client]


def test_a_stranger_is_led_to_the_login(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/login/?next=/"


def test_what_waits_for_me_comes_first(log_in: LogIn, security_admin: User, system_admin: User, school: OrgUnit) -> None:
    a_role(a_user("li"), Role.SCHOOL_OFFICER, school, status=AssignmentStatus.PROPOSED, proposed_by=system_admin)
    page = log_in(security_admin).get("/").content.decode()
    assert "没有等您处理的事" not in page
    assert page.index("今天要办的事") < page.index("批准任职") < page.index("用户与任职")
    assert "已等" not in page
    assert "今天收到" in page


def test_where_nothing_waits_the_page_says_so(log_in: LogIn, security_admin: User) -> None:
    assert "没有等您处理的事" in log_in(security_admin).get("/").content.decode()


def test_nobody_is_offered_a_page_that_is_closed_to_him(log_in: LogIn, wang: User, system_admin: User) -> None:
    assert "/users/" not in log_in(wang).get("/").content.decode()
    assert "/users/" in log_in(system_admin).get("/").content.decode()


def test_without_a_role_the_page_says_whom_to_ask(log_in: LogIn, db: None) -> None:
    assert "请联系系统管理员" in log_in(a_user("li")).get("/").content.decode()
