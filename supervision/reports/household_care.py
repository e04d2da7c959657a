"""What is open about the children of a household and what was done for them, as far as the reader sees it elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from aid_portal.models import User
from aid_portal.permissions import Permission
from students.models import Record, SchoolingProof, is_proven
from supervision.models import (
    AbsenceReport,
    DropoutCase,
    DropoutVisit,
    EarlyWarning,
    HardshipReport,
    OutreachActivity,
)
from supervision.outreach_choices import OutreachKind
from supervision.reports.household_members import House
from supervision.rules.households import Sight

ACTIVITIES_SHOWN = 5


@dataclass(frozen=True)
class Care:
    warnings: Sequence[EarlyWarning]
    cases: Sequence[DropoutCase]
    visits: Sequence[DropoutVisit]
    absences: Sequence[AbsenceReport]
    reports: Sequence[HardshipReport]
    activities: Sequence[OutreachActivity]


def care_of(house: House, user: User) -> Care:
    """Warnings that stand and cases in any state; outreach is recorded by unit, so it is that of the children's schools."""
    students, marks = house.students, [bytes(each.record.person_mark) for each in house.children if each.record]
    warnings = EarlyWarning.objects.visible_to(user).standing().filter(_of_the_house(house))
    cases = DropoutCase.objects.visible_to(user).filter(Q(student__in=students) | Q(person_mark__in=marks))
    told = list(cases.for_list())
    visits = DropoutVisit.objects.visible_to(user).filter(case__in=[each.pk for each in told]).select_related("case")
    absences = AbsenceReport.objects.visible_to(user).filter(student__in=students).for_list()
    reports = HardshipReport.objects.visible_to(user).filter(student__in=students).for_list()
    return Care(
        list(warnings.for_list().order_by("due_on", "pk")), told, list(visits), list(absences), list(reports),
        list(_activities(house, user)[:ACTIVITIES_SHOWN]),
    )  # fmt: skip


def _of_the_house(house: House) -> Q:
    return Q(student__in=house.students) | Q(household_number=house.number)


def _activities(house: House, user: User) -> QuerySet[OutreachActivity]:
    """Visits to homes that the schools of its children told of in the academic year."""
    year = house.term.term.academic_year
    schools = {each.enrolment.school_id for each in house.children if each.own}
    told = OutreachActivity.objects.visible_to(user).standing().filter(unit__in=schools, kind=OutreachKind.VISIT)
    return told.filter(held_on__range=(year.first_day, year.last_day)).for_list()


@dataclass(frozen=True)
class Proven:
    """A proof with the row it speaks of; `open_to_reader`: whether its own page is."""

    proof: SchoolingProof
    record: Record
    open_to_reader: bool


def proofs_of(house: House, user: User) -> list[Proven]:
    """Standing proofs for the term's year; who looks after the household's town is told of all, a school of its own."""
    year = str(house.term.term.academic_year)
    seen = SchoolingProof.objects.visible_to(user) if user.has(Permission.PROOF_VIEW) else SchoolingProof.objects.none()
    told = SchoolingProof.objects.all() if house.sight >= Sight.TOWN else seen
    children = [each.record for each in house.children if each.record]
    proven = Record.objects.filter(is_proven(told.standing().filter(academic_year=year)), pk__in=[each.pk for each in children])
    of_house = set(proven.values_list("pk", flat=True))
    if not of_house:
        return []
    named = [each for each in children if each.pk in of_house]
    marks, numbers = {bytes(each.person_mark): each for each in named}, {each.person_number: each for each in named}
    same = Q(person_mark__in=list(marks)) | Q(record__person_number__in=[number for number in numbers if number])
    found = told.standing().filter(same, academic_year=year).for_list().order_by("pk")
    openable = set(seen.filter(pk__in=[each.pk for each in found]).values_list("pk", flat=True))
    return [
        Proven(each, marks.get(bytes(each.person_mark)) or numbers[each.record.person_number], each.pk in openable)
        for each in found
    ]
