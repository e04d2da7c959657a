"""save_draft, submit, send_back, withdraw, take_in_proven: applications as they are written and handed in."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto
from aid_portal.actions import stored_files
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import User
from students.actions.rounds import running
from students.choices import EnrolmentStatus
from students.determination_choices import ApplicationStatus, Origin
from students.models import Application, DeterminationRound, Enrolment
from students.proven_tiers import proven_tiers_of
from students.rules import privacy
from students.sealing import application_aad

SCAN = "hardship_application"
FAMILY = "family"  # who acted, where nobody of the portal did


@transaction.atomic
def save_draft(
    *, round: DeterminationRound, enrolment: Enrolment, form: dict[str, Any], origin: str = Origin.PAPER, by: User | None
) -> Application:
    """The form as far as it is filled; the child's open draft is overwritten. `by` is nobody where the family writes itself."""
    round = running(round)
    _refuse_elsewhere(round, enrolment)
    application = _standing(round, enrolment)
    if application is None:
        application = Application(round=round, enrolment=enrolment, origin=origin, filled_by=by)
    elif application.status != ApplicationStatus.DRAFT:
        words = {"name": enrolment.name, "status": application.get_status_display()}
        raise AlreadyDone(_("“%(name)s”的申请%(status)s，不能再修改。") % words, ids=[application.pk])
    application.sealed = crypto.seal(form, application_aad(round.pk, enrolment.pk))
    application.save()
    return application


@transaction.atomic
def submit(
    *, application: Application, committed_on: date, scan: File | None = None, by: User | None, today: date | None = None
) -> Application:
    """With the written commitment instead of stamped proofs; on paper its signed scan goes with it.

    By phone the family has agreed to the privacy notice in force; on paper that stands on the signed form.
    """
    application = taken_up(application)
    round, today = running(application.round), today or timezone.localdate()
    if not round.opens_on <= today <= round.applications_until:
        words = {"start": round.opens_on, "end": round.applications_until}
        raise Refused(_("申请时间为%(start)s至%(end)s，现在不能提交；确有困难请与学校联系。") % words, code="not_now")
    if application.origin == Origin.PAPER and scan is None and application.scan_id is None:
        raise Refused(_("请上传本人或监护人签字的申请表扫描件。"), code="no_scan")
    if scan is not None:
        unit = application.enrolment.school
        application.scan = stored_files.store(source=scan, name=scan.name or "", kind=SCAN, by=by, unit=unit, personal=True)
    application.move_to(ApplicationStatus.SUBMITTED)
    application.committed_on, application.submitted_at, application.return_note = committed_on, timezone.now(), ""
    application.privacy_version = privacy.VERSION if application.origin == Origin.PHONE else ""
    application.save(update_fields=["status", "committed_on", "submitted_at", "return_note", "scan", "privacy_version"])
    _record("submitted", application, by)
    return application


@transaction.atomic
def send_back(*, application: Application, note: str, by: User) -> Application:
    """To whoever wrote it, with the reason."""
    refuse_empty(note, _("请写明退回原因。"))
    return _moved(application, ApplicationStatus.DRAFT, "returned", note, by)


@transaction.atomic
def withdraw(*, application: Application, note: str, by: User | None) -> Application:
    """Voluntary on both sides: the family may take it back until the school has decided."""
    refuse_empty(note, _("请写明撤回原因。"))
    return _moved(application, ApplicationStatus.WITHDRAWN, "withdrawn", note, by)


def _moved(application: Application, status: ApplicationStatus, word: str, note: str, by: User | None) -> Application:
    """With the reason, which the family and the school read."""
    application = taken_up(application)
    application.move_to(status)
    application.return_note = note.strip()
    application.save(update_fields=["status", "return_note"])
    _record(word, application, by, note=note)
    return application


@transaction.atomic
def take_in_proven(*, round: DeterminationRound, enrolments: Sequence[Enrolment], by: User) -> list[Application]:
    """Special groups that the departments' lists prove hand in no paper; who has an application already keeps it."""
    round = running(round)
    known = set(Application.objects.standing().filter(round=round, enrolment__in=enrolments).values_list("enrolment", flat=True))
    proven = proven_tiers_of(enrolments, round.term)
    made = [
        Application(
            round=round, enrolment=each, origin=Origin.PROVEN, status=ApplicationStatus.REVIEWED, filled_by=by,
            proven_tier=proven[each.pk].tier, proven_by=list(proven[each.pk].categories), submitted_at=timezone.now(),
        )
        for each in enrolments
        if proven[each.pk].tier and each.pk not in known and each.status == EnrolmentStatus.ENROLLED
    ]  # fmt: skip
    Application.objects.bulk_create(made)
    if made:
        unit = made[0].enrolment.school
        audit.record("students.application.proven", by=by, target=round, unit=unit, after={"count": len(made)})
    return made


def taken_up(application: Application) -> Application:
    return Application.objects.locked().select_related("round__term", "enrolment__school").get(pk=application.pk)


def open_form(application: Application) -> dict[str, Any]:
    """The form as it was filled; empty for who needs none."""
    if not application.sealed:
        return {}
    return crypto.unseal(application.sealed, application_aad(application.round_id, application.enrolment_id))


def _standing(round: DeterminationRound, enrolment: Enrolment) -> Application | None:
    return Application.objects.locked().standing().filter(round=round, enrolment=enrolment).first()


def _refuse_elsewhere(round: DeterminationRound, enrolment: Enrolment) -> None:
    if enrolment.term_id != round.term_id or enrolment.status != EnrolmentStatus.ENROLLED:
        words = {"name": enrolment.name, "term": round.term}
        raise Refused(_("“%(name)s”%(term)s不在读，不能申请认定。") % words, code="not_enrolled")


def _record(word: str, application: Application, by: User | None, note: str = "") -> None:
    unit = application.enrolment.school
    audit.record(f"students.application.{word}", by=by or FAMILY, target=application, unit=unit, note=note)
