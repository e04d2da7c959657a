"""Two files of one child: its case and its absences join and part again; a roster is not undone under them."""

import pytest

from students.dependants import dependants_of
from supervision.actions import child_dropouts
from supervision.models import AbsenceReport, DropoutCase
from tests.factories import dropouts as make
from tests.factories.students import a_student, an_enrolment, the_term

pytestmark = pytest.mark.django_db


def test_cases_and_absences_go_with_the_child_and_come_back() -> None:
    kept, merged = a_student(), a_student()
    make.a_case(student=merged)
    make.an_absence(student=merged)
    assert child_dropouts.in_the_way(kept, merged, [], None) == []
    moved = child_dropouts.join(kept, merged)
    assert (DropoutCase.objects.get().student, AbsenceReport.objects.get().student) == (kept, kept)
    assert child_dropouts.said(kept) == [("控辍个案", "1个")]
    child_dropouts.part(moved, kept, merged, [])
    assert (DropoutCase.objects.get().student, AbsenceReport.objects.get().student) == (merged, merged)
    assert child_dropouts.said(kept) == []


def test_two_open_cases_or_reports_are_in_the_way() -> None:
    kept, merged = a_student(), a_student()
    for student in (kept, merged):
        make.a_case(student=student)
        make.an_absence(student=student)
    assert len(child_dropouts.in_the_way(kept, merged, [], None)) == 2
    assert child_dropouts.in_the_way(kept, merged, [], {}) == []


def test_a_roster_that_alone_names_such_a_child_is_not_undone() -> None:
    only, also = an_enrolment(), an_enrolment()
    an_enrolment(student=also.student, term=the_term("2022S"))
    for each in (only, also):
        make.an_absence(student=each.student)
    assert "1名学生的缺勤报告或控辍个案" in dependants_of([only.pk, also.pk])
