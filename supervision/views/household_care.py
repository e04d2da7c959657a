"""What was done for the children of a household, day by day: visits, contacts after absence, reports of sudden hardship."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from supervision.reports.household_care import Care


def care_story(care: Care) -> list[dict[str, Any]]:
    """The newest first."""
    told = [
        _told(
            each.visited_on, each.visitors,
            _("走访%(name)s家：%(outcome)s") % {"name": each.case.name, "outcome": each.get_outcome_display()}, each.summary,
        )
        for each in care.visits
    ]  # fmt: skip
    told += [
        _told(each.first_day, str(each.school), _("%(name)s缺勤：%(cause)s") % _absent(each), each.note) for each in care.absences
    ]
    told += [
        _told(each.contacted_on, str(each.contacted_by), _("因缺勤联系%(name)s家庭") % {"name": each.name}, each.contact_note)
        for each in care.absences
        if each.contacted_on
    ]
    told += [
        _told(each.happened_on, str(each.unit), _("%(name)s家突发困难：%(event)s") % _sudden(each), each.account)
        for each in care.reports
    ]
    return sorted(told, key=lambda each: each["at"], reverse=True)


def _absent(report) -> dict[str, str]:
    return {"name": report.name, "cause": report.get_cause_display()}


def _sudden(report) -> dict[str, str]:
    return {"name": report.student.name, "event": report.get_event_display()}


def _told(day, who: str, what: str, note: str) -> dict[str, Any]:
    """At noon of the day: only the day is known."""
    return {"at": timezone.make_aware(datetime.combine(day, time(12))), "who": who, "what": what, "note": note}
