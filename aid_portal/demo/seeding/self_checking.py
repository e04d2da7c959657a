"""What schools found themselves, in every state, and which inspector visits which of them."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.demo.inspections import SELF_CHECKS, SelfFound
from aid_portal.demo.seeding import rectifying
from aid_portal.demo.seeding.people import CLERK, named
from aid_portal.demo.users import SENIOR_SCHOOL, WANG_SCHOOL, ZHAO_SCHOOL
from aid_portal.models import OrgUnit
from supervision.actions import inspectors, self_checks
from supervision.models import InspectorDuty, SelfCheck

SCHOOLS = (WANG_SCHOOL, ZHAO_SCHOOL, SENIOR_SCHOOL)
INSPECTED_SINCE = date(2022, 9, 1)


@transaction.atomic
def leave() -> None:
    """What stands already is left alone."""
    if not InspectorDuty.objects.exists():
        units = OrgUnit.objects.filter(code__in=SCHOOLS)
        inspectors.give(units=units, inspector=named(rectifying.INSPECTOR), since=INSPECTED_SINCE, by=named(CLERK))
    if not SelfCheck.objects.exists():
        for found in SELF_CHECKS:
            _found(found)


def _found(found: SelfFound) -> None:
    unit = OrgUnit.objects.get(code=found.school)
    officer, day = rectifying.officer_of(unit), timezone.localdate() - timedelta(found.days_ago)
    facts = {"theme": found.theme, "severity": found.severity, "fact": found.fact, "measure": found.measure}
    days = {"found_on": day, "due_on": day + timedelta(found.due_in)}
    made = self_checks.report(key=uuid4(), unit=unit, facts={**facts, **days, "person": found.person}, by=officer)
    if found.result:
        made = self_checks.answer(self_check=made, result=found.result, done_on=timezone.localdate(), by=officer)
    if found.closed:
        self_checks.close(self_check=made, note=_("已到校查看"), by=named(rectifying.INSPECTOR))
