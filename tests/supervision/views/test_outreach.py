"""The pages and the resource of outreach: a school tells on a phone, everybody sees his own, each number leads to its rows."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from aid_portal.exporting import ExportQuery, export_named
from supervision.models import OutreachActivity
from tests.factories.outreach import an_activity

pytestmark = pytest.mark.django_db
KEY = "11111111-2222-4333-8444-555555555555"
LIST, TOTALS = reverse("supervision:outreach-list"), reverse("supervision:outreach-totals")


def a_picture() -> bytes:
    held = BytesIO()
    Image.new("RGB", (40, 30), "red").save(held, "PNG")
    return held.getvalue()


def said(school, **more) -> dict:
    return {
        "key": KEY, "unit": school.pk, "held_on": "2022-06-10", "occasion": "month", "theme": "aid", "title": "入户宣讲",
        "visits": "12", "copies": "12", **more,
    }  # fmt: skip


def test_a_school_tells_of_its_visits_with_a_photo(log_in, wang, school) -> None:
    client, page = log_in(wang), reverse("supervision:outreach-add", args=["visit"])
    assert 'type="hidden" name="unit"' in client.get(page).content.decode()  # there is nothing to choose
    for _twice in range(2):
        photo = SimpleUploadedFile("IMG.png", a_picture())
        assert client.post(page, said(school, photos=photo)).status_code == 302
    activity = OutreachActivity.objects.get()
    assert (activity.visits, activity.copies, activity.photos.count()) == (12, 12, 1)
    shown = client.get(activity.get_absolute_url()).content.decode()
    assert reverse("supervision:evidence-thumbnail", args=[activity.photos.get().pk]) in shown


def test_what_is_missing_is_said_beside_the_field_and_what_was_typed_stays(log_in, wang, school) -> None:
    page = reverse("supervision:outreach-add", args=["visit"])
    answer = log_in(wang).post(page, said(school, visits="")).content.decode()
    assert 'value="入户宣讲"' in answer
    assert not OutreachActivity.objects.exists()
    assert log_in(wang).get(reverse("supervision:outreach-add", args=["parade"])).status_code == 404


def test_a_school_neither_sees_nor_tells_for_another(log_in, wang, zhao, zhao_school) -> None:
    other, client = an_activity(unit=zhao_school, recorded_by=zhao), log_in(wang)
    assert client.get(LIST).context["list"].page.rows == []
    for name in ("outreach-detail", "outreach-change"):
        assert client.get(reverse(f"supervision:{name}", args=[other.pk])).status_code == 404
    assert client.post(reverse("supervision:outreach-void", args=[other.pk]), {"note": "试试看"}).status_code == 404
    client.post(reverse("supervision:outreach-add", args=["visit"]), said(zhao_school))
    assert OutreachActivity.objects.count() == 1


def test_numbers_are_changed_and_voided_with_a_reason(log_in, wang, school) -> None:
    activity, client = an_activity(), log_in(wang)
    page = reverse("supervision:outreach-change", args=[activity.pk])
    client.post(page, {**said(school), "visits": "5", "reason": "漏记1户"})
    activity.refresh_from_db()
    assert activity.visits == 5
    client.post(reverse("supervision:outreach-void", args=[activity.pk]), {"note": "重复登记"})
    assert client.get(page).status_code == 404
    assert "已作废" in client.get(LIST).content.decode()


def test_every_number_of_the_year_leads_to_the_activities_it_counts(log_in, chen, school, zhao, zhao_school) -> None:
    for kind in ("visit", "leaflet", "push", "meeting", "display"):
        an_activity(kind)
        an_activity(kind, unit=zhao_school, recorded_by=zhao)
    an_activity(voided_by=chen, voided_at="2022-07-01T00:00Z", void_reason="重复")
    client = log_in(chen)
    for page, rows in ((f"{TOTALS}?year=2022", {2}), (f"{TOTALS}?year=2022&town=610324100", {1, 2})):
        written = client.get(page).content.decode()
        addresses = [each.replace("&amp;", "&") for each in re.findall(r'href="(/supervision/outreach/\?[^"]+)"', written)]
        assert len(addresses) > 12
        assert {len(client.get(address).context["list"].page.rows) for address in addresses} == rows
    assert "全年共入户宣讲政策8人次，发放宣传资料240份。" in written


def test_the_file_says_what_the_numbers_are(chen, wang) -> None:
    an_activity("push")
    an_activity()
    spec = export_named("outreach")
    found = spec.queryset(ExportQuery(user=wang))
    assert [row[9:14] for row in spec.rows(found)] == [(0, 0, 0, "work_wechat", 300), (4, 0, 0, "", 0)]
    assert spec.totals(found) == [("合计", "入户宣讲4人次，宣传资料0份，消息推送1次，会议宣讲0场（不含作废）")]


def test_parents_numbers_are_for_the_school_alone(log_in, wang, chen, zhao_school) -> None:
    page = reverse("supervision:outreach-contacts")
    assert log_in(chen).get(page).status_code == 403
    told = {"school": zhao_school.pk, "purpose": "秋季资助政策"}
    assert log_in(wang).post(page, told)["Content-Type"].startswith("text/html")


def test_the_resource_keeps_to_the_same_rules(log_in, wang, zhao, school, zhao_school) -> None:
    client, address = log_in(wang), "/api/outreach/"
    sent = {"key": KEY, "unit": school.code, "kind": "visit", "held_on": "2022-06-10", "occasion": "walk", "theme": "aid"}
    sent |= {"title": "入户宣讲", "visits": 3}
    assert client.post(address, sent, "application/json").status_code == 201
    assert client.post(address, {**sent, "unit": zhao_school.code}, "application/json").status_code == 400
    assert client.post(address, {**sent, "visits": 0}, "application/json").status_code == 400
    assert client.get(f"{address}totals/?year=2022").json()["visits"] == 3
    [listed] = client.get(address).json()["results"]
    assert log_in(zhao).get(f"{address}{listed['id']}/").status_code == 404
    voided = client.post(f"{address}{listed['id']}/void/", {"note": "重复登记"}, "application/json")
    assert voided.json()["void_reason"] == "重复登记"


def test_photos_are_added_listed_and_handed_out_over_the_resource(log_in, wang, zhao, school, zhao_school) -> None:
    client, address = log_in(wang), "/api/outreach/"
    sent = {"key": KEY, "unit": school.code, "kind": "visit", "held_on": "2022-06-10", "occasion": "walk", "theme": "aid"}
    sent |= {"title": "入户宣讲", "visits": 3}
    assert client.post(address, {**sent, "photos": SimpleUploadedFile("a.png", b"no picture")}).status_code == 409
    assert not OutreachActivity.objects.exists()
    first, again = (client.post(address, {**sent, "photos": [SimpleUploadedFile("a.png", a_picture())]}) for _twice in range(2))
    assert (first.status_code, again.json()["photos"]) == (201, first.json()["photos"])
    one = f"{address}{first.json()['id']}/"
    more = {**sent, "reason": "补传照片", "photos": [SimpleUploadedFile(f"{name}.png", a_picture()) for name in "bc"]}
    assert len(client.post(f"{one}change/", more).json()["photos"]) == 3
    files = [f"/api/evidence/{photo['id']}/file/" for photo in client.get(one).json()["photos"]]
    assert [b"".join(client.post(each))[:2] for each in files] == [b"\xff\xd8"] * 3
    assert log_in(zhao).post(files[0]).status_code == 404
