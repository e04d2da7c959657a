"""Children leave as the list shows them, numbers masked, codes in words for people."""

import pytest

from aid_portal.export_orders import ExportOrder
from aid_portal.exporting import ExportQuery, export_named
from students.models import Enrolment
from tests.department_lists import Person
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db
SPEC = export_named("students")


@pytest.fixture(autouse=True)
def _children(school, zhao_school):
    a_pupil(school, 1, name="张伟明", boarding=True)
    a_pupil(zhao_school, 2, name="李小红")
    a_pupil(school, 1, name="张伟明", term="2022S")


@pytest.mark.parametrize("query", ["", "name=伟明", "boarding=true", "term=2022S", "term=all", "school=城关第二", "stage=junior"])
def test_the_rows_are_those_of_the_list(query, log_in, chen):
    taken = ExportOrder.placed(SPEC, query, "2022A").rows(chen)
    listed = log_in(chen).get(f"/students/students/?{query or 'term=2022A'}{'' if 'term' in query else '&term=2022A'}")
    assert sorted(row.pk for row in taken) == sorted(row.pk for row in listed.context["list"].page.rows)


def test_a_school_takes_its_own_and_the_console_a_term(wang):
    assert [row.name for row in ExportOrder.placed(SPEC, "", "2022A").rows(wang)] == ["张伟明"]
    assert sorted(row.name for row in SPEC.queryset(ExportQuery(term="2022A"))) == ["张伟明", "李小红"]


def test_numbers_are_masked_and_codes_have_words():
    whole = list(SPEC.rows(Enrolment.objects.filter(term="2022S")))
    [masked] = SPEC.masked(whole)
    assert Person(1).resident_id in whole[0]
    assert masked[2:5] == (
        f"G610324********{Person(1).resident_id[-4:]}",
        f"610324********{Person(1).resident_id[-4:]}",
        "张伟明",
    )
    words = {column.name: column.words() for column in SPEC.columns if column.words}
    assert (words["stage"]("primary"), words["status"]("enrolled")) == ("小学", "在读")


def test_the_button_stands_on_the_list(log_in, wang):
    assert "/exports/students/" in log_in(wang).get("/students/students/?term=2022A").content.decode()
