"""Which numbers reach the parents of a class: opened from the rosters for the moment, each once a class."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from aid_portal.models import OrgUnit
from students.choices import EnrolmentStatus
from students.models import Enrolment
from students.sealing import open_enrolment
from students.sheets.rosters import grade_word


@dataclass(slots=True)
class Contacts:
    """`reached`: grade, class, number; `unreached`: grade, class, name of the child whose roster row has no number."""

    reached: list[tuple[str, str, str]] = field(default_factory=list)
    unreached: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return len(self.reached) + len(self.unreached)


def present(school: OrgUnit, term: str) -> QuerySet[Enrolment]:
    """The children who are at the school in the term."""
    return Enrolment.objects.for_term(term).filter(school=school, status=EnrolmentStatus.ENROLLED)


def contacts_of(school: OrgUnit, term: str, grade: str, class_name: str) -> Contacts:
    children = present(school, term)
    if grade:
        stage, _dash, number = grade.partition("-")
        children = children.filter(stage=stage, grade=number)
    if class_name:
        children = children.filter(class_name=class_name)
    return _sorted_out(children.select_related("school").order_by("stage", "grade", "class_name", "pinyin", "pk"))


def _sorted_out(children: Iterable[Enrolment]) -> Contacts:
    found, seen = Contacts(), set()
    for child in children:
        place = (grade_word(child.stage, child.grade), child.class_name)
        phone = open_enrolment(child).get("phone", "") if child.sealed else ""
        if not phone:
            found.unreached.append((*place, child.name))
        elif (*place, phone) not in seen:
            seen.add((*place, phone))
            found.reached.append((*place, phone))
    return found
