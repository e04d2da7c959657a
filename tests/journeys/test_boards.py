"""The boards of the home page of the small county: a number is the same wherever it stands."""

import pytest
from django.test import Client

from aid_portal.home_cards import Viewer
from aid_portal.models import User
from aid_portal.terms import Term
from subsidies.board_cards import coverage, meals_of_the_month, money_of_the_year
from supervision.board_cards import notices_and_deadlines
from tests.subsidies.following import followed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def entered(name: str) -> tuple[Client, Viewer]:
    user, client = User.objects.get(username=name), Client()
    client.force_login(user)
    return client, Viewer(user, Term.parse("2022A"))


@pytest.mark.parametrize("name", ["chen", "sun"])
def test_the_money_is_that_of_the_budget_page_and_the_chart_says_the_same(name: str) -> None:
    client, viewer = entered(name)
    panel = money_of_the_year(viewer)
    page = client.get("/subsidies/budgets/?year=2022").content.decode()
    for stat in panel.stats:
        assert stat.full.removesuffix("元") in page, stat.label
        assert client.get(stat.url).status_code == 200
    [chart] = panel.charts
    assert [written[0] + "元" for _name, _link, written in chart.rows] == [stat.full for stat in panel.stats[:4]]


@pytest.mark.parametrize("name", ["chen", "sun"])
def test_each_place_of_the_monitored_children_leads_to_so_many(name: str) -> None:
    client, viewer = entered(name)
    [chart] = coverage(viewer).charts
    for _place, link, [number] in chart.rows:
        assert followed(client, link)[0] == number


@pytest.mark.parametrize("name", ["chen", "sun", "wang"])
def test_what_is_overdue_leads_to_so_many(name: str) -> None:
    client, viewer = entered(name)
    stats = notices_and_deadlines(viewer).stats
    assert stats
    for stat in stats:
        assert followed(client, stat.url)[0] == stat.value, stat.label


@pytest.mark.parametrize("name", ["chen", "sun"])
def test_the_meals_of_the_month_are_those_of_its_table(name: str) -> None:
    client, viewer = entered(name)
    *sums, late = meals_of_the_month(viewer).stats
    for stat in sums:
        assert stat.value in followed(client, stat.url), stat.label
    assert followed(client, late.url)[0] == late.value
