"""send, correct: a school's month or the county's quarter, counted from the rows at that moment; nought is sent too.

Neither is ever changed: what was wrong is counted anew in a version of its own that says why, and both are kept.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.choices import OrgKind
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from supervision.actions.days import day_of
from supervision.dropout_choices import ReturnKind
from supervision.models import DropoutReturn
from supervision.reports.dropout_returns import told_now
from supervision.rules.periods import first_of, last_of


def send(*, unit: OrgUnit, kind: ReturnKind, first_day: date, note: str, on: date | None = None, by: User) -> DropoutReturn:
    """Schools tell months, the bureau quarters; a period is told when it is over."""
    wanted = OrgKind.SCHOOL if kind == ReturnKind.MONTH else OrgKind.BUREAU
    if unit.kind != wanted or first_of(kind, first_day) != first_day:
        raise Refused(_("学校报月报，县局报季度复核，请重新选择。"), code="other_period")
    last = last_of(kind, first_day)
    if last >= timezone.localdate():
        raise Refused(_("这一期到 %(day)s 才结束，结束后再报送。") % {"day": last}, code="not_over")
    facts = told_now(unit, kind, first_day)
    message = _("%(unit)s这一期已经报送，不能再报；数字有出入的，请打开已报送的报表更正。")
    return _kept(unit, kind, first_day, {**facts, "note": note.strip()}, message, day_of(on), by)


def correct(*, wrong: DropoutReturn, reason: str, note: str, on: date | None = None, by: User) -> DropoutReturn:
    """Counted anew from the rows as they are known now, of the same period; only where something is told otherwise."""
    refuse_empty(reason, _("请写明更正的原因。"))
    facts = {**told_now(wrong.unit, ReturnKind(wrong.kind), wrong.first_day), "note": note.strip()}
    if all(getattr(wrong, name) == value for name, value in facts.items()):
        message = _("重新统计的数字和说明与已报送的相同，不用更正；请先补登缺勤或个案，或者改写说明。")
        raise Refused(message, code="nothing_other", ids=[wrong.pk])
    message = _("%(unit)s这一期已经更正过，请打开最新的一份。")
    said = {**facts, "corrects": wrong, "reason": reason.strip()}
    return _kept(wrong.unit, wrong.kind, wrong.first_day, said, message, day_of(on), by)


def _kept(
    unit: OrgUnit, kind: str, first_day: date, facts: dict[str, Any], told_already: str, on: date, by: User
) -> DropoutReturn:
    try:
        with transaction.atomic():
            made = DropoutReturn.objects.create(unit=unit, kind=kind, first_day=first_day, sent_by=by, sent_on=on, **facts)
            numbers = {name: value for name, value in facts.items() if isinstance(value, int)}
            event = "supervision.dropout.return_corrected" if made.corrects else "supervision.dropout.returned"
            audit.record(event, by=by, target=made, unit=unit, after=numbers, note=made.reason)
    except IntegrityError:
        raise AlreadyDone(told_already % {"unit": unit}) from None
    return made
