"""open_round, change, close, reopen, tell: the days of a round and how families were told beforehand."""

from datetime import date, timedelta
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import OrgUnit, User
from students.determination_choices import RoundStatus
from students.models import AdvanceNotice, DeterminationRound, TermSetting

EVIDENCE = "advance_notice"
# One month from the start of the round, two for newcomers (陕西省认定工作实施办法, in force 2019-08-15).
MONTH, NEWCOMERS = timedelta(30), timedelta(61)
APPLICATIONS = timedelta(14)
CHANGEABLE = ("applications_until", "due_on", "newcomers_due_on", "posting_days", "answer_days", "scoring")


def usual_days(opens_on: date) -> dict[str, date]:
    """The days that are offered when a round is opened."""
    return {
        "opens_on": opens_on,
        "applications_until": opens_on + APPLICATIONS,
        "due_on": opens_on + MONTH,
        "newcomers_due_on": opens_on + NEWCOMERS,
    }


@transaction.atomic
def open_round(*, term: TermSetting, facts: dict[str, Any], by: User) -> DeterminationRound:
    """`facts`: the days and parameters. A term has one round: autumn determines, spring adjusts."""
    term = TermSetting.objects.locked().get(pk=term.pk)
    if known := DeterminationRound.objects.filter(term=term).first():
        raise AlreadyDone(_("%(term)s已有“%(round)s”，请在其中继续。") % {"term": term, "round": known}, ids=[known.pk])
    if term.is_locked:
        raise Refused(_("%(term)s已锁定，不能发起认定。") % {"term": term}, code="locked")
    made = DeterminationRound.objects.create(term=term, made_by=by, **facts)
    audit.record("students.round.opened", by=by, target=made, after=_told(made))
    return made


@transaction.atomic
def change(*, round: DeterminationRound, facts: dict[str, Any], by: User) -> DeterminationRound:
    """Deadlines are moved, not hidden: before and after stand in the record."""
    round = running(round)
    before = _told(round)
    for name in CHANGEABLE:
        setattr(round, name, facts.get(name, getattr(round, name)))
    round.save(update_fields=[*CHANGEABLE])
    audit.record("students.round.changed", by=by, target=round, before=before, after=_told(round))
    return round


@transaction.atomic
def close(*, round: DeterminationRound, by: User) -> DeterminationRound:
    return _moved(round, RoundStatus.CLOSED, "students.round.closed", by)


@transaction.atomic
def reopen(*, round: DeterminationRound, by: User) -> DeterminationRound:
    return _moved(round, RoundStatus.RUNNING, "students.round.reopened", by)


@transaction.atomic
def tell(
    *, round: DeterminationRound, school: OrgUnit, facts: dict[str, Any], evidence: File | None = None, by: User
) -> AdvanceNotice:
    """`facts`: class_label, channel, told_on, told, receipts."""
    round = running(round)
    if facts["told_on"] > timezone.localdate():
        raise Refused(_("告知日期不能晚于今天，请核对。"), code="future")
    if facts["receipts"] > facts["told"]:
        raise Refused(_("收回的回执不能多于告知人数，请核对。"), code="too_many")
    file = evidence and stored_files.store(source=evidence, name=evidence.name or "", kind=EVIDENCE, by=by, unit=school)
    notice = AdvanceNotice.objects.create(round=round, school=school, evidence=file, recorded_by=by, **facts)
    after = {"told": notice.told, "receipts": notice.receipts, "channel": notice.channel}
    audit.record("students.round.told", by=by, target=notice, unit=school, after=after)
    return notice


def running(round: DeterminationRound) -> DeterminationRound:
    """The round, locked against being closed meanwhile; refused once it is over."""
    round = DeterminationRound.objects.locked().select_related("term").get(pk=round.pk)
    if round.status != RoundStatus.RUNNING:
        raise Refused(_("“%(round)s”已结束，不能再办理。") % {"round": round}, code="closed")
    return round


def _moved(round: DeterminationRound, status: str, event: str, by: User) -> DeterminationRound:
    round = DeterminationRound.objects.locked().select_related("term").get(pk=round.pk)
    round.move_to(status)
    round.save(update_fields=["status"])
    audit.record(event, by=by, target=round)
    return round


def _told(round: DeterminationRound) -> dict[str, str]:
    return {name: str(getattr(round, name)) for name in ("opens_on", *CHANGEABLE)}
