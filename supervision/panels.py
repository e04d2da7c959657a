"""What this floor adds to a child's page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.links import rows
from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Student
from students.panels import Panel, register_panel
from supervision.models import AbsenceReport, DropoutCase, EarlyWarning
from supervision.reports.household_members import household_of
from supervision.reports.warning_words import warning_words


def household(student: Student, user: User) -> dict[str, Any] | None:
    """The way to the household of the rural list, for a child who is on one."""
    found = household_of(student, user)
    return {"household": found} if found else None


def dropout_cases(student: Student, user: User) -> dict[str, Any] | None:
    """Only where there is or was one: most children never see this section."""
    found = list(DropoutCase.objects.visible_to(user).filter(student=student).for_list())
    return {"cases": found} if found else None


def absences(student: Student, user: User) -> dict[str, Any] | None:
    """The reports, and the way to a new one for those who make them."""
    found = list(AbsenceReport.objects.visible_to(user).filter(student=student).for_list())
    may_report = user.has(Permission.DROPOUT_REPORT) and not any(each.back_on is None for each in found)
    url = rows("supervision:absence-report", child=student.name) if may_report else ""
    return {"reports": found, "url": url} if found or url else None


def warnings(student: Student, user: User) -> dict[str, Any] | None:
    """Those that stand first; nothing where there is none and nothing to be done here."""
    found = EarlyWarning.objects.visible_to(user).filter(student=student).for_list().order_by("settled_at", "-raised_on", "-pk")
    told = sorted(found, key=lambda each: not each.is_standing)
    words = warning_words() if told else None
    handles, lists = user.has(Permission.WARNING_HANDLE), user.has(Permission.RECORD_VIEW)
    if not (told or handles or lists):
        return None
    return {
        "rows": [{"row": each, "sentence": words.sentence(each)} for each in told],
        "report_url": rows("supervision:hardship-report-add", student.pk) if handles else "",
        "as_of_url": rows("supervision:as-of-child", student.pk) if lists else "",
    }


register_panel(Panel(_("所在监测户"), Permission.HOUSEHOLD_VIEW, "supervision/panels/household.html", household, 1))
register_panel(Panel(_("预警"), Permission.WARNING_VIEW, "supervision/panels/warnings.html", warnings, 2))
register_panel(Panel(_("控辍保学"), Permission.DROPOUT_VIEW, "supervision/panels/dropouts.html", dropout_cases, 3))
register_panel(Panel(_("缺勤"), Permission.ABSENCE_VIEW, "supervision/panels/absences.html", absences, 40))
