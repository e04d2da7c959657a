"""send: a school's month or the county's quarter, counted from the rows at that moment and final; nought is sent too."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.choices import OrgKind
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import OrgUnit, User
from supervision.actions.days import day_of
from supervision.dropout_choices import ReturnKind
from supervision.models import DropoutReturn
from supervision.reports.dropout_returns import figures_of, suspects_on, told_by, unsent_in
from supervision.rules.periods import first_of, last_of


def send(*, unit: OrgUnit, kind: ReturnKind, first_day: date, note: str, on: date | None = None, by: User) -> DropoutReturn:
    """Schools tell months, the bureau quarters; a period is told when it is over."""
    wanted = OrgKind.SCHOOL if kind == ReturnKind.MONTH else OrgKind.BUREAU
    if unit.kind != wanted or first_of(kind, first_day) != first_day:
        raise Refused(_("学校报月报，县局报季度复核，请重新选择。"), code="other_period")
    last = last_of(kind, first_day)
    if last >= timezone.localdate():
        raise Refused(_("这一期到 %(day)s 才结束，结束后再报送。") % {"day": last}, code="not_over")
    facts = figures_of(told_by(unit), kind, first_day, last).as_facts
    if kind == ReturnKind.QUARTER:
        facts |= {"by_check": suspects_on(last), "unsent": unsent_in(first_day)}
    return _kept(unit, kind, first_day, facts, note, day_of(on), by)


def _kept(unit: OrgUnit, kind: str, first_day: date, facts: dict[str, int], note: str, on: date, by: User) -> DropoutReturn:
    try:
        with transaction.atomic():
            made = DropoutReturn.objects.create(
                unit=unit, kind=kind, first_day=first_day, note=note.strip(), sent_by=by, sent_on=on, **facts
            )
            audit.record("supervision.dropout.returned", by=by, target=made, unit=unit, after=facts)
    except IntegrityError:
        message = _("%(unit)s这一期已经报送，不能再报。数字有出入的，在下一期的说明里写明。")
        raise AlreadyDone(message % {"unit": unit}) from None
    return made
