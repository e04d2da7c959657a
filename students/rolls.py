"""Tells the ground floor which classes a school has."""

from aid_portal.models import OrgUnit
from aid_portal.school_classes import Rolls, SchoolClass, register_rolls
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.sheets.rosters import grade_word


def classes_of(school: OrgUnit) -> list[SchoolClass]:
    """Those of the newest term that has a roster."""
    here = Enrolment.objects.filter(school=school, status=EnrolmentStatus.ENROLLED)
    newest = here.order_by("-term__position").values("term")[:1]
    fields = SchoolClass._fields
    places = here.filter(term__in=newest).order_by(*fields).values_list(*fields).distinct()
    return [SchoolClass(*place) for place in places]


register_rolls(Rolls(of=classes_of, word=grade_word))
