"""The home page after a real check: every card, bar and line is the number of the rows it leads to."""

import re

import pytest

from tests.factories.portal import a_school, a_unit, the_bureau
from tests.subsidies.county import a_child, check

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(school, zhao_school):
    """Three schools in two towns; children with aid, one to be determined, a senior school."""
    far = a_school(parent=a_unit("town", "610324101", "天度镇", the_bureau()))
    for place in (school, zhao_school, far):
        a_child(place, "LIFTED", boarding=True)
        a_child(place, "LIFTED", "DIBAO_RURAL")
    a_child(school, "DIS_PARENT")
    a_child(far, "LIFTED", stage="senior", grade=1)
    check()


def listed(client, url):
    return client.get(url).context["list"].page.total


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("who", ["chen", "wang", "sun"])
def test_every_bar_is_as_long_as_its_list(log_in, request, who):
    client = log_in(request.getfixturevalue(who))
    charts = [chart for panel in client.get("/").context["panels"] for chart in panel.charts]
    bars = [(chart.id, url, value) for chart in charts for url, value in zip(chart.links, chart.series[0].values, strict=True)]
    assert len(bars) > 3
    assert [(name, url) for name, url, value in bars if listed(client, url) != value] == []


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("who", ["chen", "wang", "sun"])
def test_every_card_leads_to_as_many_rows(log_in, request, who):
    client = log_in(request.getfixturevalue(who))
    panel = next(panel for panel in client.get("/").context["panels"] if "资助核定" in panel.title)
    counted = {stat.label: stat for stat in panel.stats if stat.label not in ("受助学生", "应资助金额")}
    assert "资助人次" in counted
    assert {label: int(stat.value) for label, stat in counted.items()} == {
        label: listed(client, stat.url) for label, stat in counted.items()
    }


@pytest.mark.usefixtures("county")
def test_persons_and_money_are_those_above_the_list(log_in, chen):
    client = log_in(chen)
    stats = {stat.label: stat for panel in client.get("/").context["panels"] for stat in panel.stats}
    sums = client.get("/subsidies/decisions/sums/").context["sums"]
    assert stats["受助学生"].value == str(sums.children)
    assert stats["应资助金额"].full == f"{sums.amount:,.2f}元"


@pytest.mark.usefixtures("county")
def test_the_school_has_work_and_the_auditor_none(log_in, wang, zhao, sun):
    groups = {user.username: log_in(user).get("/").context["groups"] for user in (wang, zhao, sun)}
    [todo] = [todo for group in groups["wang"] for todo in group.todos if group.label == "资助核定"]
    assert (todo.what, todo.count, listed(log_in(wang), todo.url)) == ("给有困难类别的学生做认定", 1, 1)
    assert [todo.what for name in ("zhao", "sun") for group in groups[name] for todo in group.todos if "认定" in todo.what] == []


@pytest.mark.usefixtures("county")
def test_the_neighbour_s_numbers_are_not_on_the_page(log_in, wang):
    page = log_in(wang).get("/").content.decode()
    assert "天度镇" not in page
    assert re.search(r"资助人次</span>\s*<span class=\"stat-value\">2<", page)
