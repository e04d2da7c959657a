"""What the portal knows of a year: its open units, and the classes of the term in force."""

from collections import defaultdict

from django.db.models import QuerySet

from aid_portal.choices import OrgKind, SchoolStage
from aid_portal.models import OrgUnit
from students.choices import EnrolmentStatus
from students.models import Enrolment, TermSetting
from students.sheets.rosters import grade_word
from supervision.rules.letter_places import ClassFacts


def units_due() -> QuerySet[OrgUnit]:
    """Towns, direct units and schools; a school stands before the teaching points that it runs."""
    return OrgUnit.objects.open().exclude(kind=OrgKind.BUREAU).select_related("parent").order_by("path")


def term_of_year(year: int) -> TermSetting | None:
    """The last term of the calendar year for which children are enrolled."""
    terms = TermSetting.objects.filter(code__startswith=str(year)).order_by("-position")
    return next((term for term in terms if term.enrolments.exists()), None)


def classes_by_school(year: int) -> dict[int, list[ClassFacts]]:
    found: dict[int, list[ClassFacts]] = defaultdict(list)
    term = term_of_year(year)
    if term is None:
        return found
    enrolled = Enrolment.objects.for_term(term.pk).filter(status=EnrolmentStatus.ENROLLED)
    rows = enrolled.order_by("school_id", "stage", "grade", "class_name")
    for school, stage, grade, name in rows.values_list("school_id", "stage", "grade", "class_name").distinct():
        ladder = SchoolStage.values.index(stage) * 10 + grade
        found[school].append(ClassFacts(ladder, grade_word(stage, grade) or str(SchoolStage(stage).label), name))
    return found
