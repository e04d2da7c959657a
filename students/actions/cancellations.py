"""propose, approve, refuse: a determination that rested on a false statement is cancelled by another person."""

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import User
from students.actions import determined
from students.actions.applications import taken_up
from students.determination_choices import ApplicationStatus, CancellationStatus
from students.models import Application, Cancellation

EVIDENCE = "cancellation_evidence"


@transaction.atomic
def propose(*, application: Application, reason: str, evidence: File | None, by: User) -> Cancellation:
    refuse_empty(reason, _("请写明取消认定的原因和查实的情况。"))
    application = taken_up(application)
    if application.status != ApplicationStatus.APPROVED:
        raise Refused(_("只有已认定的才能取消，这条申请%(status)s。") % {"status": application.get_status_display()})
    if known := application.cancellations.filter(status=CancellationStatus.PROPOSED).first():
        raise AlreadyDone(_("取消认定已经提出，正在等待批准。"), ids=[known.pk])
    unit = application.enrolment.school
    file = evidence and stored_files.store(source=evidence, name=evidence.name or "", kind=EVIDENCE, by=by, unit=unit)
    made = Cancellation.objects.create(application=application, reason=reason.strip(), evidence=file, proposed_by=by)
    audit.record("students.cancellation.proposed", by=by, target=made, unit=unit, note=reason)
    return made


@transaction.atomic
def approve(*, cancellation: Cancellation, note: str = "", by: User) -> Cancellation:
    """The tier is gone from the next check on, which supersedes what rests on it; what was paid becomes a recovery."""
    cancellation = _decided(cancellation, CancellationStatus.APPROVED, note, by)
    application = taken_up(cancellation.application)
    application.move_to(ApplicationStatus.CANCELLED)
    application.save(update_fields=["status"])
    determined.revoke(application)
    audit.record("students.cancellation.approved", by=by, target=cancellation, unit=application.enrolment.school, note=note)
    return cancellation


@transaction.atomic
def refuse(*, cancellation: Cancellation, note: str, by: User) -> Cancellation:
    refuse_empty(note, _("请写明不批准的原因。"))
    cancellation = _decided(cancellation, CancellationStatus.REFUSED, note, by)
    unit = cancellation.application.enrolment.school
    audit.record("students.cancellation.refused", by=by, target=cancellation, unit=unit, note=note)
    return cancellation


def _decided(cancellation: Cancellation, status: str, note: str, by: User) -> Cancellation:
    cancellation = Cancellation.objects.locked().for_list().get(pk=cancellation.pk)
    if cancellation.proposed_by_id in by.stands_for:
        raise Refused(_("提出人不能批准自己提出的取消认定，请由另一人办理。"), code="same_person")
    cancellation.move_to(status)
    cancellation.decided_by, cancellation.decided_at, cancellation.decision_note = by, timezone.now(), note.strip()
    cancellation.save(update_fields=["status", "decided_by", "decided_at", "decision_note"])
    return cancellation
