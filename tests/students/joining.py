"""Two files of one child: without an id, and with the id that arrived later."""

from aid_portal.models import OrgUnit
from students.models import Enrolment, StudentMerge
from tests.factories.students import a_merge
from tests.students.pupils import a_pupil

LATER = 10_000  # beyond the orders of acceptance that factories give


def two_files(school: OrgUnit, *, term: str = "2022S", later: str = "2022A", at: OrgUnit | None = None) -> StudentMerge:
    """Known by an L number in the one term, with a valid id in the other, under one name."""
    without = a_pupil(school, 1, name="李明明", without_id=True, term=term)
    with_id = a_pupil(at or school, 1, name="李明明", term=later)
    return a_merge(kept=with_id.student, merged=without.student, ground="name_and_birth")


def row_of(student, term: str | None = None) -> Enrolment:
    rows = Enrolment.objects.filter(student=student)
    return rows.get(term=term) if term else rows.get()
