"""At which school a guardian's consent is recorded."""

from aid_portal.models import OrgUnit, User
from students.models import Enrolment, Student


def last_enrolment(student: Student, user: User) -> Enrolment | None:
    """The newest one that this person sees."""
    visible = Enrolment.objects.visible_to(user).filter(student=student)
    return visible.for_list().order_by("-term__position", "pk").first()


def school_of(student: Student, user: User) -> OrgUnit | None:
    enrolment = last_enrolment(student, user)
    return enrolment.school if enrolment else None
