"""issue, find: codes with which a family applies on a phone; a code is shown once and kept only as a keyed index."""

import secrets
from collections.abc import Callable, Sequence

from django.db import transaction

from aid_portal import audit, crypto
from aid_portal.models import User
from students.actions.rounds import running
from students.determination_choices import RoundStatus
from students.models import ApplicationCode, DeterminationRound, Enrolment

# without the signs that are taken for one another on paper; 12 of 31 are 59 bits
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ".replace("L", "")
LENGTH = 12


@transaction.atomic
def issue(*, round: DeterminationRound, enrolments: Sequence[Enrolment], by: User) -> list[tuple[Enrolment, str]]:
    """New codes in the order given; whoever had one before, its old one opens nothing any more."""
    round = running(round)
    index = _index()
    fresh = [(each, "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))) for each in enrolments]
    ApplicationCode.objects.filter(round=round, enrolment__in=enrolments).delete()
    ApplicationCode.objects.bulk_create(
        ApplicationCode(round=round, enrolment=each, code_index=index(code), issued_by=by) for each, code in fresh
    )
    if fresh:
        unit = fresh[0][0].school
        audit.record("students.application.codes_issued", by=by, target=round, unit=unit, after={"count": len(fresh)})
    return [(each, written(code)) for each, code in fresh]


def find(code: str) -> ApplicationCode | None:
    """Whose code it is, of a running round; blanks, dashes and small letters do not matter."""
    plain = "".join(sign for sign in code.upper() if sign in SIGNS)
    if len(plain) != LENGTH:
        return None
    known = ApplicationCode.objects.select_related("round__term", "enrolment__school")
    return known.filter(code_index=_index()(plain), round__status=RoundStatus.RUNNING).first()


def written(code: str) -> str:
    """In groups of four, as it is read out and typed."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def _index() -> Callable[[str], bytes]:
    """Apart from every other index of contents."""
    content = crypto.indexer("content")
    return lambda code: content(f"application-code|{code}")
