"""How many school days a child has missed, and since when it must have been away for the family or the county to be asked."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from aid_portal.models import User
from aid_portal.permissions import Permission
from aid_portal.terms import term_of
from aid_portal.working_days import SATURDAY, WorkCalendar
from subsidies.models import SupplyPeriod
from supervision.dropout_choices import AbsenceState, ParameterCode
from supervision.models import AbsenceReport
from supervision.models.dropout_reports import AbsenceReportQuerySet
from supervision.reports.dropout_days import days_in_force
from supervision.rules.dropouts import first_day_of, missed_days

SchoolDay = Callable[[date], bool]


def school_days(today: date) -> SchoolDay:
    """Working days of the county's terms, without the vacations between them.

    A year whose holidays nobody has entered counts Monday to Friday, a term whose days nobody has set counts whole, so that
    no child is overlooked for a table that is missing.
    """
    calendar, taught = WorkCalendar.of(range(today.year - 2, today.year + 1)), taught_days()

    def is_school_day(day: date) -> bool:
        first, last = taught.get(str(term_of(day)), (day, day))
        works = calendar.is_working(day) if day.year in calendar.years else day.weekday() < SATURDAY
        return first <= day <= last and works

    return is_school_day


def taught_days() -> dict[str, tuple[date, date]]:
    """By term from when to when the county's schools are open: the days of supply, which say the same."""
    periods = SupplyPeriod.objects.filter(school=None).values_list("term", "first_on", "last_on")
    return {term: (first, last) for term, first, last in periods}


def since(code: ParameterCode, today: date) -> date:
    """Whoever has been away since this day or longer has missed as many school days as the county has set."""
    return first_day_of(days_in_force()[code], today, school_days(today))


def to_contact(reports: AbsenceReportQuerySet, today: date) -> AbsenceReportQuerySet:
    """Away for long enough and nobody has spoken with the family."""
    return reports.open().filter(contacted_on=None, first_day__lte=since(ParameterCode.ABSENCE_CONTACT, today))


def to_suspect(reports: AbsenceReportQuerySet, today: date) -> AbsenceReportQuerySet:
    return reports.open().filter(case=None, first_day__lte=since(ParameterCode.ABSENCE_SUSPECT, today))


def contacts_due(user: User, today: date) -> AbsenceReportQuerySet:
    """What this person's school has to ask the families by today."""
    if not user.has(Permission.DROPOUT_REPORT):
        return AbsenceReport.objects.none()
    return to_contact(AbsenceReport.objects.visible_to(user), today)


def in_state(state: str, today: date) -> Q:
    """As rows: each report is in exactly one state."""
    contact = Q(back_on=None, case=None, contacted_on=None, first_day__lte=since(ParameterCode.ABSENCE_CONTACT, today))
    return {
        AbsenceState.RETURNED: Q(back_on__isnull=False),
        AbsenceState.CASED: Q(back_on=None, case__isnull=False),
        AbsenceState.CONTACT: contact,
        AbsenceState.WATCHED: Q(back_on=None, case=None) & ~contact,
    }[AbsenceState(state)]


class Clock:
    """Days and state of many reports by one reading of the calendar and of the days that are set."""

    def __init__(self, today: date) -> None:
        self.today, self.is_school_day = today, school_days(today)
        self.contact = since(ParameterCode.ABSENCE_CONTACT, today)

    def missed(self, report: AbsenceReport) -> int:
        """School days up to today, or up to the day before the child was back."""
        if report.back_on is None:
            return missed_days(report.first_day, self.today, self.is_school_day)
        return missed_days(report.first_day, report.back_on, self.is_school_day) - self.is_school_day(report.back_on)

    def state(self, report: AbsenceReport) -> AbsenceState:
        if report.back_on:
            return AbsenceState.RETURNED
        if report.case_id:
            return AbsenceState.CASED
        asks = report.contacted_on is None and report.first_day <= self.contact
        return AbsenceState.CONTACT if asks else AbsenceState.WATCHED
