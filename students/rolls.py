"""Tells the ground floor which classes a school has."""

from django.db.models import QuerySet

from aid_portal.models import OrgUnit
from aid_portal.school_classes import Rolls, SchoolClass, register_rolls
from aid_portal.terms import AcademicYear
from students.choices import EnrolmentStatus
from students.models import Enrolment, TermSetting
from students.sheets.rosters import grade_word


def classes_of(school: OrgUnit) -> list[SchoolClass]:
    """Those of the newest term that has a roster."""
    fields = SchoolClass._fields
    here = _enrolled(school).filter(term__in=_newest(school))
    return [SchoolClass(*place) for place in here.order_by(*fields).values_list(*fields).distinct()]


def year_of(school: OrgUnit) -> AcademicYear:
    """That of the same term."""
    return TermSetting.objects.get(pk__in=_newest(school)).term.academic_year


def _newest(school: OrgUnit) -> QuerySet:
    return _enrolled(school).order_by("-term__position").values("term")[:1]


def _enrolled(school: OrgUnit) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(school=school, status=EnrolmentStatus.ENROLLED)


register_rolls(Rolls(of=classes_of, year=year_of, word=grade_word))
