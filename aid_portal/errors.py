"""Refusals: sentences for the person in front of the screen, codes for the log."""

from collections.abc import Sequence

from django.db.models import QuerySet


class Refused(Exception):
    """What was asked cannot be done; `message` says where, what and what next; `ids` name the offenders."""

    code = "refused"

    def __init__(self, message: str, *, code: str = "", ids: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.message = str(message)
        self.code = code or self.code
        self.ids = list(ids)


class IllegalMove(Refused):
    code = "illegal_move"


class Stale(Refused):
    """Somebody else changed the record since it was shown."""

    code = "stale"


class AlreadyDone(Refused):
    code = "already_done"


def refuse_empty(text: str, message: str, *, code: str = "no_reason") -> None:
    """What a person must write down, a reason as a rule, is refused with `message` where nothing stands."""
    if not text.strip():
        raise Refused(message, code=code)


def offenders(rows: QuerySet) -> list[int]:
    """Their keys, for the `ids` of a refusal; empty where nothing offends."""
    return list(rows.order_by("pk").values_list("pk", flat=True))
