"""Kept tables and the rows behind a number over the API: the page's figures, eyes and verbs."""

import pytest

from subsidies.models import StatisticsReport
from tests.factories.subsidies_money import all_paid, an_enrolled_child, an_entitlement, approved, the_money

pytestmark = pytest.mark.django_db
REPORTS, FLOWS = "/api/kept-reports/", "/api/flows/"
SENT = {"kind": "town", "span": "2022", "note": "报市教育局"}


@pytest.fixture
def paid(school, zhao_school, chen, lin, wang) -> None:
    the_money()
    approved(an_entitlement(), an_entitlement(enrolment=an_enrolled_child("赵邻居", school=zhao_school)))
    all_paid()


@pytest.mark.usefixtures("paid")
def test_a_table_is_frozen_once_and_read_with_its_rows_as_they_were(log_in, lin, chen) -> None:
    freezing = [log_in(lin).post(REPORTS, SENT, "application/json", headers={"Idempotency-Key": "k"}) for _time in range(2)]
    kept = freezing[0].json()
    assert (freezing[0].status_code, freezing[1].json(), StatisticsReport.objects.count()) == (201, kept, 1)
    assert (kept["parameters"]["span"], kept["unharmed"], kept["rows"][0]["total"]["amount"]) == ("2022", True, "1000.00")
    approved(an_entitlement(enrolment=an_enrolled_child("后来的")))
    all_paid()
    reader = log_in(chen)
    assert reader.get(f"{REPORTS}{kept['id']}/").json() == kept
    assert [each["id"] for each in reader.get(f"{REPORTS}?kind=town").json()["results"]] == [kept["id"]]
    flows = reader.get(f"{REPORTS}{kept['id']}/flows/").json()["results"]
    assert (sum(float(each["amount"]) for each in flows), sum(each["head"] for each in flows)) == (1000, 2)
    changed = {(each["key"], each["column"]): each for each in reader.get(f"{REPORTS}{kept['id']}/compare/").json()}
    assert (changed["", ""]["before_times"], changed["", ""]["now_times"]) == (2, 3)


@pytest.mark.usefixtures("paid")
def test_the_rows_behind_a_number_are_those_of_its_conditions_and_of_ones_own_school(log_in, chen, wang, school) -> None:
    asked = {"span": "2022", "school": school.code}
    mine = log_in(wang).get(FLOWS, {"span": "2022"}).json()["results"]
    assert log_in(chen).get(FLOWS, asked).json()["results"] == mine
    assert [(each["school"], each["amount"], each["head"], each["term"]) for each in mine] == [
        (school.code, "500.00", 1, "2022A")
    ]
    assert log_in(chen).get(FLOWS, {"span": "2022"}).json()["count"] == 2


@pytest.mark.usefixtures("paid")
def test_who_may_not_freeze_is_refused_and_what_is_no_table_of_money_too(log_in, wang, lin, system_admin) -> None:
    assert log_in(wang).post(REPORTS, SENT, "application/json").status_code == 403
    assert log_in(system_admin).get(FLOWS).status_code == 403
    for faulty, status in (({"kind": "monitored"}, 409), ({"span": "lately"}, 400), ({"span": "2001"}, 409)):
        assert log_in(lin).post(REPORTS, SENT | faulty, "application/json").status_code == status
    assert not StatisticsReport.objects.exists()


@pytest.mark.usefixtures("paid")
def test_a_school_has_none_of_the_countys_tables(log_in, wang, lin) -> None:
    made = log_in(lin).post(REPORTS, SENT, "application/json").json()
    assert log_in(wang).get(REPORTS).json()["count"] == 0
    assert log_in(wang).get(f"{REPORTS}{made['id']}/flows/").status_code == 404
