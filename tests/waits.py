"""How much of one kind waits for a person, as home page, menu and inbox count it."""

from aid_portal.models import User
from aid_portal.terms import Term
from aid_portal.waiting import Todo, Viewer, kind_named, kinds_for, waiting_now


def line_of(user: User, code: str, term: str = "2022A") -> Todo | None:
    """The line of work; None where nothing of the kind waits, or for whom it never does."""
    kind = kind_named(code)
    if kind not in kinds_for(user):
        return None
    return next((todo for _kind, todo in waiting_now(Viewer(user, Term.parse(term)), [kind])), None)


def waits(user: User, code: str, term: str = "2022A") -> int:
    line = line_of(user, code, term)
    return line.count if line else 0
