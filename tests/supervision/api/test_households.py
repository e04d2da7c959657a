"""Households over the API: the list in scope, one with members and aid, by the pages' rules of who sees whom."""

import pytest

from aid_portal.choices import Role
from tests.factories.households import NUMBER, a_family, another_house
from tests.factories.portal import a_person, the_bureau
from tests.factories.subsidies_money import an_entitlement

pytestmark = pytest.mark.django_db
LIST = "/api/households/"


@pytest.fixture
def family(school, zhao_school):
    return a_family(school, zhao_school)


def test_the_list_has_the_numbers_of_the_page_and_its_conditions(family, chen, log_in):
    another_house("H9")
    client = log_in(chen)
    assert client.get(LIST).json()["count"] == 2
    [found] = client.get(LIST, {"children": "3"}).json()["results"]
    assert found == {
        "id": found["id"], "household_number": NUMBER, "head": "张大山", "town": "城关街道", "village": "西街村", "children": 3,
        "pupils": 2, "elsewhere": 0, "unaided": 2,
    }  # fmt: skip


def test_one_household_tells_a_school_of_its_own_pupil_and_its_aid_alone(family, wang, school, log_in):
    an_entitlement(enrolment=family.near)
    an_entitlement(enrolment=family.next_door)
    told = log_in(wang).get(f"{LIST}{family.row.pk}/").json()
    assert (told["household_number"], told["term"], told["head"], told["adults"]) == (NUMBER, "2022A", "张*山", 2)
    assert [(each["name"], each["school"], each["student"]) for each in told["children"]] == [
        ("张小明", school.code, family.near.student_id),
        ("张*红", None, None),
        ("张*军", None, None),
    ]
    assert told["aid"] == [{"term": "2022A", "due": "500.00", "paid": "0.00"}]


def test_it_is_not_there_for_others(family, zhao_school, wang, log_in):
    alone = another_house("H9", school=zhao_school)
    assert log_in(wang).get(f"{LIST}{alone.pk}/").status_code == 404
    assert log_in(wang).get(f"{LIST}abc/").status_code == 404
    finance = a_person("qian", "钱某", Role.FINANCE, the_bureau())
    assert log_in(finance).get(LIST).status_code == 403
