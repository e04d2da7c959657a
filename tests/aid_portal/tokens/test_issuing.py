"""A token comes from two administrators, is shown once and kept nowhere."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from aid_portal import crypto
from aid_portal.actions import api_tokens, role_assignments, users
from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import ApiToken, AuditEvent, IdempotentAnswer, OrgUnit, User
from aid_portal.permissions import Permission
from aid_portal.rules.api_tokens import last_day
from tests.factories.api_tokens import a_proposal, a_service, issued
from tests.waits import waits

LogIn = Callable[[User], Client]
SECRET = re.compile(r"fszz_[0-9a-f]{64}")
pytestmark = pytest.mark.django_db


@pytest.fixture
def service(school: OrgUnit) -> User:
    return a_service("xueji", Role.SCHOOL_OFFICER, school)


def test_from_the_account_to_the_token_through_the_pages(
    log_in: LogIn, system_admin: User, security_admin: User, school: OrgUnit
) -> None:
    form = {"username": "xueji", "name": "学籍系统", "is_service": "on"}
    proposer, issuer = log_in(system_admin), log_in(security_admin)
    assert "还没有令牌" in proposer.post("/users/new/", form, follow=True).content.decode()
    made = User.objects.get(username="xueji")
    assert "还没有任职" in proposer.get(f"/users/{made.pk}/token/").content.decode()
    role = role_assignments.propose(
        user=made, role=Role.SCHOOL_OFFICER, unit=school, starts_on=timezone.localdate(), by=system_admin
    )
    role_assignments.grant(assignment=role, by=security_admin)
    words = {"name": "学籍推送", "scopes": ["roster_view", "roster_upload"], "expires_on": timezone.localdate()}
    assert "待安全管理员签发" in proposer.post(f"/users/{made.pk}/token/", words, follow=True).content.decode()
    token = ApiToken.objects.get()
    assert (waits(security_admin, "token-issue"), waits(system_admin, "token-issue")) == (1, 0)
    assert proposer.post(f"/tokens/{token.pk}/issue/").status_code == 403
    shown = issuer.post(f"/tokens/{token.pk}/issue/")
    secret = SECRET.search(shown.content.decode())[0]
    assert "no-store" in shown.headers["Cache-Control"]
    for page in (issuer.get(f"/tokens/{token.pk}/"), issuer.get("/tokens/"), issuer.get(f"/users/{made.pk}/")):
        assert secret[:11] in page.content.decode()
        assert not SECRET.search(page.content.decode())
    issuer.post(f"/tokens/{token.pk}/revoke/", {"note": ""})
    assert ApiToken.objects.get().status == "issued"
    issuer.post(f"/tokens/{token.pk}/revoke/", {"note": "系统停用"})
    assert ApiToken.objects.get().state == "revoked"


def test_the_same_over_the_api_and_under_no_key(log_in: LogIn, system_admin, security_admin, service) -> None:
    def post(person: User, path: str, **data: object) -> object:
        words = {"content_type": "application/json", "headers": {"Idempotency-Key": path}}
        return log_in(person).post(f"/api/api-tokens/{path}", data, **words)

    facts = {"username": "xueji", "name": "学籍推送", "scopes": ["roster_view"], "expires_on": str(timezone.localdate())}
    made = post(system_admin, "", **facts).json()
    assert (made["status"], made["issued_by"]) == ("proposed", None)
    assert post(system_admin, f"{made['id']}/issue/").status_code == 403
    first, second = (post(security_admin, f"{made['id']}/issue/") for _time in range(2))
    assert SECRET.fullmatch(first.json()["token"])
    assert (second.status_code, second.json()["code"]) == (409, "illegal_move")
    assert IdempotentAnswer.objects.filter(key__contains="issue").count() == 0
    assert "token" not in log_in(security_admin).get(f"/api/api-tokens/{made['id']}/").json()
    assert post(security_admin, f"{made['id']}/revoke/", note="泄露").json()["state"] == "revoked"


def test_no_token_stands_anywhere_in_the_database(service: User) -> None:
    secret = issued(service, Permission.ROSTER_VIEW).secret
    body = secret.removeprefix("fszz_")
    rows = (row for model in apps.get_models() for row in model._base_manager.values_list())
    assert not [row for row in rows if any(body in str(bytes(cell) if isinstance(cell, memoryview) else cell) for cell in row)]
    for event in AuditEvent.objects.exclude(sealed=None):
        assert body not in repr(crypto.unseal(event.sealed, f"audit|{event.seal_key}"))
    assert bytes(ApiToken.objects.get().digest) == api_tokens.digest_of(secret)


def test_a_scope_beyond_the_account_is_refused_by_name(service: User) -> None:
    with pytest.raises(Refused, match="放行发放批次") as refusal:
        a_proposal(service, Permission.ROSTER_VIEW, Permission.BATCH_RELEASE)
    assert (refusal.value.code, refusal.value.ids) == ("too_wide", ["batch_release"])


def test_a_token_lasts_a_year_at_most(service: User) -> None:
    assert (last_day(date(2022, 9, 1)), last_day(date(2024, 2, 29))) == (date(2023, 9, 1), date(2025, 2, 28))
    beyond = (last_day(timezone.localdate()) - timezone.localdate()).days + 1
    for days in (-1, beyond):
        with pytest.raises(Refused, match="最长一年"):
            a_proposal(service, Permission.ROSTER_VIEW, days=days)
    a_proposal(service, Permission.ROSTER_VIEW, days=beyond - 1)


def test_people_get_no_token_and_systems_no_password_and_no_administrators_role(
    service: User, wang: User, system_admin: User, bureau: OrgUnit
) -> None:
    with pytest.raises(Refused, match="个人账号"):
        a_proposal(wang, Permission.ROSTER_VIEW)
    with pytest.raises(Refused, match="没有密码"):
        users.reset_password(user=service, password="Wheat-Field-42", by=system_admin)
    facts = {"user": service, "role": Role.SECURITY_ADMIN, "unit": bureau, "starts_on": timezone.localdate()}
    with pytest.raises(Refused, match="接口账号，不能担任安全管理员"):
        role_assignments.propose(**facts, by=system_admin)


def test_the_proposer_issues_nothing_and_a_refusal_ends_it(service: User, security_admin: User) -> None:
    proposal = a_proposal(service, Permission.ROSTER_VIEW)
    with pytest.raises(Refused, match="提出人不能签发"):
        api_tokens.issue(token=proposal, by=proposal.proposed_by)
    assert api_tokens.refuse(token=proposal, note="用途不明", by=security_admin).state == "refused"
    assert proposal.digest is None


def test_a_lost_token_is_revoked_from_the_console(service: User) -> None:
    made, out = issued(service, Permission.ROSTER_VIEW, name="学籍推送"), StringIO()
    call_command("revoke_tokens", "学籍推送", stdout=out)
    assert "加 --write 执行" in out.getvalue()
    assert made.client().get("/api/rosters/").status_code == 200
    call_command("revoke_tokens", "--all", "--write", stdout=out)
    assert made.client().get("/api/rosters/").status_code == 401
    assert AuditEvent.objects.get(event="portal.api_token.revoked").actor == "console"
    with pytest.raises(CommandError, match="没有在用"):
        call_command("revoke_tokens", "学籍推送")


def test_tokens_that_end_soon_are_found(log_in: LogIn, security_admin: User, service: User) -> None:
    soon, late = issued(service, Permission.ROSTER_VIEW, name="近", days=10), issued(service, Permission.ROSTER_VIEW, name="远")
    found = [row["name"] for row in log_in(security_admin).get("/api/api-tokens/?ending=soon").json()["results"]]
    assert found == [soon.token.name]
    assert late.token.state == "issued"
    assert timezone.localdate() + timedelta(days=90) == late.token.expires_on
