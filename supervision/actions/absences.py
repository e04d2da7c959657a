"""report, contact, end, run: a child does not come; the family is asked; it is back; or it has been away too long."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import AlreadyDone, Refused
from aid_portal.models import User
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.sheets import enrolment_words
from supervision.actions.dropout_refresh import case_of
from supervision.dropout_choices import CaseSource, CaseStatus, EndReason
from supervision.models import AbsenceReport, DropoutCase
from supervision.reports.absences import to_suspect
from supervision.reports.dropout_returns import COMPULSORY_STAGES


@transaction.atomic
def report(*, enrolment: Enrolment, facts: dict[str, Any], by: User) -> AbsenceReport:
    """`facts`: first_day, cause, note. One report a child until it is back."""
    if enrolment.status != EnrolmentStatus.ENROLLED:
        raise Refused(_("“%(name)s”不是在读学生，请先核对花名册。") % {"name": enrolment.name}, code="not_enrolled")
    if enrolment.stage not in COMPULSORY_STAGES:
        raise Refused(_("缺勤报告用于小学、初中学生；其他学段的学生不属于控辍保学。"), code="other_stage")
    if open_one := AbsenceReport.objects.open().filter(student=enrolment.student_id).first():
        raise AlreadyDone(_("“%(name)s”已有未结束的缺勤报告，请在那一份上登记。") % {"name": enrolment.name}, ids=[open_one.pk])
    if facts["first_day"] > timezone.localdate():
        raise Refused(_("未到校第一天不能晚于今天。"), code="future")
    made = AbsenceReport.objects.create(
        student=enrolment.student, school=enrolment.school, term=enrolment.term, name=enrolment.name,
        seat=enrolment_words.place(enrolment), reported_by=by, **facts,
    )  # fmt: skip
    after = {"first_day": str(made.first_day), "cause": made.cause}
    audit.record("supervision.absence.reported", by=by, target=made, unit=made.school, after=after)
    return made


@transaction.atomic
def contact(*, report: AbsenceReport, on: date, note: str, by: User) -> AbsenceReport:
    """Somebody has spoken with the family."""
    report = _open(report)
    if on < report.first_day:
        raise Refused(_("联系日期不能早于未到校第一天。"), code="too_early")
    report.contacted_on, report.contacted_by, report.contact_note = on, by, note.strip()
    report.save(update_fields=["contacted_on", "contacted_by", "contact_note"])
    audit.record("supervision.absence.contacted", by=by, target=report, unit=report.school, note=note)
    return report


@transaction.atomic
def end(*, report: AbsenceReport, back_on: date, by: User) -> AbsenceReport:
    """The child is back: its case goes with the report, unless the county has confirmed a dropout; that takes a proof."""
    report = _open(report)
    if back_on < report.first_day:
        raise Refused(_("返校日期不能早于未到校第一天。"), code="too_early")
    report.back_on, report.ended_by = back_on, by
    report.save(update_fields=["back_on", "ended_by"])
    audit.record("supervision.absence.ended", by=by, target=report, unit=report.school, after={"back_on": str(back_on)})
    if report.case_id:
        _bring_back(report, by)
    return report


def _bring_back(report: AbsenceReport, by: User) -> None:
    case = DropoutCase.objects.locked().get(pk=report.case_id)
    if case.status != CaseStatus.SUSPECTED:
        return
    case.move_to(CaseStatus.BACK)
    case.reason, case.ended_on, case.ended_by = EndReason.BACK, max(report.back_on, case.opened_on), by
    case.save(update_fields=["status", "reason", "ended_on", "ended_by"])
    audit.record("supervision.dropout.ended", by=by, target=case, unit=report.school, after={"reason": case.reason})


def _open(report: AbsenceReport) -> AbsenceReport:
    report = AbsenceReport.objects.locked().select_related("school").get(pk=report.pk)
    if report.back_on:
        raise Refused(
            _("“%(name)s”已于%(day)s返校，这份报告已结束。") % {"name": report.name, "day": report.back_on}, code="ended"
        )
    return report


def run(*, day: date) -> int:
    """Whoever has been away too long by `day` becomes a case; twice on a day, or twice at once, it is one case."""
    keys = to_suspect(AbsenceReport.objects.all(), day).order_by("pk").values_list("pk", flat=True)
    return sum(_suspect(key, day) for key in list(keys))


@transaction.atomic
def _suspect(key: int, day: date) -> bool:
    report = AbsenceReport.objects.locked().select_related("student", "school", "term").get(pk=key)
    if report.case_id or report.back_on:
        return False
    report.case = DropoutCase.objects.open().filter(student=report.student).first() or _opened(report, day)
    report.save(update_fields=["case"])
    return True


def _opened(report: AbsenceReport, day: date) -> DropoutCase:
    seats = Enrolment.objects.filter(student=report.student, school=report.school).select_related("school", "student")
    seat = seats.order_by("-term__position", "-accepted_order").first()
    case = case_of(seat, source=CaseSource.ABSENCE, on=day, term=report.term)
    case.note = _("自%(day)s起未到校，%(cause)s") % {"day": report.first_day, "cause": report.get_cause_display()}
    case.save()
    audit.record("supervision.dropout.opened", by=audit.SYSTEM, target=case, unit=report.school, after={"source": case.source})
    return case
