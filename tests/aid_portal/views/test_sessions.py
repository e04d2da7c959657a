import pytest
from django.test import Client

from aid_portal.models import User
from tests.factories.portal import PASSWORD

WRONG = {"username": "wang", "password": "Wrong-Field-42"}


def test_the_login_page_is_open_to_everybody(client: Client) -> None:
    answer = client.get("/login/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_stranger_is_led_to_the_login_and_then_where_he_wanted(client: Client, wang: User) -> None:
    answer = client.get("/org-units/?kind=school")
    assert answer.headers["Location"] == "/login/?next=/org-units/%3Fkind%3Dschool"
    answer = client.post(
        answer.headers["Location"], {"username": "wang", "password": PASSWORD, "next": "/org-units/?kind=school"}
    )
    assert answer.headers["Location"] == "/org-units/?kind=school"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_the_login_leads_to_no_other_host(client: Client, wang: User, elsewhere: str) -> None:
    answer = client.post("/login/", {"username": "wang", "password": PASSWORD, "next": elsewhere})
    assert answer.status_code == 302
    assert "elsewhere" not in answer.headers["Location"]
    assert "javascript" not in answer.headers["Location"]


def test_a_user_name_may_be_typed_in_capitals(client: Client, wang: User) -> None:
    assert client.post("/login/", {"username": "Wang", "password": PASSWORD}).status_code == 302


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client: Client, wang: User) -> None:
    page = client.post("/login/", WRONG).content.decode()
    assert "用户名或密码不正确" in page
    assert 'value="wang"' in page
    assert "Wrong-Field-42" not in page


def test_a_closed_door_says_for_how_long(client: Client, wang: User) -> None:
    for _ in range(5):
        assert client.post("/login/", WRONG).status_code == 200
    answer = client.post("/login/", WRONG)
    assert (answer.status_code, "请15分钟后再试" in answer.content.decode()) == (429, True)


def test_logging_in_gives_the_session_a_new_key(client: Client, wang: User) -> None:
    client.get("/login/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["session"] = old = session.session_key
    client.post("/login/", {"username": "wang", "password": PASSWORD})
    assert client.cookies["session"].value != old


def test_logging_out_takes_a_post(log_in, wang: User) -> None:
    client = log_in(wang)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert client.get("/profile/").status_code == 302
