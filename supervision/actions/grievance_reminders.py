"""run: whoever lets a grievance lie beyond its day is reminded, on record, until it is answered."""

import logging
from datetime import date

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


def run(*, day: date) -> int:
    """How many were reminded; twice on a day, or twice at once, is once. Nobody is reminded on a day of rest.

    A grievance that waits since a year without a table of holidays is passed over, the others are not held up.
    """
    late = Grievance.objects.open().filter(due_on__lt=day).order_by("pk")
    first = late.order_by("due_on").values_list("due_on", flat=True).first()
    calendar = WorkCalendar.between(first or day, day)
    if day.year not in calendar.years or not calendar.is_working(day):
        return 0
    return sum(_reminded(key, day, calendar) for key in late.values_list("pk", flat=True))


@transaction.atomic
def _reminded(key: int, day: date, calendar: WorkCalendar) -> bool:
    grievance = Grievance.objects.locked().select_related("assigned_unit", "assigned_to").get(pk=key)
    if not grievance.is_open or grievance.due_on is None or grievance.due_on >= day:
        return False
    last = grievance.steps.filter(kind=GrievanceStepKind.REMINDED).order_by("-at").values_list("at__date", flat=True).first()
    try:
        if not is_reminded(grievance.due_on, last, day, calendar.working_days_between):
            return False
        late = calendar.working_days_between(grievance.due_on, day)
    except Refused as refusal:
        logger.warning("grievance %s not reminded: %s", key, refusal.code)
        return False
    words = {"days": late, "whom": grievance.assigned_to or grievance.assigned_unit or _("受理人员")}
    text = _("已超过办理期限%(days)s个工作日，请%(whom)s尽快办理。") % words
    keep_step(grievance, GrievanceStepKind.REMINDED, text, by=None, at=moment(day))
    return True
