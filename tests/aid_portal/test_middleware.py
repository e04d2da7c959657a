import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from aid_portal import middleware
from aid_portal.actions import users
from aid_portal.errors import Stale
from aid_portal.models import AuditEvent, OrgUnit, User
from aid_portal.urls import urlpatterns as real
from tests.factories.portal import a_user

pytestmark = pytest.mark.urls(__name__)
LogIn = Callable[[User], Client]


def write(request):
    users.end_sessions(request.user)
    return HttpResponse("written")


def refuse(request):
    raise Stale("这条记录刚被别人改过。", ids=[7])


write.permission = refuse.permission = None
urlpatterns = [path("write/", write), path("refuse/", refuse), path("api/refuse/", refuse), *real]


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time()
    monkeypatch.setattr(middleware.time, "time", lambda: now + seconds)


@pytest.mark.parametrize("address", ["/audit/?event=%00", "/units/?q=a%00b", "/students/terms/20%0022/"])
def test_an_address_with_a_nul_is_a_bad_request(log_in: LogIn, sun: User, address: str) -> None:
    assert log_in(sun).get(address).status_code == 400


def test_a_get_that_writes_is_an_error_and_a_post_may(log_in: LogIn, wang: User) -> None:
    client = log_in(wang)
    with pytest.raises(middleware.GetWrote), transaction.atomic():
        client.get("/write/")
    assert client.post("/write/").content == b"written"


@pytest.mark.parametrize(
    "sql", ["WITH x AS (INSERT INTO t VALUES (1) RETURNING 1) SELECT 1", "delete from t", "TRUNCATE t", "copy t from stdin"]
)
def test_no_disguise_lets_a_get_write(sql: str) -> None:
    with pytest.raises(middleware.GetWrote):
        middleware._refuse_writes(lambda *_: None, sql, None, False, {})


def test_a_refusal_goes_back_to_the_page_with_its_sentence(log_in: LogIn, wang: User) -> None:
    answer = log_in(wang).post("/refuse/", headers={"referer": "http://testserver/profile/"}, follow=True)
    assert answer.redirect_chain == [("http://testserver/profile/", 302)]
    assert "刚被别人改过" in answer.content.decode()


def test_a_refusal_never_leads_to_another_host(log_in: LogIn, wang: User) -> None:
    answer = log_in(wang).post("/refuse/", headers={"referer": "https://elsewhere.example/"})
    assert answer.status_code == 409
    assert "刚被别人改过" in answer.content.decode()


def test_htmx_is_told_where_to_go(log_in: LogIn, wang: User) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/profile/"}
    assert log_in(wang).post("/refuse/", headers=headers).headers["HX-Redirect"] == "http://testserver/profile/"


def test_the_api_answers_a_refusal_with_code_message_and_ids(log_in: LogIn, wang: User) -> None:
    answer = log_in(wang).post("/api/refuse/")
    assert (answer.status_code, answer.json()) == (409, {"code": "stale", "message": "这条记录刚被别人改过。", "ids": [7]})


def test_thirty_idle_minutes_end_a_session(log_in: LogIn, wang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = log_in(wang)
    assert client.get("/profile/").status_code == 200
    later(monkeypatch, 29 * 60)
    assert client.get("/profile/").status_code == 200
    later(monkeypatch, 30 * 60 + 5)
    answer = client.get("/profile/", follow=True)
    assert answer.redirect_chain[0][0].startswith("/login/")
    assert "较长时间没有操作" in answer.content.decode()


def test_eight_hours_end_a_session_however_busy(log_in: LogIn, wang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = log_in(wang)
    client.get("/profile/")
    for _ in range(16):
        later(monkeypatch, 29 * 60)
        assert client.get("/profile/").status_code == 200
    later(monkeypatch, 29 * 60)
    assert "已满8小时" in client.get("/profile/", follow=True).content.decode()


def test_a_page_that_asks_by_itself_does_not_keep_the_session(wang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory().get("/")
    request.user, request.session, request.resolver_match = wang, {"seen": time.time() - 300}, None
    before = dict(request.session)
    limits = middleware.SessionLimits(lambda _: HttpResponse())
    limits.process_view(request, middleware.polled(lambda _: None), (), {})
    assert request.session == before
    limits.process_view(request, lambda _: None, (), {})
    assert request.session["seen"] > before["seen"]


def test_every_session_ends_when_rights_change(log_in: LogIn, wang: User) -> None:
    here, there = log_in(wang), log_in(wang)
    assert {here.get("/profile/").status_code, there.get("/profile/").status_code} == {200}
    users.end_sessions(wang)
    assert [client.get("/profile/").status_code for client in (here, there)] == [302, 302]


def test_a_first_password_must_be_changed_before_anything_else(log_in: LogIn, db: None) -> None:
    client = log_in(a_user("li", first_login=True))
    assert client.get("/profile/").headers["Location"] == "/profile/password/"
    assert client.get("/profile/password/").status_code == 200
    assert client.get("/api/me/").json()["code"] == "must_change_password"


def test_nothing_behind_the_login_is_kept_by_browsers(log_in: LogIn, wang: User) -> None:
    assert "no-store" in log_in(wang).get("/profile/").headers["Cache-Control"]


def test_asking_for_anothers_record_is_404_and_on_record(log_in: LogIn, wang: User, zhao_school: OrgUnit) -> None:
    answer = log_in(wang).get(f"/org-units/{zhao_school.pk}/")
    event = AuditEvent.objects.get(event="portal.access.denied")
    assert (answer.status_code, event.actor_id_text, event.note) == (404, "wang", "404 GET org-unit-detail")


def test_a_page_without_permission_is_403_and_on_record(log_in: LogIn, wang: User) -> None:
    assert log_in(wang).get("/users/").status_code == 403
    assert AuditEvent.objects.get(event="portal.access.denied").note == "403 GET user-list"


def test_an_event_knows_from_where_it_was_asked(client: Client, db: None) -> None:
    client.post("/login/", {"username": "nobody", "password": "x"}, REMOTE_ADDR="10.9.8.7")
    event = AuditEvent.objects.get()
    assert event.address == "10.9.8.7"
    assert event.request_id


@pytest.mark.parametrize(("trusted", "address"), [(False, "10.0.0.1"), (True, "172.16.0.9")])
def test_a_proxys_word_counts_only_where_it_is_trusted(trusted: bool, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TRUSTED_PROXY", trusted)
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4, 172.16.0.9"})
    assert middleware.address_of(request) == address
