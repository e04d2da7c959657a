"""To whom a gift can be handed over at a school: the school as a whole, its classes, its children."""

import hashlib
from dataclasses import dataclass

from django.db.models import Count, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from aid_portal.models import OrgUnit, User
from students.choices import EnrolmentStatus
from students.models import Enrolment, Student

MOST_CHILDREN = 600  # rows of one list: more are handed over class by class


class Way(TextChoices):
    SCHOOL = "school", _("学校集体签收")
    CLASS = "class", _("按班级")
    CHILD = "child", _("按学生")


@dataclass(frozen=True)
class Recipient:
    """`key` names it in a form; `children` are in it."""

    key: str
    label: str
    children: int
    class_name: str = ""
    student: Student | None = None


def recipients(*, by: str, school: OrgUnit, term: str, class_name: str = "", user: User) -> list[Recipient]:
    """Those enrolled in the term; children of one class only, where it is named."""
    rows = Enrolment.objects.visible_to(user).filter(school=school, term=term, status=EnrolmentStatus.ENROLLED)
    if by == Way.SCHOOL:
        return [Recipient("whole", school.name, rows.count())]
    if by == Way.CLASS:
        return _classes(rows)
    return _children(rows.filter(class_name=class_name) if class_name else rows)


def _classes(rows: QuerySet[Enrolment]) -> list[Recipient]:
    found = rows.order_by("stage", "grade", "class_name").values_list("stage", "grade", "class_name").annotate(Count("pk"))
    counted: dict[str, int] = {}
    for _stage, _grade, name, count in found:
        counted[name] = counted.get(name, 0) + count
    return [Recipient(_key(name), name, count, class_name=name) for name, count in counted.items()]


def _key(class_name: str) -> str:
    """Of the name and not of the place: a roster may have changed before the form comes back."""
    return f"class_{hashlib.sha256(class_name.encode()).hexdigest()[:16]}"


def _children(rows: QuerySet[Enrolment]) -> list[Recipient]:
    """One child is one row, also where it is entered twice."""
    found = rows.select_related("student").order_by("stage", "grade", "class_name", "pinyin", "pk")[: MOST_CHILDREN + 1]
    once = {each.student_id: each for each in found}
    return [Recipient(f"child_{pk}", each.name, 1, each.class_name, each.student) for pk, each in once.items()]
