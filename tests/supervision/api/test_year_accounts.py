"""The yearly account over the API: the figures of the page, frozen by who may freeze, for the bureau alone."""

import pytest

from tests.factories.year import a_year

pytestmark = pytest.mark.django_db
ADDRESS = "/api/year-accounts/"


def values(told: dict) -> dict[str, str | None]:
    return {entry["key"]: entry["value"] for entry in told["entries"]}


def test_the_account_is_read_frozen_and_stays(log_in, chen, lin) -> None:
    a_year()
    now = log_in(chen).get(f"{ADDRESS}now/?year=2022").json()
    assert (values(now)["visits"], values(now)["notices"], len(now["sections"])) == ("12", "2", 6)
    sent = {"year": 2022, "note": "报市教育局"}
    assert log_in(chen).post(ADDRESS, sent, "application/json").status_code == 403
    answers = [log_in(lin).post(ADDRESS, sent, "application/json", headers={"Idempotency-Key": "k"}) for _time in range(2)]
    frozen = answers[0].json()
    assert (answers[0].status_code, answers[1].json()) == (201, frozen)
    assert (values(frozen), frozen["sections"]) == (values(now), now["sections"])
    assert log_in(chen).get(ADDRESS).json()["count"] == 1
    assert log_in(chen).post(f"{ADDRESS}{frozen['id']}/word/").content[:2] == b"PK"


@pytest.mark.parametrize("year", ["", "22", "abcd", "２０２２", "20222"])
def test_what_is_no_year_is_not_there(year: str, log_in, chen) -> None:
    assert log_in(chen).get(f"{ADDRESS}now/?year={year}").status_code == 404


def test_a_year_without_rows_is_not_frozen_and_a_school_reads_none(log_in, lin, wang) -> None:
    empty = log_in(lin).post(ADDRESS, {"year": 2001, "note": "试"}, "application/json")
    assert empty.status_code == 400
    empty = log_in(lin).post(ADDRESS, {"year": 2001, "note": "试试"}, "application/json")
    assert (empty.status_code, empty.json()["code"]) == (409, "nothing")
    assert log_in(wang).get(ADDRESS).status_code == 403
