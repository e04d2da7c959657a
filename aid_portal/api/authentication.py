"""Who asks: another system by its token, in the header and nowhere else."""

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from aid_portal import acting, token_door
from aid_portal.models import ApiToken, User

SCHEME = "Bearer"


class TokenAuthentication(BaseAuthentication):
    """The account of the token, narrowed to its scopes; what it did not open is answered 401 in words."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        try:
            token = token_door.opened_by(secret.strip())
        except token_door.Closed as closed:
            request._request.closed_door = closed  # put on record by the middleware, outside of what only reads
            raise AuthenticationFailed({"code": closed.code, "message": closed.message, "ids": []}) from closed
        request._request.api_token = token
        token.user.token = token
        acting.token_name.set(token.name)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class TokenScheme(OpenApiAuthenticationExtension):
    """How the description of the API calls it."""

    target_class = TokenAuthentication
    name = "token"
    priority = 1

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        said = _("接口令牌：由系统管理员提出、安全管理员签发，放在请求头“Authorization: Bearer 令牌”里，不放进地址。")
        return {"type": "http", "scheme": SCHEME.lower(), "description": said}
