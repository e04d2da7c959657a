"""What of the desk waits for whom, and what a year of it comes to by quarter and kind."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import ExtractQuarter
from django.utils import timezone

from aid_portal import working_days
from aid_portal.errors import Refused
from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.querysets import ROOT_PATH
from subsidies.choices import PaperStatus
from supervision.grievance_choices import ENDED, OPEN, GrievanceKind, GrievanceStatus
from supervision.models import DataChange, Grievance
from supervision.rules.grievances import REMIND_AHEAD

# By what has to be done: who may, and in which state; `handle` is for whom it was given to, `chase` for the desk when that
# one lets it lie.
WAITS = {
    "accept": (Permission.GRIEVANCE_DESK, GrievanceStatus.RECEIVED),
    "handle": (Permission.GRIEVANCE_HANDLE, GrievanceStatus.HANDLING),
    "answer": (Permission.GRIEVANCE_ANSWER, GrievanceStatus.REPORTED),
    "chase": (Permission.GRIEVANCE_DESK, GrievanceStatus.HANDLING),
}


def waiting(user: User, what: str) -> QuerySet[Grievance]:
    permission, status = WAITS[what]
    if not user.has(permission):
        return Grievance.objects.none()
    found = Grievance.objects.visible_to(user).filter(status=status)
    if what == "handle":
        units = [assignment.unit_id for assignment in user.assignments_in_force]
        found = found.filter(Q(assigned_to=user) | Q(assigned_to=None, assigned_unit__in=units))
    if what == "chase":
        found = found.filter(due_on__lt=timezone.localdate()).exclude(assigned_to=user)
    return found


def due_in_hand(user: User, until: date) -> QuerySet[Grievance]:
    """What this person has to do about grievances that are due by that day, the longest due first."""
    mine = [waiting(user, what).order_by().values("pk") for what in WAITS]
    due = Grievance.objects.visible_to(user).open().filter(due_on__lte=until)
    return due.filter(reduce(or_, (Q(pk__in=each) for each in mine))).for_list().order_by("due_on", "pk")


def last_pressing_day(day: date) -> date:
    """What is due by then is reminded of today; where no table of holidays tells the working days, what is due today."""
    try:
        return working_days.add_working_days(day, REMIND_AHEAD)
    except Refused:
        return day


def changes_to_decide(user: User) -> QuerySet[DataChange]:
    """Asked for by somebody else; an account by whoever may approve cards."""
    if not user.has(Permission.GRIEVANCE_ANSWER):
        return DataChange.objects.none()
    found = DataChange.objects.visible_to(user).filter(status=PaperStatus.PROPOSED).exclude(made_by=user)
    return found if user.has(Permission.CARD_APPROVE) else found.exclude(field="account")


def changes_to_put_right(user: User) -> QuerySet[DataChange]:
    """Of one's own school: the county does not write into its rosters."""
    if not user.has(Permission.ROSTER_UPLOAD) or ROOT_PATH in user.unit_paths:
        return DataChange.objects.none()
    return DataChange.objects.visible_to(user).to_put_right()


@dataclass(frozen=True, slots=True)
class Cell:
    """Of one kind in one quarter; `overdue` are open after their day or were ended after it."""

    kind: str
    quarter: int
    received: int
    open: int
    overdue: int
    satisfaction: float | None


def statistics(user: User, year: int, day: date) -> list[Cell]:
    """What was received in each quarter of the year, as far as this user may see it."""
    late = Q(status__in=OPEN, due_on__lt=day) | Q(status__in=ENDED, ended_on__gt=F("due_on"))
    seen = Grievance.objects.visible_to(user).filter(year=year).order_by()
    found = seen.annotate(quarter=ExtractQuarter("received_at")).values("kind", "quarter")
    rows = found.annotate(
        all=Count("pk"), open=Count("pk", filter=Q(status__in=OPEN)), late=Count("pk", filter=late), rated=Avg("satisfaction")
    ).values_list("kind", "quarter", "all", "open", "late", "rated")
    place = {kind: number for number, kind in enumerate(GrievanceKind.values)}
    return sorted((Cell(*row) for row in rows), key=lambda cell: (place[cell.kind], cell.quarter))


def overdue(user: User, day: date) -> QuerySet[Grievance]:
    """Open after their day, the longest first."""
    late = Grievance.objects.visible_to(user).filter(status__in=OPEN, due_on__lt=day)
    return late.for_list().order_by("due_on", "pk")


def years_of(user: User) -> list[int]:
    return list(Grievance.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct())
