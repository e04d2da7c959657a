"""receive: a grievance gets its number, its day and its code; set_deadline: how long a kind may take."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto, working_days
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from students.models import Student
from supervision.actions.grievance_files import attach
from supervision.grievance_choices import GrievanceKind
from supervision.models import Grievance, GrievanceDeadline, GrievanceYear
from supervision.rules.grievances import new_code
from supervision.sealing import grievance_aad


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody asks or complains of; who he is and the value he wants may be left out."""

    text: str
    reporter: str = ""
    phone: str = ""
    wanted: str = ""


@transaction.atomic
def receive(
    *, key: UUID | None = None, kind: str, source: str, told: Told, unit: OrgUnit | None = None,
    student: Student | None = None, urgent: bool = False, files: Sequence[File] = (), at: datetime | None = None,
    by: User | None,
) -> tuple[Grievance, str]:  # fmt: skip
    """The grievance and the code to follow it, which nobody can read again. `by` nobody: it came over the web.

    `key` is the form's own: what was sent twice is refused as done, since the code has been shown once.
    """
    refuse_empty(told.text, _("请写明诉求的内容。"), code="no_text")
    key, at = key or uuid4(), at or timezone.now()
    year = timezone.localtime(at).year
    sequence, _created = GrievanceYear.objects.get_or_create(year=year)
    _locked(sequence)  # two receivers queue here, and two clicks
    if Grievance.objects.filter(key=key).exists():
        raise AlreadyDone(_("这件诉求已经提交过，请勿重复提交。查询码在第一次提交后的页面上。"))
    code = new_code()
    grievance = Grievance.objects.create(
        key=key, year=year, number=_next(year), kind=kind, source=source, sensitive=kind == GrievanceKind.TIP_OFF,
        urgent=urgent, unit=unit, student=student, sealed=crypto.seal(asdict(told), grievance_aad(key)),
        code_index=code_index(code), received_at=at, received_by=by, due_on=due_day(kind, timezone.localtime(at).date()),
    )  # fmt: skip
    attach(grievance=grievance, files=files)
    with unseen_address(when=by is None):
        where = None if grievance.sensitive else unit
        after = {"kind": kind, "source": source}
        audit.record("supervision.grievance.received", by=by or audit.PUBLIC, target=grievance, unit=where, after=after)
    return grievance, code


def code_index(code: str) -> bytes:
    """Keyed, so that a look into the table gives no code away; looked up as a whole, so that no time tells how near one was."""
    return crypto.blind_index("content", f"grievance-code|{code}")


def due_day(kind: str, day: date) -> date | None:
    """None while the holidays of the time are not known: nobody is turned away for that, and no deadline is a guess."""
    days = GrievanceDeadline.objects.get(kind=kind).days
    try:
        return working_days.add_working_days(day, days)
    except Refused:
        return None


@contextmanager
def unseen_address(*, when: bool) -> Iterator[None]:
    """Who writes from outside is not to be found by the address he wrote from."""
    token = audit.origin.set(audit.Origin()) if when else None
    try:
        yield
    finally:
        if token:
            audit.origin.reset(token)


@transaction.atomic
def set_deadline(*, kind: str, days: int, source: str, by: User) -> GrievanceDeadline:
    """For what is received from now on."""
    refuse_empty(source, _("请写明依据。"))
    deadline = GrievanceDeadline.objects.select_for_update().get(kind=kind)
    before = {"days": deadline.days, "source": deadline.source}
    deadline.days, deadline.source = days, source.strip()
    deadline.save(update_fields=["days", "source"])
    after = {"days": days, "source": deadline.source}
    audit.record("supervision.grievance.deadline_set", by=by, target=deadline, before=before, after=after)
    return deadline


def _locked(sequence: GrievanceYear) -> GrievanceYear:
    return GrievanceYear.objects.locked().get(pk=sequence.pk)


def _next(year: int) -> int:
    return (Grievance.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0) + 1
