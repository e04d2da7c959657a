"""In whose name a deed is done, where only the role of somebody else allows it, and by which token; a job keeps both."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

principal: ContextVar[str] = ContextVar("principal", default="")
token_name: ContextVar[str] = ContextVar("token_name", default="")  # said by aid_portal.api.authentication


def remember(user: Any, permission: Any) -> None:
    """Said by the door that let the person in (aid_portal.permissions), read by the audit log."""
    principal.set(user.in_whose_name(permission) if user.acting else "")


@contextmanager
def as_asked(run: Any) -> Iterator[None]:
    """The worker acts as the one who asked for the run did."""
    lent, used = principal.set(run.principal), token_name.set(run.token_name)
    try:
        yield
    finally:
        principal.reset(lent)
        token_name.reset(used)
