"""Visits over the API: recorded by the team, once, with photos; voided; what they found, under the filters of the page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.models import AuditEvent
from supervision.models import Visit
from tests.factories import supervision as make
from tests.factories.subsidies_money import a_hand
from tests.supervision.views.test_visits import KEY, a_picture
from tests.supervision.views.test_visits import place as place  # the fixture of the pages

pytestmark = pytest.mark.django_db
VISITS, FINDINGS = "/api/visits/", "/api/visit-findings/"


def said(place, **more):
    first, second = place.campaign.checklists.get().items.order_by("position")
    words = {
        "key": KEY,
        "place": place.pk,
        "visited_on": str(timezone.localdate()),
        "inspectors": "韩立群",
        "signed_by": "王校长",
    }
    seen = {"seen[0]item": first.pk, "seen[0]answer": "problem", "seen[1]item": second.pk, "seen[1]answer": "ok"}
    found = {
        "found[0]item": first.pk,
        "found[0]fact": "三年级未公示。",
        "found[0]photos[0]": SimpleUploadedFile("a.png", a_picture()),
    }
    return {**words, **seen, **found, "photos[0]": SimpleUploadedFile("b.png", a_picture()), **more}


def test_a_team_records_a_visit_with_photos_and_sending_it_again_makes_no_second(log_in, place):
    client = log_in(make.han())
    first, again = (client.post(VISITS, said(place)) for _each in range(2))
    assert (first.status_code, again.json()) == (201, first.json())
    visit = Visit.objects.get()
    assert [(each["fact"], each["theme"]) for each in first.json()["findings"]] == [("三年级未公示。", "aid")]
    assert (visit.photos.count(), visit.findings.get().photos.count(), visit.answers.count()) == (1, 1, 2)


def test_a_visit_is_refused_where_the_page_refuses_it(log_in, place):
    han, wang = log_in(make.han()), log_in(make.an_officer(place.unit))
    assert wang.post(VISITS, said(place)).status_code == 403
    assert han.post(VISITS, said(place, **{"found[0]fact": ""})).status_code == 400
    silent = said(place, **{"found[0]item": ""})
    assert han.post(VISITS, silent).json()["code"] == "no_fact"
    assert not Visit.objects.exists()


def test_photos_and_the_signature_are_handed_out_and_recorded(log_in, place):
    han, wang = log_in(make.han()), log_in(make.an_officer(place.unit))
    made = han.post(VISITS, said(place, signature=SimpleUploadedFile("s.png", a_picture()))).json()
    photos = [made["photos"][0]["id"], made["findings"][0]["photos"][0]["id"]]
    addresses = [f"{VISITS}{made['id']}/signature/", *(f"/api/evidence/{photo}/file/" for photo in photos)]
    assert [b"".join(han.post(each))[:2] for each in addresses] == [b"\xff\xd8"] * 3
    assert AuditEvent.objects.filter(event="portal.stored_file.downloaded").count() == 3
    assert [wang.post(each).status_code for each in addresses] == [403, 404, 404]
    assert han.post(f"{VISITS}{make.a_visit(place.unit).pk}/signature/").status_code == 404


def test_an_inspector_of_another_team_is_refused(log_in, place):
    answer = log_in(a_hand("qin", Role.INSPECTOR)).post(VISITS, said(place))
    assert (answer.status_code, answer.json()["code"]) == (409, "other_team")


def test_a_visit_is_voided_with_its_reason_and_its_findings_are_gone_from_the_list(log_in, place):
    visit, client = make.a_finding(make.a_visit(place.unit)).visit, log_in(make.han())
    assert client.post(f"{VISITS}{visit.pk}/void/", {"reason": ""}).status_code == 400
    assert client.post(f"{VISITS}{visit.pk}/void/", {"reason": "单位记错"}).json()["void_reason"] == "单位记错"
    assert client.get(FINDINGS).json()["results"] == []


def test_findings_are_read_under_the_filters_of_the_page_and_by_inspectors_only(log_in, place):
    free, told = (make.a_finding(make.a_visit(place.unit), fact=fact) for fact in ("甲处有误。", "乙处有误。"))
    notice = make.a_notice(place.unit, problems=0)
    make.a_problem(notice, finding=told)
    client = log_in(make.han())
    rows = {query: client.get(f"{FINDINGS}?{query}").json()["results"] for query in ("told=no", "told=yes", "unit=nowhere")}
    assert {query: [row["id"] for row in found] for query, found in rows.items()} == {
        "told=no": [free.pk], "told=yes": [told.pk], "unit=nowhere": [],
    }  # fmt: skip
    assert (rows["told=yes"][0]["notice"], rows["told=no"][0]["notice"]) == (notice.pk, None)
    one = client.get(f"{FINDINGS}{free.pk}/").json()
    assert (one["unit"], one["visit"], one["fact"]) == (place.unit.code, free.visit_id, "甲处有误。")
    assert log_in(make.an_officer(place.unit)).get(FINDINGS).status_code == 403


def test_a_page_of_findings_costs_the_same_for_one_and_for_ten(log_in, place, django_assert_max_num_queries):
    client = log_in(make.han())
    for _each in range(10):
        make.a_finding(make.a_visit(place.unit))
    with django_assert_max_num_queries(12):
        assert len(client.get(FINDINGS).json()["results"]) == 10
