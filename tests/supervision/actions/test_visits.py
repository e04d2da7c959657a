"""A visit is recorded by the team that goes, once however often it is sent, with photos that tell nothing but what they show."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from aid_portal.actions import stored_files
from aid_portal.choices import Role
from aid_portal.errors import Refused
from supervision.actions import visits
from supervision.actions.visits import Found, Seen
from supervision.models import Visit, VisitFinding
from tests.factories import notices as written
from tests.factories import supervision as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(school):
    """Han's team goes to Wang's school with a checklist of two items."""
    campaign = make.a_campaign()
    campaign.checklists.add(make.a_checklist())
    return make.a_campaign_unit(campaign, school, team=make.a_team(campaign, user=make.han()))


def items_of(place) -> list:
    return list(place.campaign.checklists.get().items.order_by("position"))


def recorded(place, *, by=None, day: date = make.VISITED, **said) -> Visit:
    facts = {"visited_on": day, "inspectors": "韩立群", "people_met": "王校长", "summary": "", "signed_by": "王校长"}
    said = {"key": uuid4(), "seen": [], "found": []} | said
    return visits.record(campaign=place.campaign, unit=place.unit, facts=facts, by=by or make.han(), **said)


def a_photo() -> ContentFile:
    """With the place where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (34.0, 22.0, 0.0)}
    held = BytesIO()
    Image.new("RGB", (64, 48), "green").save(held, "JPEG", exif=exif)
    return ContentFile(held.getvalue(), name="IMG_20220420.jpg")


def test_a_problem_takes_theme_severity_and_basis_from_its_item(place) -> None:
    first, second = items_of(place)
    seen = [Seen(first, "problem"), Seen(second, "ok", "台账齐全")]
    visit = recorded(place, seen=seen, found=[Found("三年级未公示。", first), Found("围墙开裂。", theme="other")])
    told = list(visit.findings.order_by("position").values_list("item", "theme", "severity", "basis"))
    assert told == [(first.pk, "aid", first.severity, first.basis), (None, "other", "minor", "")]
    assert list(visit.answers.order_by("item__position").values_list("answer", flat=True)) == ["problem", "ok"]
    assert (visit.team, visit.recorded_by) == (place.team, make.han())


def test_sent_twice_it_is_one_visit(place) -> None:
    key, first = uuid4(), items_of(place)[0]
    said = {"key": key, "seen": [Seen(first, "problem")], "found": [Found("未公示。", first, photos=[a_photo()])]}
    assert recorded(place, **said) == recorded(place, **said)
    assert (Visit.objects.count(), VisitFinding.objects.count()) == (1, 1)


def test_nothing_of_the_camera_is_left_in_a_photo(place) -> None:
    visit = recorded(place, found=[Found("未公示。", photos=[a_photo()])], photos=[a_photo()], signature=a_photo())
    kept = [visit.findings.get().photos.get().file, visit.photos.get().file, visit.signature]
    for file in kept:
        picture = Image.open(BytesIO(b"".join(stored_files.read(file))))
        assert dict(picture.getexif()) == {}
        assert "IMG" not in file.name


def test_a_problem_without_a_fact_is_refused_and_nothing_is_kept(place) -> None:
    first = items_of(place)[0]
    with pytest.raises(Refused, match="记为有问题，请写明事实"):
        recorded(place, seen=[Seen(first, "problem")])
    with pytest.raises(Refused, match="没有写事实"):
        recorded(place, found=[Found(" ")])
    assert not Visit.objects.exists()


def test_only_the_team_that_goes_records(place) -> None:
    with pytest.raises(Refused, match="您不在这个组里"):
        recorded(place, by=a_hand("zhou", Role.AUDITOR))
    with pytest.raises(Refused, match="您不在这个组里"):
        recorded(place, by=a_hand("qin", Role.INSPECTOR))  # an inspector of another team is none of this one
    assert recorded(place, by=a_hand("chen")).recorded_by.username == "chen"  # who organises it may write for a team


def test_where_no_team_goes_or_nobody_of_it_has_an_account_every_inspector_may_record(place) -> None:
    qin = a_hand("qin", Role.INSPECTOR)
    without = make.a_campaign_unit(place.campaign, a_school())
    without_account = make.a_campaign_unit(place.campaign, a_school(), team=make.a_team(place.campaign, number=2))
    assert [recorded(each, by=qin).recorded_by for each in (without, without_account)] == [qin, qin]


def test_a_visit_is_to_a_unit_of_a_running_campaign_within_its_period(place) -> None:
    for day, words in ((timezone.localdate() + timedelta(1), "不能晚于今天"), (date(2022, 3, 31), "应在行动期间内")):
        with pytest.raises(Refused, match=words):
            recorded(place, day=day)
    with pytest.raises(Refused, match="已停用或不在本次行动"):
        recorded(place, seen=[Seen(make.an_item(), "ok")])
    elsewhere = make.a_campaign_unit(make.a_campaign(), a_school())
    elsewhere.campaign = place.campaign
    with pytest.raises(Refused, match="不在“百日督帮"):
        recorded(elsewhere)
    type(place.campaign).objects.update(status="closed")
    with pytest.raises(Refused, match="已结束，不能记录督查"):
        recorded(place)


def test_a_visit_is_voided_with_a_reason_until_an_issued_notice_tells_of_it(place, holiday_table) -> None:
    told, false = (recorded(place, found=[Found("未公示。", items_of(place)[0])]) for _each in range(2))
    written.issued(place.unit, findings=list(told.findings.all()))
    with pytest.raises(Refused, match="已写进“扶教体督〔2022〕1号”"):
        visits.void(visit=told, reason="记错", by=make.han())
    with pytest.raises(Refused, match="请写明作废的原因"):
        visits.void(visit=false, reason=" ", by=make.han())
    assert visits.void(visit=false, reason="重复记录", by=make.han()).void_reason == "重复记录"
    with pytest.raises(Refused, match="已经作废"):
        visits.void(visit=false, reason="再来", by=make.han())
