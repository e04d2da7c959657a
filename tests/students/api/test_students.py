"""Children over the API: the list's permissions, scope and filters; numbers masked."""

import pytest

from students.choices import RecordKind
from tests.department_lists import Person
from tests.factories.students import a_record, a_release
from tests.students.pupils import a_pupil

pytestmark = pytest.mark.django_db
AT = "/api/students/"


@pytest.fixture
def pupil(school):
    return a_pupil(school, 1, name="张伟明")


def test_strangers_and_administrators_get_nothing(client, log_in, system_admin, pupil):
    for path in (AT, f"{AT}{pupil.student_id}/"):
        assert client.get(path).status_code in {302, 401, 403}
        assert log_in(system_admin).get(path).status_code == 403


def test_the_list_is_masked_scoped_and_filtered(log_in, wang, zhao, pupil):
    [row] = log_in(wang).get(f"{AT}?term=2022A&name=伟明").json()["results"]
    assert (row["name"], row["student"], row["school"]) == ("张伟明", pupil.student_id, "2161324001")
    assert (row["resident_id"][:6], "*" in row["resident_id"], "*" in row["registry_number"]) == ("610324", True, True)
    assert log_in(wang).get(f"{AT}?term=2022A&name=李").json()["count"] == 0
    assert log_in(zhao).get(f"{AT}?term=2022A").json()["count"] == 0
    assert log_in(zhao).get(f"{AT}{pupil.student_id}/").status_code == 404


def test_one_child_has_terms_and_categories_and_only_the_bureau_reads_their_rows(log_in, wang, chen, pupil):
    a_pupil(pupil.school, 1, name="张伟明", term="2022S")
    record = a_record(
        release=a_release(kind=RecordKind.CIVIL), id_index=pupil.id_index, name_key="张伟明", categories=["DIBAO_RURAL"]
    )
    for user, row in ((wang, None), (chen, record.pk)):
        child = log_in(user).get(f"{AT}{pupil.student_id}/").json()
        assert [each["term"] for each in child["enrolments"]] == ["2022A", "2022S"]
        assert [(each["category"], each["holds"], each["record"]) for each in child["categories"]] == [("DIBAO_RURAL", True, row)]
        assert Person(1).resident_id not in str(child)
