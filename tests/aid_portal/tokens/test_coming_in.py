"""Who comes in with a token may what its scopes, its account and its unit allow, and nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from aid_portal import crypto
from aid_portal.actions import api_tokens, org_units, users
from aid_portal.api.throttles import PerToken
from aid_portal.choices import Role
from aid_portal.logs import scrub
from aid_portal.models import ApiToken, AuditEvent, JobRun, OrgUnit, User
from aid_portal.permissions import Permission
from tests.factories.api_tokens import Issued, a_service, issued
from tests.factories.portal import a_school, a_town, a_unit, the_bureau

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(school: OrgUnit) -> Issued:
    return issued(a_service("xueji", Role.SCHOOL_OFFICER, school), Permission.UNIT_VIEW, name="学籍推送")


def code_of(answer: object) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def test_a_token_opens_what_its_scopes_name_and_nothing_else(made: Issued, school: OrgUnit) -> None:
    client = made.client()
    assert [unit["code"] for unit in client.get("/api/org-units/").json()["results"]] == [school.code]
    assert client.get("/api/rosters/").status_code == 403  # the account may, the token may not
    assert client.get("/api/me/").json()["permissions"] == ["unit_view"]
    denied = AuditEvent.objects.get(event="portal.access.denied")
    assert (denied.actor, denied.actor_id_text) == ("xueji系统（令牌“学籍推送”）", "xueji")


def test_a_neighbours_record_is_not_there(made: Issued, zhao_school: OrgUnit) -> None:
    assert made.client().get(f"/api/org-units/{zhao_school.pk}/").status_code == 404


def test_who_loses_the_role_loses_it_with_every_token(made: Issued) -> None:
    made.token.user.assignments.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert made.client().get("/api/org-units/").status_code == 403


def test_a_unit_that_moves_is_followed(system_admin: User) -> None:
    town, other = a_town(), a_unit("town", "610324101", "天度镇", the_bureau())
    moving = a_school("2161324055", "塬上小学", parent=town)
    client = issued(a_service("zhen", Role.CENTRAL_OFFICER, town), Permission.UNIT_VIEW).client()
    assert client.get(f"/api/org-units/{moving.pk}/").status_code == 200
    org_units.change(unit=moving, name=moving.name, school_type=moving.school_type, parent=other, by=system_admin)
    assert client.get(f"/api/org-units/{moving.pk}/").status_code == 404


def test_a_token_that_is_unknown_revoked_or_over_is_told_what_to_do(made: Issued, security_admin: User) -> None:
    client = made.client()
    unknown = Client(headers={"Authorization": "Bearer fszz_00"}).get("/api/org-units/")
    assert code_of(unknown) == (401, "token_unknown")
    assert unknown.headers["WWW-Authenticate"] == "Bearer"
    ApiToken.objects.filter(pk=made.token.pk).update(status="proposed", digest=None)  # the trigger keeps what was issued
    past = timezone.localdate() - timedelta(days=1)
    digest = api_tokens.digest_of(made.secret)
    ApiToken.objects.filter(pk=made.token.pk).update(status="issued", digest=digest, expires_on=past)
    over = client.get("/api/org-units/")
    assert code_of(over) == (401, "token_expired")
    assert "到期。请系统管理员另提一个" in over.json()["message"]
    api_tokens.revoke(token=made.token, note="泄露", by=security_admin)
    assert code_of(client.get("/api/org-units/")) == (401, "token_revoked")
    assert AuditEvent.objects.filter(event="portal.api_token.used_in_vain", target="学籍推送").count() == 1


def test_an_account_that_is_disabled_is_out_at_once(made: Issued, system_admin: User) -> None:
    users.disable(user=made.token.user, note="停用", by=system_admin)
    assert code_of(made.client().get("/api/org-units/")) == (401, "token_account_disabled")


def test_a_token_in_the_address_or_on_a_page_opens_nothing(made: Issued) -> None:
    assert Client().get(f"/api/org-units/?token={made.secret}").status_code == 401
    assert made.client().get("/org-units/").status_code == 302


def test_its_use_is_seen_and_by_whom_something_was_done(school: OrgUnit, made: Issued) -> None:
    assert ApiToken.objects.get().last_used_at is None
    made.client().get("/api/org-units/")
    assert timezone.now() - ApiToken.objects.get().last_used_at < timedelta(minutes=1)


def test_two_tokens_take_turns_of_their_own(made: Issued, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PerToken, "THROTTLE_RATES", {"token": "2/min", "user": "600/min"})
    second = issued(made.token.user, Permission.UNIT_VIEW, name="第二个")
    answers = [made.client().get("/api/org-units/") for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0
    assert "秒" in answers[2].json()["detail"]
    assert second.client().get("/api/org-units/").status_code == 200


def test_a_key_that_was_used_does_not_open_what_the_scope_does_not(school: OrgUnit) -> None:
    service = a_service("xuanchuan", Role.SCHOOL_OFFICER, school)
    wide = issued(service, Permission.OUTREACH_EDIT, Permission.OUTREACH_VIEW, name="宽")
    narrow = issued(service, Permission.OUTREACH_VIEW, name="窄")
    facts = {"key": str(uuid4()), "unit": school.code, "kind": "visit", "held_on": "2022-06-10", "occasion": "walk"}
    facts |= {"theme": "aid", "title": "入户宣讲", "visits": 3}

    def send(made: Issued) -> object:
        headers = {"Idempotency-Key": "k1"}
        return made.client().post("/api/outreach/", facts, content_type="application/json", headers=headers)

    first, again = send(wide), send(wide)
    assert (first.status_code, again.json()) == (201, first.json()), first.content.decode()
    assert send(narrow).status_code == 403


@pytest.mark.usefixtures("units")
def test_what_a_worker_does_for_a_token_names_it(school: OrgUnit, django_capture_on_commit_callbacks, log_in, wang: User) -> None:
    made = issued(a_service("quzou", Role.SCHOOL_OFFICER, school), Permission.UNIT_VIEW, Permission.EXPORT, name="取走")
    with django_capture_on_commit_callbacks(execute=True):  # the worker begins where the request has ended
        assert made.client().post("/api/exports/", {"export": "units"}, content_type="application/json").status_code == 201
    assert AuditEvent.objects.get(event="portal.export.made").actor == "quzou系统（令牌“取走”）"
    assert "取走" in log_in(wang).get(JobRun.objects.get().get_absolute_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        log_in(wang).post("/api/exports/", {"export": "units"}, content_type="application/json")
    assert AuditEvent.objects.filter(event="portal.export.made").latest("pk").actor == wang.name


def test_a_log_line_that_holds_a_token_does_not_keep_it(made: Issued) -> None:
    assert made.secret not in scrub(f"GET /api/?token={made.secret}")
    assert crypto.blind_index("content", made.secret) != api_tokens.digest_of(made.secret)
