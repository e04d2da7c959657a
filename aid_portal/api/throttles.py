"""How often one may ask: a person by his account, another system by its token."""

from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import UserRateThrottle


class PerPerson(UserRateThrottle):
    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return None if request.auth else super().get_cache_key(request, view)


class PerToken(UserRateThrottle):
    """Two tokens of one account do not take each other's turns."""

    scope = "token"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return self.cache_format % {"scope": self.scope, "ident": request.auth.pk} if request.auth else None
