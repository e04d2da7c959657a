"""The pages of kitchens and of the days on which food is due."""

from datetime import date

import pytest

from subsidies.models import Canteen, SupplyException, SupplyPeriod
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.students import the_term

pytestmark = pytest.mark.django_db
PAGE = "/subsidies/meals/canteens/"


def text(client, address):
    return client.get(address).content.decode()


def a_kitchen(school, **facts):
    said = {"school": school.pk, "name": "城关小学食堂", "mode": "company", "manager": "马志强", "licence": "JY1"}
    return {**said, "licence_until": "2027-08-31", "opened_on": "2022-09-01", **facts}


def test_the_county_registers_a_kitchen_and_lets_it_feed_another_school(log_in, chen, school):
    other, point = a_school(name="城关小学"), a_school(name="东坡教学点")
    client = log_in(chen)
    client.post(f"{PAGE}add/", a_kitchen(other))
    made = Canteen.objects.get(school=other)
    client.post(f"{PAGE}{made.pk}/feed/", {"school": point.pk, "day": "2022-09-05"})
    said = text(client, made.get_absolute_url())
    for words in ("企业（单位）供餐", "马志强", "东坡教学点"):
        assert words in said
    assert "城关小学、东坡教学点" in text(client, PAGE)


def test_a_school_that_is_fed_already_cannot_be_chosen(log_in, chen, school):
    other = a_school(name="城关小学")
    made = make.a_canteen(other)
    log_in(chen).post(f"{PAGE}{made.pk}/feed/", {"school": school.pk, "day": "2022-09-05"})
    assert school.canteen_place.canteen != made
    assert "还没有" not in text(log_in(chen), PAGE)


def test_an_expired_licence_is_said_on_the_list_and_on_the_page(log_in, chen, school):
    made = school.canteens.get()
    made.licence_until = date(2023, 1, 1)
    made.save()
    assert "已过期" in text(log_in(chen), PAGE)
    assert "换证以前不得供餐" in text(log_in(chen), made.get_absolute_url())


def test_a_closed_kitchen_sets_its_schools_free(log_in, chen, school):
    made = school.canteens.get()
    log_in(chen).post(f"{PAGE}{made.pk}/close/", {"day": "2022-12-01"})
    made.refresh_from_db()
    assert made.closed_on == date(2022, 12, 1)
    assert "已停止供餐" in text(log_in(chen), made.get_absolute_url())
    assert "法门镇中心小学食堂" not in text(log_in(chen), f"{PAGE}?open=open")


def test_a_school_looks_at_its_own_kitchen_and_changes_nothing(log_in, school):
    own, other = school.canteens.get(), make.a_canteen(a_school(name="城关小学"))
    client = log_in(make.officer(school))
    assert "停止供餐" not in text(client, own.get_absolute_url()).replace("<dt>停止供餐</dt>", "")
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.post(f"{PAGE}{own.pk}/close/", {"day": "2022-12-01"}).status_code == 403
    assert client.get(f"{PAGE}add/").status_code == 403
    assert client.get("/subsidies/meals/supply/day/").status_code == 403


def test_periods_and_days_are_set_for_the_county_or_for_one_school(log_in, chen, school):
    client, term = log_in(chen), the_term()
    said = {"term": term.pk, "school": school.pk, "first_on": "2022-09-05", "last_on": "2022-12-30"}
    client.post("/subsidies/meals/supply/period/", said)
    assert SupplyPeriod.objects.get(school=school).last_on == date(2022, 12, 30)
    refused = client.post("/subsidies/meals/supply/period/", {**said, "last_on": "2023-05-01"}).content.decode()
    assert "供餐时段应在" in refused
    client.post("/subsidies/meals/supply/day/", {"school": school.pk, "day": "2022-09-17", "supplied": "yes", "note": "补课"})
    assert SupplyException.objects.get().supplied
    client.post("/term/", {"term": "2022A"})
    shown = text(client, "/subsidies/meals/supply/")
    for words in ("5.00元/生·日", "4.00元/生·日", "2022年9月5日至2022年12月30日", "补课"):
        assert words in shown


def test_what_was_set_for_another_school_is_not_shown(log_in, chen, school):
    other = make.a_canteen(a_school(name="城关小学")).school
    facts = {"school": other.pk, "day": "2022-09-17", "supplied": "yes", "note": "城关补课"}
    log_in(chen).post("/subsidies/meals/supply/day/", facts)
    assert "城关补课" not in text(log_in(make.officer(school)), "/subsidies/meals/supply/")
