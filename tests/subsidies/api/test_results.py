"""The API of results: the pages' permissions, scopes and filters, codes instead of words, no ids."""

import pytest

from tests.factories.subsidies import a_decision, a_finding, a_whereabouts
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db


def results_of(client, address):
    return client.get(address).json()["results"]


def test_decisions_are_listed_within_ones_schools_and_explained_one_by_one(log_in, wang, zhao, school, zhao_school):
    child = a_child(school, "LIFTED", name="李明")
    a_child(zhao_school, "LIFTED")
    check()
    client = log_in(wang)
    (row,) = results_of(client, "/api/decisions/?term=2022A&programme=CE_DAY")
    shown = {"name": "李明", "school": school.code, "tier": "severe", "amount": "250.00", "waiver": False, "grounds": ["LIFTED"]}
    assert row | shown | {"student": child.student_id, "state": "live"} == row
    assert results_of(client, "/api/decisions/?term=2022A&programme=CE_BOARD") == []
    one = client.get(f"/api/decisions/{row['id']}/").json()
    assert "《脱贫人口与监测对象》" in one["sentence"]
    assert log_in(zhao).get(f"/api/decisions/{row['id']}/").status_code == 404


def test_findings_say_what_is_wrong_in_words(log_in, wang, zhao, school):
    a_child(school, "DIS_PARENT", name="李明")
    check()
    (row,) = results_of(log_in(wang), "/api/findings/?term=2022A&code=needs_determination")
    assert (row["name"], row["state"]) == ("李明", "open")
    assert "家庭经济困难残疾人子女" in row["detail"]
    assert results_of(log_in(zhao), "/api/findings/?term=2022A") == []


def test_whereabouts_are_the_bureau_s(log_in, chen, wang):
    a_whereabouts()
    assert [row["code"] for row in results_of(log_in(chen), "/api/whereabouts/?term=2022A&code=SUSPECT")] == ["SUSPECT"]
    assert results_of(log_in(chen), "/api/whereabouts/?term=2022A&code=OK") == []
    assert log_in(wang).get("/api/whereabouts/").status_code == 403


def test_a_condition_that_cannot_be_read_is_said_so(log_in, chen):
    assert log_in(chen).get("/api/decisions/?term=1999A").status_code == 400


def test_the_administrator_of_the_system_sees_no_results(log_in, system_admin):
    for name in ("decisions", "findings", "whereabouts"):
        assert log_in(system_admin).get(f"/api/{name}/").status_code == 403


@pytest.mark.parametrize(("name", "make"), [("decisions", a_decision), ("findings", a_finding), ("whereabouts", a_whereabouts)])
def test_lists_cost_the_same_for_one_and_for_thirty(name, make, log_in, chen, django_assert_max_num_queries):
    client = log_in(chen)
    for _ in range(30):
        make()
    with django_assert_max_num_queries(13):
        assert client.get(f"/api/{name}/?term=2022A").json()["count"] == 30
