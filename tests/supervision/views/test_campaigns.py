"""The pages of a campaign: made, manned, sent out, closed; schools never see where an inspection goes."""

from datetime import date

import pytest

from supervision.models import Campaign, Checklist, Draw
from tests.factories import supervision as make
from tests.factories.portal import a_school

pytestmark = pytest.mark.django_db
ADD = "/supervision/campaigns/add/"
SAID = {
    "name": "百日提升", "themes": ["aid", "dropout"], "starts_on": "2022-03-01", "ends_on": "2022-06-08", "lead": "李局长",
}  # fmt: skip


def test_schools_and_finance_see_nothing_of_where_an_inspection_goes(log_in, wang, school) -> None:
    campaign = make.a_campaign_unit(unit=school).campaign
    for path in ("/supervision/campaigns/", campaign.get_absolute_url(), ADD):
        assert log_in(wang).get(path).status_code == 403


def test_a_campaign_goes_from_the_form_to_its_start(log_in, chen, school) -> None:
    client, checklist = log_in(chen), make.a_checklist()
    client.post(ADD, {**SAID, "checklists": [checklist.pk]})
    campaign = Campaign.objects.get()
    client.post(
        f"{campaign.get_absolute_url()}teams/add/", {"leader": "张局长", "post": "副局长", "members": "韩立群 股长\n周明"}
    )
    team = campaign.teams.get()
    assert [(each.name, each.post) for each in team.members.order_by("pk")] == [
        ("张局长", "副局长"),
        ("韩立群", "股长"),
        ("周明", ""),
    ]
    client.post(f"{campaign.get_absolute_url()}units/", {"units": [school.pk], "team": team.pk})
    client.post(f"{campaign.get_absolute_url()}start/", {})
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "进行中" in page
    assert "城关第一小学" in page


def test_who_has_an_account_and_is_named_as_a_member_is_one_person(log_in, chen) -> None:
    campaign, han = make.a_campaign(), make.han()
    said = {"leader": "张局长", "members": han.name, "accounts": [han.pk]}
    log_in(chen).post(f"{campaign.get_absolute_url()}teams/add/", said)
    team = campaign.teams.get()
    assert [(each.name, each.user) for each in team.members.order_by("pk")] == [("张局长", None), (han.name, han)]
    page = log_in(chen).get(f"/supervision/teams/{team.pk}/").content.decode()
    assert "张局长" in page


def test_a_form_that_cannot_be_read_says_where(log_in, chen) -> None:
    page = log_in(chen).post(ADD, {**SAID, "ends_on": "2022-02-01"}).content.decode()
    assert "结束日期不能早于开始日期" in page
    assert not Campaign.objects.exists()


def test_the_draw_is_made_on_a_page_and_can_be_checked_on_another(log_in, chen, sun, school) -> None:
    campaign = make.a_campaign()
    for _each in range(4):
        a_school()
    answer = log_in(chen).post(f"{campaign.get_absolute_url()}draw/", {"kind": "school", "count": 2, "least": 0})
    draw = Draw.objects.get()
    assert answer.headers["Location"] == draw.get_absolute_url()
    page = log_in(sun).get(draw.get_absolute_url()).content.decode()
    assert draw.seed in page
    assert "完全一致" in page
    assert log_in(sun).post(f"{campaign.get_absolute_url()}draw/", {"kind": "school", "count": 2}).status_code == 403


def test_more_units_than_there_are_is_refused_in_words(log_in, chen, school) -> None:
    campaign = make.a_campaign()
    page = log_in(chen).post(f"{campaign.get_absolute_url()}draw/", {"kind": "school", "count": 9, "least": 0})
    assert "名单里只有1个单位" in page.content.decode()


def test_an_unvisited_unit_is_taken_off_and_the_end_asks_for_a_reason(log_in, chen, school, zhao_school) -> None:
    client, campaign = log_in(chen), make.a_campaign()
    places = [make.a_campaign_unit(campaign, unit) for unit in (school, zhao_school)]
    client.post(f"/supervision/units/{places[0].pk}/take-off/")
    assert [each.unit for each in campaign.units.all()] == [zhao_school]
    assert "还有1个单位没有督查记录" in client.post(f"{campaign.get_absolute_url()}close/", {"note": ""}).content.decode()
    client.post(f"{campaign.get_absolute_url()}close/", {"note": "学校合并"})
    campaign.refresh_from_db()
    assert campaign.status == "closed"


def test_a_team_without_units_is_dropped(log_in, chen) -> None:
    team = make.a_team()
    log_in(chen).post(f"/supervision/teams/{team.pk}/drop/")
    assert not team.campaign.teams.exists()


def test_an_answered_item_is_replaced_and_never_rewritten(log_in, chen) -> None:
    client = log_in(chen)
    client.post("/supervision/checklists/add/", {"theme": "food", "title": "食堂检查清单"})
    checklist = Checklist.objects.get(title="食堂检查清单")
    facts = {
        "text": "留样",
        "standard": "每样不少于125克，存48小时",
        "basis": "《学校食品安全与营养健康管理规定》",
        "severity": "major",
    }
    client.post(f"{checklist.get_absolute_url()}items/add/", facts)
    first = checklist.items.get()
    client.post(f"/supervision/items/{first.pk}/", {**facts, "text": "食品留样"})
    changed = checklist.items.get()
    assert (changed.text, changed.position) == ("食品留样", 1)
    make.a_finding(item=changed)
    client.post(f"/supervision/items/{changed.pk}/", {**facts, "text": "食品留样和记录"})
    items = [(item.text, item.retired_on is None) for item in checklist.items.order_by("pk")]
    assert items == [("食品留样", False), ("食品留样和记录", True)]
    page = client.get(checklist.get_absolute_url()).content.decode()
    assert "已停用的项目（1）" in page
    client.post(f"/supervision/items/{checklist.items.last().pk}/retire/")
    client.post(f"{checklist.get_absolute_url()}retire/")
    assert not Checklist.objects.in_use().filter(pk=checklist.pk).exists()
    assert "食堂检查清单" in client.get("/supervision/checklists/?state=retired").content.decode()


def test_the_api_tells_a_campaign_and_all_that_a_draw_needs(log_in, chen, sun, wang) -> None:
    draw = make.a_draw(make.a_campaign(starts_on=date(2022, 3, 1)))
    client = log_in(sun)
    (told,) = client.get("/api/campaigns/?year=2022").json()["results"]
    assert (told["name"], told["units"], told["visited"]) == (draw.campaign.name, [], 0)
    assert client.get(f"/api/draws/{draw.pk}/").json()["seed"] == draw.seed
    assert log_in(wang).get("/api/campaigns/").status_code == 403
