"""run, send, drop, read: what follows a deadline; reminders go by themselves, graver steps wait for a person's word."""

import logging
from collections import Counter
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import User
from aid_portal.working_days import WorkCalendar
from supervision.actions.days import moment
from supervision.choices import REMINDERS, StepKind, StepStatus
from supervision.models import RectificationNotice, Step, StepRecipient
from supervision.reports.clocks import running
from supervision.reports.recipients import recipients
from supervision.rules.deadlines import Clock, steps_on

logger = logging.getLogger(__name__)


def run(*, day: date) -> dict[str, int]:
    """Take the steps of `day` and those of days on which nothing ran; how many of each kind.

    Twice, or twice at once, takes each step once: every notice is looked at while it is locked. A notice whose deadline
    reaches into a year without a table of holidays is passed over and counted as `skipped`; the others are not held up.
    """
    calendar, taken = _calendar(day), Counter()
    if not calendar.is_working(day):
        return {}
    for key in RectificationNotice.objects.rectifying().order_by("pk").values_list("pk", flat=True):
        try:
            taken.update(_of_notice(key, day, calendar))
        except Refused as refusal:
            logger.warning("steps of notice %s not taken: %s", key, refusal.code)
            taken["skipped"] += 1
    return dict(taken)


@transaction.atomic
def _of_notice(key: int, day: date, calendar: WorkCalendar) -> list[str]:
    RectificationNotice.objects.locked().get(pk=key)
    found = RectificationNotice.objects.rectifying().select_related("word", "unit", "drafted_by", "issued_by").with_clocks()
    notice = found.filter(pk=key).first()
    due = steps_on(day, running(notice) if notice else [], calendar.is_working)
    return [_take(notice, clock, rung.kind, day) for clock, rung in due]


def _take(notice: RectificationNotice, clock: Clock, kind: str, day: date) -> str:
    step = Step.objects.create(notice=notice, kind=kind, due_on=clock.due_on, day=day)
    people = recipients(notice, kind)
    StepRecipient.objects.bulk_create(StepRecipient(step=step, user=user) for user in people)
    if kind in REMINDERS:
        _sent(step, None, day)
    else:
        audit.record("supervision.step.prepared", by=audit.SYSTEM, target=step, unit=notice.unit)
    return kind


def _calendar(day: date) -> WorkCalendar:
    first = RectificationNotice.objects.rectifying().order_by("issued_on").values_list("issued_on", flat=True).first()
    return WorkCalendar.of(range((first or day).year, day.year + 2))


@transaction.atomic
def send(*, step: Step, note: str = "", points: Decimal | None = None, on: date | None = None, by: User) -> Step:
    step = _locked(step)
    if step.kind == StepKind.DEDUCT and not points:
        raise Refused(_("请填写考核扣多少分。"), code="no_points")
    step.points = points if step.kind == StepKind.DEDUCT else None
    step.note = note.strip()
    _sent(step, by, on)
    return step


def _sent(step: Step, by: User | None, on: date | None) -> None:
    step.move_to(StepStatus.SENT)
    step.sent_by, step.sent_at = by, moment(on)
    step.save(update_fields=["status", "sent_by", "sent_at", "points", "note"])
    after = {"recipients": list(step.recipients.order_by("pk").values_list("user__username", flat=True))}
    audit.record("supervision.step.sent", by=by or audit.SYSTEM, target=step, unit=step.notice.unit, after=after)


@transaction.atomic
def drop(*, step: Step, note: str, by: User) -> Step:
    """It is not needed; the next one comes in its own time."""
    refuse_empty(note, _("请写明不发出的原因。"))
    step = _locked(step)
    step.move_to(StepStatus.DROPPED)
    step.note = note.strip()
    step.save(update_fields=["status", "note"])
    audit.record("supervision.step.dropped", by=by, target=step, unit=step.notice.unit, note=note)
    return step


def drop_waiting(notice: RectificationNotice, *, note: str) -> None:
    """Inside the transaction that ends the notice."""
    notice.steps.filter(status=StepStatus.PREPARED).update(status=StepStatus.DROPPED, note=note)


def read(*, notice: RectificationNotice, by: User) -> int:
    """The person has seen what came about this notice."""
    unread = StepRecipient.objects.unread_by(by).filter(step__notice=notice)
    return unread.update(read_at=timezone.now())


def _locked(step: Step) -> Step:
    return Step.objects.locked().select_related("notice__unit", "notice__word").get(pk=step.pk)
