"""The radar, a look back at a day and the corrections of lists over the API: what the pages say, to whom they say it."""

import pytest

from tests.factories.subsidies_money import an_entitlement
from tests.factories.warnings import AUTUMN, SPRING, a_warning, compared, on_both, refreshed, two_releases
from tests.subsidies.county import a_child

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("holiday_table")]


def told(client, path, code=200, **query):
    answer = client.get(path, query)
    assert answer.status_code == code, answer.content.decode()
    return answer.json()


def test_the_radar_counts_by_place_and_kind_and_says_what_each_release_raised(school, chen, wang, zhao, log_in):
    warning = a_warning(school)
    seen = told(log_in(chen), "/api/radar/")
    assert seen["figures"] == {"standing": 1, "late": 1, "soon": 0, "mended": 0, "closed": 0}
    line = {"kinds": {"risk_removed": 1}, "total": 1}
    assert seen["places"] == [{"code": school.parent.code, "name": school.parent.name, **line}]
    release = {"release": warning.release_id, "kind": "rural", "data_date": AUTUMN.isoformat()}
    assert seen["trend"] == [{**release, "raised": 1, "standing": 1}]
    inside = f"/api/radar/{school.parent.code}/"
    assert told(log_in(chen), inside) == [{"code": school.code, "name": school.name, **line}]
    assert told(log_in(wang), "/api/radar/")["figures"]["standing"] == 1
    assert told(log_in(zhao), "/api/radar/")["figures"]["standing"] == 0
    assert log_in(zhao).get(inside).status_code == 404


def test_a_child_as_of_a_day_is_what_the_list_of_that_day_said(school, chen, wang, log_in):
    child, releases = a_child(school), two_releases()
    on_both(child, releases, before={"categories": ["MON_EDGE"]}, after={"categories": ["MON_SUDDEN"], "household_number": "H2"})
    an_entitlement(enrolment=child)
    client, path = log_in(chen), f"/api/as-of/students/{child.student_id}/"
    spring, autumn = (told(client, path, on=day.isoformat()) for day in (SPRING, AUTUMN))
    rural = [next(each for each in then["listings"] if each["kind"] == "rural") for then in (spring, autumn)]
    assert [each["rows"][0]["categories"] for each in rural] == [["MON_EDGE"], ["MON_SUDDEN"]]
    assert [each["data_date"] for each in rural] == [SPRING.isoformat(), AUTUMN.isoformat()]
    assert (spring["term"], autumn["term"]) == ("2022S", "2022A")
    assert [each["school"] for each in autumn["enrolments"]] == [school.code]
    assert (len(spring["decisions"]), len(autumn["decisions"])) == (0, 1)
    before = told(client, path, on="2022-03-19")["listings"]
    assert {each["release"] for each in before} == {None}
    assert "on" in told(client, path, 400, on="2022-02-30")
    assert log_in(wang).get(path).status_code == 403


def test_a_household_as_of_a_day_has_the_people_of_its_list(school, chen, log_in):
    releases = two_releases()
    _spring, autumn = on_both(a_child(school, name="甲"), releases, after={"household_number": "H2"})
    on_both(a_child(school, name="乙"), releases, before={"household_number": "H2"}, after={"household_number": "H2"})
    client, path = log_in(chen), f"/api/as-of/records/{autumn.pk}/"
    names = {day: [each["name"] for each in told(client, path, on=day.isoformat())["members"]] for day in (SPRING, AUTUMN)}
    assert names == {SPRING: ["乙"], AUTUMN: ["甲", "乙"]}
    assert told(client, path, on="2022-01-01") == {"day": "2022-01-01", "release": None, "members": []}


def test_a_correction_says_where_it_stands_in_the_departments_list_and_masks_the_number(school, chen, wang, zhao, log_in):
    releases = two_releases()
    on_both(a_child(school, name="赵小华"), releases, before={"schooling": "七年级"}, after={"schooling": "七年级"})
    compared(*releases)
    refreshed()
    [row] = told(log_in(chen), "/api/list-corrections/")["results"]
    assert [row[name] for name in ("name", "said", "stage", "school", "data_date", "list_kind")] == [
        *("赵小华", "七年级", "primary", school.code, AUTUMN.isoformat(), "rural"),
    ]
    assert told(log_in(chen), "/api/list-corrections/", list_kind="civil")["results"] == []
    assert [len(told(log_in(who), "/api/list-corrections/")["results"]) for who in (wang, zhao)] == [1, 0]
