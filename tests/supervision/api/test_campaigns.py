"""A campaign from its making to its end over the API, with teams, units, draw, checklists and the three lists."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from supervision.models import Campaign, WorkEntry
from tests.factories.supervision import a_campaign, a_campaign_unit, a_team, a_work_item, han

pytestmark = pytest.mark.django_db
CAMPAIGNS, CHECKLISTS = "/api/campaigns/", "/api/checklists/"


def post(client, address, body=None):
    return client.post(address, body or {}, content_type="application/json")


@pytest.fixture
def client(log_in, chen):
    return log_in(chen)


def test_a_campaign_goes_from_its_checklist_to_its_end(client, school, zhao_school):
    made = post(client, CHECKLISTS, {"theme": "aid", "title": "资助政策检查清单"}).json()
    item = {"text": "公示", "standard": "公示五个工作日", "basis": "认定指导意见第三条", "severity": "major"}
    shown = post(client, f"{CHECKLISTS}{made['id']}/item/", item)
    assert (shown.status_code, [each["text"] for each in shown.json()["items"]]) == (201, ["公示"])
    today = timezone.localdate()
    days = {"starts_on": f"{today}", "ends_on": f"{today + timedelta(30)}"}
    facts = {"name": "百日督帮", "themes": ["aid"], "lead": "杨建国", "checklists": [made["id"]], **days}
    created = post(client, CAMPAIGNS, facts)
    assert (created.status_code, created.json()["checklists"]) == (201, [made["id"]])
    one = f"{CAMPAIGNS}{created.json()['id']}/"
    team = post(client, f"{one}team/", {"leader": "刘慧芳", "post": "副局长", "accounts": [han().pk]}).json()["teams"][0]
    assert [(each["name"], each["leads"]) for each in team["members"]] == [("刘慧芳", True), (han().name, False)]
    told = post(client, f"{one}assign/", {"units": [school.code], "team": team["id"]}).json()["units"]
    assert told == [{"unit": school.code, "team": 1, "origin": "assigned", "draw": None}]
    draw = post(client, f"{one}draw/", {"kind": "school", "count": 1, "least": 0, "team": team["id"]})
    assert (draw.status_code, draw.json()["drawn"], bool(draw.json()["seed"])) == (201, [zhao_school.code], True)
    assert post(client, f"{one}take-off/", {"unit": zhao_school.code}).json()["code"] == "drawn"
    assert post(client, f"{one}start/").json()["status"] == "running"
    assert post(client, f"{one}close/").status_code == 409
    assert post(client, f"{one}close/", {"note": "转入下学期"}).json()["status"] == "closed"


def test_what_is_wrong_is_told_in_the_forms_own_words(client):
    days = {"starts_on": "2022-03-02", "ends_on": "2022-03-01"}
    told = post(client, CAMPAIGNS, {"name": "百日督帮", "themes": ["aid"], "lead": "杨建国", **days})
    assert (told.status_code, told.json()["ends_on"]) == (400, ["结束日期不能早于开始日期，请核对。"])
    assert not Campaign.objects.exists()


def test_a_campaign_is_changed_and_a_team_without_units_dropped(client, school):
    campaign = a_campaign()
    facts = {"name": "百日提升", "themes": ["aid", "food"], "lead": "王建军", "starts_on": f"{campaign.starts_on}"}
    changed = post(client, f"{CAMPAIGNS}{campaign.pk}/change/", {**facts, "ends_on": f"{campaign.ends_on}"}).json()
    assert (changed["name"], changed["themes"]) == ("百日提升", ["aid", "food"])
    team = a_team(campaign)
    people = post(client, f"/api/teams/{team.pk}/change/", {"leader": "赵主任", "members": "钱某 督学"}).json()["members"]
    assert [each["name"] for each in people] == ["赵主任", "钱某"]
    a_campaign_unit(campaign, school)
    assert post(client, f"{CAMPAIGNS}{campaign.pk}/take-off/", {"unit": school.code}).json()["units"] == []
    assert post(client, f"/api/teams/{team.pk}/drop/").status_code == 204
    assert client.get(f"{CAMPAIGNS}{campaign.pk}/").json()["teams"] == []


def test_an_item_is_changed_and_retired_and_its_list_as_well(client):
    made = post(client, CHECKLISTS, {"theme": "food", "title": "食品安全检查清单"}).json()["id"]
    item = {"text": "留样", "standard": "48小时", "basis": "规定第四十条", "severity": "major", "immediate": True}
    key = post(client, f"{CHECKLISTS}{made}/item/", item).json()["items"][0]["id"]
    changed = post(client, f"/api/checklist-items/{key}/change/", {**item, "standard": "每样不少于125克，48小时"}).json()
    assert changed["standard"] == "每样不少于125克，48小时"
    assert post(client, f"/api/checklist-items/{changed['id']}/retire/").status_code == 204
    shown = post(client, f"{CHECKLISTS}{made}/retire/").json()
    assert (shown["items"], shown["retired_on"]) == ([], f"{timezone.localdate()}")


def test_lines_are_written_issued_filled_in_and_handed_back(client, log_in, chen, wang, school):
    campaign = a_campaign()
    a_campaign_unit(campaign, school)
    line = {"campaign": campaign.pk, "kind": "material", "text": "资助档案一生一册"}
    made = post(client, "/api/work-items/", line)
    assert (made.status_code, made.json()["position"]) == (201, 1)
    changed = post(client, f"/api/work-items/{made.json()['id']}/change/", {**line, "owner": "资助专干"})
    assert changed.json()["owner"] == "资助专干"
    assert post(client, "/api/work-items/issue/", {"campaign": campaign.pk}).json() == {"new": 1}
    assert post(client, "/api/work-items/issue/", {"campaign": campaign.pk}).json() == {"new": 0}
    entry = f"/api/work-entries/{WorkEntry.objects.get().pk}/"
    said = {"status": "done", "owner": "王老师", "file": ContentFile(b"%PDF-1.7 ...", name="档案.pdf")}
    assert log_in(wang).post(f"{entry}fill/", said).json()["status"] == "done"
    assert log_in(wang).post(f"{entry}file/").status_code == 200
    assert log_in(wang).post(f"{entry}reopen/", {"note": "缺目录"}).status_code == 403
    assert post(log_in(chen), f"{entry}reopen/", {"note": "缺目录"}).json()["status"] == "waiting"


def test_a_line_that_nobody_answered_is_dropped(client):
    line = a_work_item(a_campaign())
    assert post(client, f"/api/work-items/{line.pk}/drop/").status_code == 204


def test_schools_neither_see_nor_change_any_of_it(log_in, wang):
    campaign, client = a_campaign(), log_in(wang)
    for address in (CAMPAIGNS, f"{CAMPAIGNS}{campaign.pk}/start/", CHECKLISTS, "/api/work-items/", "/api/work-items/issue/"):
        assert post(client, address).status_code == 403
