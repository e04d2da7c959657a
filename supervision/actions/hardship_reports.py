"""report, withdraw: sudden hardship between two lists, told by a school or a town; it asks to determine again, no more."""

from datetime import date

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.actions import stored_files
from aid_portal.errors import Refused, refuse_empty
from aid_portal.models import OrgUnit, User
from students.models import Student
from supervision.actions import warnings
from supervision.models import HardshipReport
from supervision.warning_choices import ReportStatus

SCAN = "hardship_report"


@transaction.atomic
def report(
    *, student: Student, unit: OrgUnit, event: str, happened_on: date, account: str, scan: File | None = None,
    day: date | None = None, by: User,
) -> HardshipReport:  # fmt: skip
    """The bureau is warned at once. `day`: where it is entered afterwards."""
    refuse_empty(account, _("请写明发生了什么。"))
    if happened_on > (day or timezone.localdate()):
        raise Refused(_("发生日期不能晚于今天，请核对。"), code="future")
    same = {"student": student, "event": event, "happened_on": happened_on, "status": ReportStatus.REPORTED}
    if known := HardshipReport.objects.filter(**same).first():
        raise Refused(_("这件事已由%(unit)s报告过，不必重复报告。") % {"unit": known.unit}, code="known", ids=[known.pk])
    kept = stored_files.store(source=scan, name=scan.name or "", kind=SCAN, by=by, unit=unit) if scan else None
    made = HardshipReport.objects.create(**same, unit=unit, account=account.strip(), scan=kept, reported_by=by)
    audit.record("supervision.hardship_report.made", by=by, target=made, unit=unit)
    warnings.refresh_reports(day=day)
    return made


@transaction.atomic
def withdraw(*, report: HardshipReport, reason: str, by: User) -> HardshipReport:
    """What turned out to be wrong; its warning goes with it."""
    refuse_empty(reason, _("请写明撤销的原因。"))
    report = HardshipReport.objects.locked().select_related("unit", "student").get(pk=report.pk)
    report.move_to(ReportStatus.WITHDRAWN)
    report.withdrawn_by, report.withdrawn_at, report.withdraw_reason = by, timezone.now(), reason.strip()
    report.save(update_fields=["status", "withdrawn_by", "withdrawn_at", "withdraw_reason"])
    audit.record("supervision.hardship_report.withdrawn", by=by, target=report, unit=report.unit, note=reason)
    warnings.refresh_reports()
    return report
