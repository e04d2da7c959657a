"""assign, note, report, answer, decline, reopen, register: how a grievance is dealt with, step by step."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto
from aid_portal.choices import OrgKind
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from aid_portal.permissions import Permission
from students.models import Student
from supervision.actions.grievances import due_day
from supervision.grievance_choices import GrievanceKind, GrievanceStatus, GrievanceStepKind
from supervision.models import Grievance, GrievanceStep
from supervision.reports.grievances import waiting
from supervision.sealing import step_aad

STATE = ["status", "assigned_unit", "assigned_to", "ended_on", "due_on", "rounds"]


@transaction.atomic
def assign(
    *, grievances: Sequence[Grievance], unit: OrgUnit, person: User | None = None, note: str = "", by: User,
    at: datetime | None = None,
) -> Sequence[Grievance]:  # fmt: skip
    """All of them or none. A tip-off stays at the bureau, with people who may see it."""
    found = list(Grievance.objects.locked().filter(pk__in=[each.pk for each in grievances]).order_by("pk"))
    for grievance in found:
        _refuse_eyes(grievance, unit, person)
        if grievance.status != GrievanceStatus.HANDLING:
            _demand_open(grievance)
            grievance.move_to(GrievanceStatus.HANDLING)
        grievance.assigned_unit, grievance.assigned_to = unit, person
        grievance.save(update_fields=STATE)
        words = _("分派给%(whom)s。") % {"whom": f"{unit} {person.name}" if person else unit}
        keep_step(grievance, GrievanceStepKind.ASSIGNED, words + note.strip(), by=by, at=at)
    return found


@transaction.atomic
def note(*, grievance: Grievance, text: str, by: User, at: datetime | None = None) -> Grievance:
    """For those who deal with it; whoever asked never sees it."""
    refuse_empty(text, _("请写明记录的内容。"))
    grievance = locked(grievance)
    keep_step(grievance, GrievanceStepKind.NOTED, text, by=by, at=at)
    return grievance


@transaction.atomic
def report(*, grievance: Grievance, text: str, by: User, at: datetime | None = None) -> Grievance:
    """Who was given it tells the desk what was found and done."""
    refuse_empty(text, _("请写明核实和办理的情况。"))
    grievance = locked(grievance)
    if grievance.status == GrievanceStatus.HANDLING and not waiting(by, "handle").filter(pk=grievance.pk).exists():
        raise Refused(
            _("%(grievance)s不由您办理，请由承办人反馈。") % {"grievance": grievance}, code="other_hand", ids=[grievance.pk]
        )
    grievance.move_to(GrievanceStatus.REPORTED)
    grievance.save(update_fields=STATE)
    keep_step(grievance, GrievanceStepKind.REPORTED, text, by=by, at=at)
    return grievance


@transaction.atomic
def answer(*, grievance: Grievance, text: str, by: User, at: datetime | None = None) -> Grievance:
    """Shown to whoever has the code. Who reported on it this time does not answer it as well."""
    refuse_empty(text, _("请写明答复的内容。"))
    grievance = locked(grievance)
    last = grievance.steps.filter(kind=GrievanceStepKind.REPORTED).order_by("-pk").first()
    if grievance.status == GrievanceStatus.REPORTED and last and last.by_id == by.pk:
        raise Refused(_("%(grievance)s由您本人办理，须由另一人答复。") % {"grievance": grievance}, code="own_work")
    return _end(grievance, GrievanceStatus.ANSWERED, GrievanceStepKind.ANSWERED, text, by, at)


@transaction.atomic
def decline(*, grievance: Grievance, text: str, by: User, at: datetime | None = None) -> Grievance:
    """The reason is shown: where it belongs, or why nothing can be done here."""
    refuse_empty(text, _("请写明不予受理的原因，以及可以到哪里反映。"))
    return _end(locked(grievance), GrievanceStatus.DECLINED, GrievanceStepKind.DECLINED, text, by, at)


@transaction.atomic
def reopen(*, grievance: Grievance, text: str, by: User | None, at: datetime | None = None) -> Grievance:
    """Back to who dealt with it, with a day anew; from outside see public_grievances.reopen."""
    refuse_empty(text, _("请写明为什么要重新办理。"))
    grievance = locked(grievance)
    grievance.move_to(GrievanceStatus.HANDLING)
    day = timezone.localtime(at or timezone.now()).date()
    grievance.ended_on, grievance.due_on, grievance.rounds = None, due_day(grievance.kind, day), grievance.rounds + 1
    grievance.assigned_unit = grievance.assigned_unit or OrgUnit.objects.get(kind=OrgKind.BUREAU)
    grievance.save(update_fields=STATE)
    keep_step(grievance, GrievanceStepKind.REOPENED, text, by=by, at=at)
    return grievance


@transaction.atomic
def register(
    *, grievance: Grievance, kind: str, unit: OrgUnit | None, student: Student | None, sensitive: bool, urgent: bool, by: User
) -> Grievance:
    """What it is and whom it concerns, as found on reading; another kind has another deadline, from the day it came in."""
    grievance = locked(grievance)
    _demand_open(grievance)
    sensitive = sensitive or kind == GrievanceKind.TIP_OFF
    if sensitive and grievance.assigned_unit and grievance.assigned_unit.kind != OrgKind.BUREAU:
        raise Refused(
            _("这件诉求已分派给%(unit)s，请先改派到县局再列为敏感。") % {"unit": grievance.assigned_unit}, code="assigned"
        )
    if kind != grievance.kind:
        grievance.due_on = due_day(kind, timezone.localtime(grievance.received_at).date())
    before = {"kind": grievance.kind, "sensitive": grievance.sensitive, "urgent": grievance.urgent}
    grievance.kind, grievance.unit, grievance.student = kind, unit, student
    grievance.sensitive, grievance.urgent = sensitive, urgent
    grievance.save(update_fields=["kind", "unit", "student", "sensitive", "urgent", "due_on"])
    after = {"kind": kind, "sensitive": sensitive, "urgent": urgent}
    audit.record("supervision.grievance.registered", by=by, target=grievance, before=before, after=after)
    return grievance


def locked(grievance: Grievance) -> Grievance:
    return Grievance.objects.locked().get(pk=grievance.pk)


def keep_step(grievance: Grievance, kind: str, text: str, *, by: User | None, at: datetime | None) -> GrievanceStep:
    """The words lie sealed; the log says that it was done, by whom, and of which number."""
    key = uuid4()
    sealed = crypto.seal({"text": text.strip()}, step_aad(key))
    step = GrievanceStep.objects.create(key=key, grievance=grievance, kind=kind, sealed=sealed, by=by, at=at or timezone.now())
    nobody = audit.SYSTEM if kind == GrievanceStepKind.REMINDED else audit.PUBLIC
    audit.record(f"supervision.grievance.{kind}", by=by or nobody, target=grievance)
    return step


def _end(grievance: Grievance, status: str, kind: str, text: str, by: User, at: datetime | None) -> Grievance:
    grievance.move_to(status)
    grievance.ended_on = timezone.localtime(at or timezone.now()).date()
    grievance.save(update_fields=STATE)
    keep_step(grievance, kind, text, by=by, at=at)
    return grievance


def _demand_open(grievance: Grievance) -> None:
    if not grievance.is_open:
        words = {"grievance": grievance, "state": grievance.get_status_display()}
        raise Refused(_("%(grievance)s%(state)s，要继续办理请先重新办理。") % words, code="ended", ids=[grievance.pk])


def _refuse_eyes(grievance: Grievance, unit: OrgUnit, person: User | None) -> None:
    if not grievance.sensitive:
        return
    if unit.kind != OrgKind.BUREAU:
        raise Refused(_("%(grievance)s是敏感诉求，只能由县局办理。") % {"grievance": grievance}, code="sensitive")
    if person and not person.has(Permission.GRIEVANCE_SENSITIVE):
        words = {"grievance": grievance, "person": person.name}
        raise Refused(_("%(grievance)s是敏感诉求，%(person)s没有查看权限。") % words, code="sensitive")
