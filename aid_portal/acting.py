"""In whose name the deed of this request is done, where only the role of somebody else allows it, and by which token."""

from contextvars import ContextVar
from typing import Any

principal: ContextVar[str] = ContextVar("principal", default="")
token_name: ContextVar[str] = ContextVar("token_name", default="")  # said by aid_portal.api.authentication


def remember(user: Any, permission: Any) -> None:
    """Said by the door that let the person in (aid_portal.permissions), read by the audit log."""
    principal.set(user.in_whose_name(permission) if user.acting else "")
