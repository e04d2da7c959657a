"""report, answer, close, send_back, withdraw: a problem that a unit found itself, until somebody of the county has looked."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from supervision.actions import evidence
from supervision.choices import SelfCheckStatus
from supervision.models import SelfCheck
from supervision.models.self_checks import FACTS


@transaction.atomic
def report(*, key: UUID, unit: OrgUnit, facts: Mapping[str, Any], photos: Sequence[File] = (), by: User) -> SelfCheck:
    """`facts` are FACTS, the deadline is the unit's own; `key` is the form's: sent twice it is one problem."""
    OrgUnit.objects.locked().get(pk=unit.pk)  # two of the same key queue here
    if known := SelfCheck.objects.filter(key=key, reported_by=by, unit=unit).first():
        return known
    if unit.closed_on:
        raise Refused(_("%(unit)s已撤销，不能登记自查问题。") % {"unit": unit}, code="closed")
    _refuse_bad(facts)
    made = SelfCheck.objects.create(key=key, unit=unit, reported_by=by, **{name: facts[name] for name in FACTS})
    evidence.attach(files=photos, unit=unit, by=by, self_check=made)
    after = {"theme": made.theme, "due_on": made.due_on}
    audit.record("supervision.self_check.reported", by=by, target=made, unit=unit, after=after)
    return made


@transaction.atomic
def answer(*, self_check: SelfCheck, result: str, done_on: date, files: Sequence[File] = (), by: User) -> SelfCheck:
    """What came of it; somebody of the county looks before it is closed."""
    refuse_empty(result, _("请写明整改结果。"), code="no_result")
    self_check = _locked(self_check)
    if not self_check.found_on <= done_on <= timezone.localdate():
        words = {"found": self_check.found_on}
        raise Refused(_("完成日期应在发现日期%(found)s和今天之间，请核对。") % words, code="other_day")
    self_check.move_to(SelfCheckStatus.REPLIED)
    self_check.result, self_check.done_on, self_check.note = result.strip(), done_on, ""
    self_check.replied_by, self_check.replied_at = by, timezone.now()
    self_check.save(update_fields=["status", "result", "done_on", "note", "replied_by", "replied_at"])
    evidence.attach(files=files, unit=self_check.unit, by=by, self_check=self_check)
    _told("answered", self_check, by, after={"result": self_check.result, "done_on": done_on})
    return self_check


@transaction.atomic
def close(*, self_check: SelfCheck, note: str = "", by: User) -> SelfCheck:
    """By another person than who answered."""
    self_check = _locked(self_check)
    if self_check.replied_by_id in by.stands_for:
        raise Refused(_("整改结果由您本人报送，须由另一人核实。"), code="own_work", ids=[self_check.pk])
    self_check.move_to(SelfCheckStatus.CLOSED)
    self_check.closed_by, self_check.closed_at, self_check.note = by, timezone.now(), note.strip()
    self_check.save(update_fields=["status", "closed_by", "closed_at", "note"])
    _told("closed", self_check, by, note=note)
    return self_check


def send_back(*, self_check: SelfCheck, note: str, by: User) -> SelfCheck:
    refuse_empty(note, _("请写明退回的原因，单位据此重新整改。"))
    return _ended(self_check, SelfCheckStatus.RETURNED, "returned", note, by)


def withdraw(*, self_check: SelfCheck, note: str, by: User) -> SelfCheck:
    """It was no problem, or was written down wrongly; nothing has been answered yet."""
    refuse_empty(note, _("请写明撤销的原因。"))
    return _ended(self_check, SelfCheckStatus.WITHDRAWN, "withdrawn", note, by)


@transaction.atomic
def _ended(self_check: SelfCheck, status: str, event: str, note: str, by: User) -> SelfCheck:
    self_check = _locked(self_check)
    self_check.move_to(status)
    self_check.note = note.strip()
    self_check.save(update_fields=["status", "note"])
    _told(event, self_check, by, note=note)
    return self_check


def _told(event: str, self_check: SelfCheck, by: User, **said: Any) -> None:
    audit.record(f"supervision.self_check.{event}", by=by, target=self_check, unit=self_check.unit, **said)


def _refuse_bad(facts: Mapping[str, Any]) -> None:
    if facts["found_on"] > timezone.localdate():
        raise Refused(_("发现日期不能晚于今天，请核对。"), code="future")
    if facts["due_on"] < facts["found_on"]:
        raise Refused(_("整改期限不能早于发现日期，请核对。"), code="due_before")


def _locked(self_check: SelfCheck) -> SelfCheck:
    return SelfCheck.objects.locked().select_related("unit").get(pk=self_check.pk)
