"""The door for other systems: which token was sent, and why it does not open (any more)."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.actions.api_tokens import digest_of
from aid_portal.choices import TokenStatus
from aid_portal.models import ApiToken


@dataclass(frozen=True, slots=True)
class Closed(Exception):
    """The sentence says what to do; `token` is None where nobody knows what was sent."""

    code: str
    message: str
    token: ApiToken | None = None


def opened_by(secret: str) -> ApiToken:
    """The token in force today, with its account; raises Closed."""
    token = ApiToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if token is None:
        message = _("令牌无效。请核对请求头“Authorization: Bearer 令牌”是否完整；令牌遗失不能找回，请安全管理员撤销后另行签发。")
        raise Closed("token_unknown", message)
    if token.status != TokenStatus.ISSUED:
        message = _("令牌“%(token)s”已撤销。仍需调用的，请系统管理员另提一个，由安全管理员签发。")
        raise Closed("token_revoked", message % {"token": token}, token)
    if token.expires_on < timezone.localdate():
        message = _("令牌“%(token)s”已于%(day)s到期。请系统管理员另提一个，由安全管理员签发后换上。")
        raise Closed("token_expired", message % {"token": token, "day": figures.day(token.expires_on)}, token)
    if not token.user.is_active:
        message = _("令牌“%(token)s”的接口账号已停用。请联系系统管理员。")
        raise Closed("token_account_disabled", message % {"token": token}, token)
    return token
