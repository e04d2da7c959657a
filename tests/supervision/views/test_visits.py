"""A visit is recorded on the page, with or without scripts, once however often it is sent; strangers see nothing of it."""

import re
from base64 import b64encode
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from aid_portal.choices import Role
from supervision.models import Campaign, Visit, VisitFinding
from tests.factories import supervision as make
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db
KEY = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def place(school):
    """Han's team goes to Wang's school, this month, with a checklist of two items."""
    today = timezone.localdate()
    campaign = make.a_campaign(starts_on=today.replace(day=1), ends_on=today)
    campaign.checklists.add(make.a_checklist())
    return make.a_campaign_unit(campaign, school, team=make.a_team(campaign, user=make.han()))


def a_picture() -> bytes:
    held = BytesIO()
    Image.new("RGB", (40, 30), "red").save(held, "PNG")
    return held.getvalue()


def said(place, **more) -> dict:
    first, second = place.campaign.checklists.get().items.order_by("position")
    signature = "data:image/png;base64," + b64encode(a_picture()).decode()
    return {
        "key": KEY, "visited_on": str(timezone.localdate()), "inspectors": "韩立群", "signed_by": "王校长",
        "signature": signature,
        f"answer_{first.pk}": "problem", f"fact_{first.pk}": "三年级未公示。", f"answer_{second.pk}": "ok",
        f"photos_{first.pk}": SimpleUploadedFile("IMG.png", a_picture()), "fact_other1": "围墙开裂。", "theme_other1": "other",
        "severity_other1": "major", **more,
    }  # fmt: skip


def path_of(place) -> str:
    return f"/supervision/units/{place.pk}/visit/"


def test_what_was_seen_is_recorded_once_with_photo_and_signature(log_in, place) -> None:
    client = log_in(make.han())
    page = client.get(path_of(place)).content.decode()
    assert "张局长" in page or make.han().name in page
    first, again = (client.post(path_of(place), said(place)) for _each in range(2))
    visit = Visit.objects.get()
    assert first.headers["Location"] == again.headers["Location"] == visit.get_absolute_url()
    told = [(each.fact, each.theme, each.severity) for each in visit.findings.order_by("position")]
    assert told == [("三年级未公示。", "aid", "minor"), ("围墙开裂。", "other", "major")]
    assert visit.findings.first().photos.count() == 1
    page = client.get(visit.get_absolute_url()).content.decode()
    assert "三年级未公示。" in page
    assert "evidence" in page
    assert b"".join(client.post(f"{visit.get_absolute_url()}signature/").streaming_content)[:2] == b"\xff\xd8"


def test_the_form_is_offered_and_opened_to_the_team_that_goes(log_in, place) -> None:
    campaign = place.campaign.get_absolute_url()
    other = log_in(a_hand("qin", Role.INSPECTOR))
    assert path_of(place) in log_in(make.han()).get(campaign).content.decode()
    assert path_of(place) not in other.get(campaign).content.decode()
    assert "您不在这个组里" in other.get(path_of(place), headers={"referer": campaign}, follow=True).content.decode()
    other.post(path_of(place), said(place))
    assert not Visit.objects.exists()


def test_a_problem_without_a_fact_comes_back_with_all_that_was_typed(log_in, place) -> None:
    first = place.campaign.checklists.get().items.order_by("position").first()
    page = log_in(make.han()).post(path_of(place), said(place, **{f"fact_{first.pk}": " "})).content.decode()
    assert "记为有问题，请写明事实" in page
    assert "围墙开裂。" in page
    assert re.search(rf'name="key" value="{KEY}"', page)
    assert not Visit.objects.exists()


def test_the_form_does_not_open_before_the_campaign_runs(log_in, place) -> None:
    Campaign.objects.filter(pk=place.campaign_id).update(status="draft")
    refused = log_in(make.han()).get(path_of(place))
    assert refused.status_code == 409
    assert "不能记录督查" in refused.content.decode()


def test_an_auditor_does_not_record_and_a_school_sees_nothing(log_in, wang, sun, place) -> None:
    assert log_in(sun).get(path_of(place)).status_code == 403  # looks, and does not write
    visit = make.a_visit(place.unit)
    for path in ("/supervision/visits/", visit.get_absolute_url(), "/supervision/findings/", "/supervision/food-safety/"):
        assert log_in(wang).get(path).status_code == 403


def test_lists_show_visits_and_what_no_notice_has_taken_up(log_in, place) -> None:
    free, told = (make.a_finding(make.a_visit(place.unit), fact=fact) for fact in ("甲处有误。", "乙处有误。"))
    notice = make.a_notice(place.unit, problems=0)
    make.a_problem(notice, finding=told)
    make.issue(notice)
    client = log_in(make.han())
    page = client.get("/supervision/findings/?told=no").content.decode()
    assert free.fact in page
    assert told.fact not in page
    assert notice.document_number in client.get("/supervision/findings/").content.decode()
    assert "城关第一小学" in client.get(f"/supervision/visits/?campaign={free.visit.campaign_id}").content.decode()
    (row, _other) = client.get("/api/visits/").json()["results"]
    assert row["unit"] == place.unit.code


def test_who_recorded_a_visit_stands_under_that_and_not_under_the_word_name(log_in, place):
    make.a_visit(place.unit, campaign=place.campaign)
    page = log_in(make.han()).get("/supervision/visits/").content.decode()
    assert [word in page for word in ('data-label="记录人"', 'data-label="姓名"')] == [True, False]


def test_a_visit_is_voided_on_its_page_with_a_reason(log_in, place) -> None:
    visit, client = make.a_visit(place.unit), log_in(make.han())
    assert "请写明作废的原因" in client.post(f"{visit.get_absolute_url()}void/", {"note": ""}).content.decode()
    client.post(f"{visit.get_absolute_url()}void/", {"note": "单位记错"})
    assert "单位记错" in client.get(visit.get_absolute_url()).content.decode()
    assert not VisitFinding.objects.standing().exists()


def test_food_safety_is_counted_as_found(log_in, school) -> None:
    campaign = make.a_campaign(themes=["food"])
    item = make.an_item(make.a_checklist("food", items=0), section="食品留样")
    for _each in range(2):
        make.a_finding(make.a_visit(school, campaign=campaign), theme="food", item=item)
    page = log_in(make.han()).get("/supervision/food-safety/").content.decode()
    assert "2022年" in page
    assert "食品留样" in page
    assert "2个问题" in page
