"""propose, issue, refuse, revoke, note_use, note_vain_use — tokens with which other systems come in."""

import secrets
from collections.abc import Collection
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto, figures
from aid_portal.choices import TokenStatus
from aid_portal.errors import Refused
from aid_portal.models import ApiToken, User
from aid_portal.permissions import GOVERNING, Permission
from aid_portal.rules.api_tokens import MARK, SECRET_BYTES, last_day, prefix_of

SEEN_EVERY = timedelta(minutes=1)  # so often the last use is written, however often the token comes
TOLD_EVERY = 3600  # seconds: a client that does not notice fills the log with one line an hour


def digest_of(secret: str) -> bytes:
    """The keyed hash by which a token is found again; without the key of the installation it tells nothing."""
    return crypto.blind_index("content", f"api-token|{secret}")


@transaction.atomic
def propose(*, user: User, name: str, scopes: Collection[str], expires_on: date, by: User) -> ApiToken:
    """Nothing comes in with it until another administrator has issued it."""
    if not user.is_service:
        raise Refused(_("“%(user)s”是个人账号，令牌只发给接口账号。") % {"user": user}, code="not_a_service", ids=[user.pk])
    if ApiToken.objects.filter(name=name.strip()).exists():
        raise Refused(_("已有名为“%(name)s”的令牌，请换一个名称。") % {"name": name.strip()}, code="known")
    _refuse_wide(user, scopes)
    _refuse_long(expires_on)
    facts = {"name": name.strip(), "user": user, "scopes": sorted(set(scopes)), "expires_on": expires_on}
    token = ApiToken.objects.create(**facts, proposed_by=by, proposed_at=timezone.now())
    return _recorded("proposed", token, by)


@transaction.atomic
def issue(*, token: ApiToken, by: User) -> tuple[ApiToken, str]:
    """The token and its secret, which is told once and kept nowhere."""
    token = _locked(token)
    _refuse_own(token, by)
    token.move_to(TokenStatus.ISSUED)
    _refuse_wide(token.user, token.scopes)
    _refuse_long(token.expires_on)
    secret = f"{MARK}{secrets.token_hex(SECRET_BYTES)}"
    token.prefix, token.digest = prefix_of(secret), digest_of(secret)
    token.decided_by, token.decided_at = by, timezone.now()
    token.save(update_fields=["status", "prefix", "digest", "decided_by", "decided_at"])
    return _recorded("issued", token, by), secret


@transaction.atomic
def refuse(*, token: ApiToken, note: str, by: User) -> ApiToken:
    token = _locked(token)
    _refuse_own(token, by)
    token.move_to(TokenStatus.REFUSED)
    token.decided_by, token.decided_at = by, timezone.now()
    token.save(update_fields=["status", "decided_by", "decided_at"])
    return _recorded("refused", token, by, note)


@transaction.atomic
def revoke(*, token: ApiToken, note: str, by: User | str) -> ApiToken:
    """From the next request on nobody comes in with it."""
    token = _locked(token)
    token.move_to(TokenStatus.REVOKED)
    token.revoked_by, token.revoked_at = by if isinstance(by, User) else None, timezone.now()
    token.save(update_fields=["status", "revoked_by", "revoked_at"])
    return _recorded("revoked", token, by, note)


def note_use(*, token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > SEEN_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def note_vain_use(*, token: ApiToken, why: str) -> None:
    if cache.add(f"token-in-vain:{token.pk}", 1, TOLD_EVERY):
        audit.record("portal.api_token.used_in_vain", by=audit.SYSTEM, target=token, note=why)


def _locked(token: ApiToken) -> ApiToken:
    return ApiToken.objects.locked().select_related("user").get(pk=token.pk)


def _refuse_own(token: ApiToken, by: User) -> None:
    if by.pk == token.proposed_by_id:
        raise Refused(_("提出人不能签发这个令牌，请由安全管理员办理。"), code="same_person", ids=[token.pk])


def _refuse_wide(user: User, scopes: Collection[str]) -> None:
    """Only what the account may do today, and nothing that decides who may work here."""
    beyond = sorted(set(scopes) - grantable(user))
    if not scopes or beyond:
        names = "、".join(str(dict(Permission.choices).get(scope, scope)) for scope in beyond) or _("没有选择权限")
        message = _("权限范围不对：%(names)s。只能在“%(user)s”现有任职的权限之内选择，请先办理任职或缩小范围。")
        raise Refused(message % {"names": names, "user": user}, code="too_wide", ids=beyond)


def grantable(user: User) -> set[str]:
    return {permission.value for permission in user.permissions - GOVERNING}


def _refuse_long(expires_on: date) -> None:
    today = timezone.localdate()
    if not today <= expires_on <= last_day(today):
        words = {"first": figures.day(today), "last": figures.day(last_day(today))}
        raise Refused(_("有效期最长一年，请填%(first)s至%(last)s之间的日期。") % words, code="dates")


def _recorded(past: str, token: ApiToken, by: User | str, note: str = "") -> ApiToken:
    facts = {"username": token.user.username, "scopes": token.scopes, "expires_on": token.expires_on, "status": token.status}
    audit.record(f"portal.api_token.{past}", by=by, target=token, after=facts, note=note)
    return token
