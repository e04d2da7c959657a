"""Whose turn it is with a case: the rung that comes next, by when, and what waits for this person."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import Q

from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.querysets import ROOT_PATH
from supervision.dropout_choices import Rung
from supervision.models import DropoutCase, DropoutClosing
from supervision.models.dropout_work import DropoutClosingQuerySet
from supervision.models.dropouts import DropoutCaseQuerySet
from supervision.reports.dropout_days import days_in_force
from supervision.rules.dropouts import DUE, LADDER

RUNGS_OF_THE_COUNTY = (Rung.COUNTY, Rung.LAW)


def due(rungs: tuple[Rung, ...], on: date, days: Mapping[str, int]) -> Q:
    """Open cases whose next rung is one of these and should have been taken by `on`."""
    found = Q(pk__in=[])
    for before, rung in zip(("", *LADDER), LADDER, strict=False):
        if rung in rungs:
            found |= Q(reached=before, reached_on__lte=on - timedelta(days[DUE[rung]]))
    return found


def late(cases: DropoutCaseQuerySet, today: date) -> DropoutCaseQuerySet:
    """The next rung should have been taken before today, whoever's it is."""
    return cases.open().filter(due(LADDER, today - timedelta(1), days_in_force()))


def steps_due(user: User, today: date) -> DropoutCaseQuerySet:
    """What this person's own office has to do by today: the school speaks, the town orders, the county supervises."""
    cases = DropoutCase.objects.visible_to(user).open()
    if not user.has(Permission.DROPOUT_HANDLE):
        return cases.none()
    rungs, days = rungs_of(user), days_in_force()
    mine = due(rungs, today, days)
    if Rung.TOWN in rungs:  # no school can speak with the family before the town has named one
        mine |= Q(school=None) & due((Rung.SCHOOL,), today, days)
    elif Rung.COUNTY in rungs:
        mine |= Q(school=None, town=None) & due((Rung.SCHOOL, Rung.TOWN), today, days)
    return cases.filter(mine)


def rungs_of(user: User) -> tuple[Rung, ...]:
    if ROOT_PATH in user.unit_paths:
        return RUNGS_OF_THE_COUNTY
    towns = any(each.unit.kind == "town" for each in user.assignments_in_force)
    return (Rung.TOWN,) if towns else (Rung.SCHOOL,)


def closings_to_decide(user: User) -> DropoutClosingQuerySet:
    """Not the own proposals."""
    if not user.has(Permission.DROPOUT_CLOSE):
        return DropoutClosing.objects.none()
    return DropoutClosing.objects.visible_to(user).waiting().exclude(made_by__in=user.stands_for)
