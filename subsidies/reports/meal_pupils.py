"""Who sits in a class on a day, and who of them does not eat: meals are counted against names."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from aid_portal.choices import SchoolStage
from aid_portal.models import OrgUnit
from aid_portal.school_classes import SchoolClass
from aid_portal.terms import term_of
from students.choices import EnrolmentStatus
from students.models import Enrolment
from subsidies.models import MealLeave

# The plan feeds the pupils of compulsory education (domain.md 9).
STAGES = (SchoolStage.PRIMARY, SchoolStage.JUNIOR)


class OnRoll(NamedTuple):
    """A child of a class on a day."""

    pk: int
    name: str
    on_leave: bool


def pupils_of(school: OrgUnit, day: date) -> QuerySet[Enrolment]:
    """On the rolls of the term that day; who left later still ate then, who is taught at home does not eat here."""
    here = Enrolment.objects.filter(school=school, term=str(term_of(day)), stage__in=STAGES, home_taught=False)
    return here.filter(Q(status=EnrolmentStatus.ENROLLED) | Q(status_on__gt=day))


def of_class(school: OrgUnit, day: date, place: SchoolClass) -> QuerySet[Enrolment]:
    return pupils_of(school, day).filter(**place._asdict())


def on_leave(pupils: QuerySet[Enrolment], day: date) -> QuerySet[Enrolment]:
    return pupils.filter(pk__in=MealLeave.objects.on(day).values("enrolment"))


def with_leave(pupils: QuerySet[Enrolment], day: date) -> list[OnRoll]:
    """In the order of the class, each with whether it is on leave; one query."""
    leave = Exists(MealLeave.objects.on(day).filter(enrolment=OuterRef("pk")))
    return [OnRoll(*row) for row in pupils.order_by("pinyin", "pk").values_list("pk", "name", leave)]
