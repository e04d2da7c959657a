"""run: who has a grievance is reminded before its day and, where he lets it lie, after it until it is answered; on record."""

import logging
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.working_days import WorkCalendar
from supervision.actions.days import moment
from supervision.actions.grievance_steps import keep_step
from supervision.grievance_choices import GrievanceStepKind
from supervision.models import Grievance
from supervision.rules.grievances import is_reminded

logger = logging.getLogger(__name__)
AHEAD = timedelta(16)  # no two working days are further apart, holidays with their weekends included


def run(*, day: date) -> int:
    """How many were reminded; twice on a day, or twice at once, is once. Nobody is reminded on a day of rest.

    A grievance that waits since a year without a table of holidays is passed over, the others are not held up.
    """
    near = Grievance.objects.open().filter(due_on__lte=day + AHEAD).order_by("due_on", "pk")
    first = near.values_list("due_on", flat=True).first()
    calendar = WorkCalendar.between(min(first or day, day), day + AHEAD)
    if day.year not in calendar.years or not calendar.is_working(day):
        return 0
    return sum(_reminded(key, day, calendar) for key in near.values_list("pk", flat=True))


@transaction.atomic
def _reminded(key: int, day: date, calendar: WorkCalendar) -> bool:
    grievance = Grievance.objects.locked().select_related("assigned_unit", "assigned_to").get(pk=key)
    if not grievance.is_open or grievance.due_on is None:
        return False
    last = grievance.steps.filter(kind=GrievanceStepKind.REMINDED).order_by("-at").values_list("at__date", flat=True).first()
    try:
        if not is_reminded(grievance.due_on, last, day, calendar.working_days_between):
            return False
        text = _words(grievance, day, calendar)
    except Refused as refusal:
        logger.warning("grievance %s not reminded: %s", key, refusal.code)
        return False
    keep_step(grievance, GrievanceStepKind.REMINDED, text, by=None, at=moment(day))
    return True


def _words(grievance: Grievance, day: date, calendar: WorkCalendar) -> str:
    ahead = calendar.working_days_between(day, grievance.due_on)
    late = calendar.working_days_between(grievance.due_on, day)
    whom = grievance.assigned_to or grievance.assigned_unit or _("受理人员")
    if late:
        return _("已超过办理期限%(days)s个工作日，请%(whom)s尽快办理。") % {"days": late, "whom": whom}
    if ahead:
        return _("离办理期限还有%(days)s个工作日，请%(whom)s按期办理。") % {"days": ahead, "whom": whom}
    return _("今天是办理期限的最后一天，请%(whom)s今天办理。") % {"whom": whom}
