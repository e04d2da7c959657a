"""record, withdraw: what a guardian allows donors to be told of a child."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import AlreadyDone, Refused, refuse_empty
from aid_portal.models import OrgUnit, StoredFile, User
from students.models import Student
from subsidies.models import GuardianConsent


@transaction.atomic
def record(
    *, student: Student, school: OrgUnit, may_name: bool, may_photo: bool, may_story: bool, given_on: date, paper: str,
    evidence: StoredFile | None = None, by: User,
) -> GuardianConsent:  # fmt: skip
    refuse_empty(paper, _("请写明监护人同意书的名称。"), code="no_paper")
    if not (may_name or may_photo or may_story):
        raise Refused(_("请至少勾选一项监护人同意的内容。"), code="nothing")
    if given_on > timezone.localdate():
        raise Refused(_("同意日期不能晚于今天。"), code="later_than_today")
    student = Student.objects.select_for_update(no_key=True).get(pk=student.pk)
    if student.guardian_consents.filter(withdrawn_on=None).exists():
        raise Refused(_("这名学生已有一份有效的监护人同意；内容有变化的，请先登记撤回。"), code="standing")
    consent = GuardianConsent.objects.create(
        student=student, school=school, may_name=may_name, may_photo=may_photo, may_story=may_story, given_on=given_on,
        paper=paper.strip(), evidence=evidence, made_by=by,
    )  # fmt: skip
    audit.record("subsidies.consent.recorded", by=by, target=consent, unit=school)
    return consent


@transaction.atomic
def withdraw(*, consent: GuardianConsent, by: User) -> GuardianConsent:
    """From now on nothing personal is told; what was told before stays told."""
    consent = GuardianConsent.objects.locked().select_related("school").get(pk=consent.pk)
    if consent.withdrawn_on:
        raise AlreadyDone(_("这份同意已经撤回。"))
    consent.withdrawn_on, consent.withdrawn_by = timezone.localdate(), by
    consent.save(update_fields=["withdrawn_on", "withdrawn_by"])
    audit.record("subsidies.consent.withdrawn", by=by, target=consent, unit=consent.school)
    return consent
