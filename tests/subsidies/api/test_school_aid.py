"""School aid over the API: the pages' permissions and actions, once for each key."""

import pytest

from subsidies.models import SchoolAidRate, SchoolAidUse, SchoolAidYear
from tests.factories import school_aid as make

pytestmark = pytest.mark.django_db
YEARS, USES, RATES = "/api/school-aid/", "/api/school-aid-uses/", "/api/school-aid-rates/"
JSON = "application/json"
GIVEN = {"kind": "award", "spent_on": "2022-11-10", "purpose": "助学金", "voucher": "11-3"}


def post(client, address, body, key="k1"):
    return client.post(address, body, content_type=JSON, headers={"Idempotency-Key": key})


def test_a_school_states_and_gives_and_the_principal_decides(log_in, bureau):
    make.the_rates()
    school = make.a_kindergarten()
    officer, principal = log_in(make.an_officer(school)), log_in(make.a_principal(school))
    facts = {"school": school.code, "year": 2022, "income": "100000.00", "percent": "3", "basis": "决算报表"}
    for _again in range(2):
        made = post(officer, YEARS, facts, "y1")
    assert (made.status_code, made.json()["due"], made.json()["state"]) == (201, "3000.00", "unused")
    year = SchoolAidYear.objects.get()
    said = {
        "year": year.pk,
        "kind": "award",
        "people": 12,
        "spent_on": "2022-11-10",
        "amount": "1800",
        "purpose": "助学金",
        "voucher": "11-3",
    }
    use = post(officer, USES, said, "u1").json()
    assert post(officer, USES, {**said, "amount": "1200.01"}, "u2").status_code == 409
    assert post(officer, f"{USES}{use['id']}/decide/", {"approved": True}).status_code == 403
    assert post(principal, f"{USES}{use['id']}/decide/", {"approved": True}).json()["state"] == "approved"
    assert officer.get(f"{YEARS}?year=2022").json()["results"][0]["balance"] == "1200.00"
    assert post(principal, f"{USES}{use['id']}/reverse/", {"note": "重复登记"}, "r1").json()["state"] == "voided"
    again = {name: facts[name] for name in ("percent", "basis")} | {"income": "90000", "reason": "决算调整"}
    assert post(officer, f"{YEARS}{year.pk}/restate/", again, "s1").json()["due"] == "2700.00"


def test_another_schools_rows_are_not_there(log_in, bureau, zhao):
    year = make.a_year()
    use = make.a_use(year)
    client = log_in(zhao)
    assert client.get(f"{YEARS}?year=2022").json()["results"] == client.get(USES).json()["results"] == []
    assert client.get(f"{YEARS}{year.pk}/").status_code == client.get(f"{USES}{use.pk}/").status_code == 404
    said = {"year": year.pk, "amount": "18", **GIVEN}
    assert post(client, USES, said).status_code == 400
    assert SchoolAidUse.objects.count() == 1


def test_a_rate_passes_two_persons(log_in, chen, lin):
    said = {"stage": "vocational", "first_year": 2022, "low": "5", "assumed": True}
    made = post(log_in(chen), RATES, said).json()
    assert post(log_in(chen), f"{RATES}{made['id']}/decide/", {"approved": True}, "k2").status_code == 403
    assert post(log_in(lin), f"{RATES}{made['id']}/decide/", {"approved": True}, "k3").json()["state"] == "approved"
    assert SchoolAidRate.objects.in_force().get().high is None
    assert log_in(lin).get(RATES).json()["results"][0]["low"] == "5.00"
