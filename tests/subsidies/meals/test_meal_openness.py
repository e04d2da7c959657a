"""Notices, open days and the committee: written down while the month is open, counted in its report, public without a name."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from aid_portal.errors import AlreadyDone, Refused
from subsidies.actions import meal_openness, meal_reports, meal_surveys
from subsidies.models import CommitteeMember, MealEvent
from subsidies.reports.meal_days import supply_days
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
MONDAY, LAST = date(2022, 9, 5), date(2022, 9, 30)
EVENTS = "/subsidies/meals/events/"


def held(school, kind="notice", **facts):
    people = 0 if kind == "notice" else 12
    defaults = {"day": MONDAY, "kind": kind, "title": "九月收支", "people": people, "minutes": "议定增加豆制品", "measures": ""}
    return meal_openness.hold(school=school, facts={**defaults, **facts}, by=make.officer(school))


def joined(school, name="王秀兰", part="parent", from_on=MONDAY):
    return meal_openness.join(school=school, name=name, part=part, from_on=from_on, by=make.officer(school))


def asked(school, contents):
    """A survey of the kitchen that ended with September, with so many who are content and so many who are not."""
    days = {"opens_on": LAST - timedelta(7), "closes_on": LAST}
    survey = meal_surveys.open_survey(canteen=school.canteens.get(), title="九月", **days, minimum=5, by=a_hand("chen"))
    for score in contents:
        scores = {"overall": score, "taste": 5, "amount": 5, "variety": 5, "hygiene": 5}
        meal_surveys.answer(survey=survey, day=LAST, respondent="parent", scores=scores)


def sent(school):
    make.pupils(school, 2)
    for day in supply_days(school, make.SEPTEMBER):
        make.counted(school, day, 2)
    return meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))


def test_the_month_says_how_often_it_was_open_and_how_content_they_are(school):
    held(school)
    held(school, title="食谱", day=LAST)
    held(school, "open_day", title="家长开放日")
    held(school, "notice", title="十月收支", day=date(2022, 10, 8))
    asked(school, [5, 4, 4, 2])
    report = sent(school)
    assert (report.notices, report.open_days, report.satisfaction) == (2, 1, None)
    meal_reports.reopen(report=report, reason="补", by=a_hand("guo"))
    asked_once_more = school.canteens.get().surveys.get()
    scores = {"overall": 3, "taste": 1, "amount": 1, "variety": 1, "hygiene": 1}
    meal_surveys.answer(survey=asked_once_more, day=LAST, respondent="pupil", scores=scores)
    report = meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    assert report.satisfaction == Decimal("60.0")
    is_kept("meal_report_satisfaction_is_a_share", changed(report, satisfaction=Decimal("100.1")))


def test_what_a_sent_month_has_counted_is_not_added_to(school):
    event = held(school)
    sent(school)
    with pytest.raises(Refused, match="不能再改"):
        held(school, title="补记")
    with pytest.raises(Refused, match="不能再改"):
        meal_openness.take_back(event=event, reason="误登", by=make.officer(school))
    refused("meal_month_is_closed", event.delete)


def test_an_open_day_counts_who_came_and_a_meeting_has_its_minutes(school):
    for facts, words in (
        ({"kind": "open_day", "people": 0}, "请填写到场人数"),
        ({"kind": "notice", "people": 3}, "公示不填到场人数"),
        ({"kind": "meeting", "people": 5, "minutes": ""}, "请填写会议记录"),
    ):
        with pytest.raises(Refused, match=words):
            held(school, **facts)
    made = held(school, "meeting", title="第一次会议")
    with pytest.raises(AlreadyDone):
        held(school, "meeting", title="第一次会议")
    is_kept("meal_event_says_what_and_who_came", changed(made, people=0))
    is_kept("meal_event_meeting_has_its_minutes", changed(made, minutes=""))
    facts = {"day": MONDAY, "kind": "meeting", "title": "第一次会议", "people": 1, "minutes": "x"}
    is_kept("meal_event_once_a_day", lambda: MealEvent.objects.create(school=school, **facts, recorded_by=made.recorded_by))


def test_a_member_sits_once_and_leaves_on_a_day(school):
    member = joined(school)
    with pytest.raises(AlreadyDone):
        joined(school)
    is_kept("committee_member_sits_once", changed(joined(school, "李建国"), name="王秀兰"))
    with pytest.raises(Refused, match="不能早于任职日期"):
        meal_openness.leave(member=member, day=MONDAY - timedelta(1), by=make.officer(school))
    meal_openness.leave(member=member, day=LAST, by=make.officer(school))
    is_kept("committee_member_begins_before_leaving", changed(member, until_on=MONDAY - timedelta(1)))
    other, again = CommitteeMember.objects.get(name="李建国"), joined(school, from_on=LAST + timedelta(1))
    assert set(CommitteeMember.objects.on(LAST)) == {other, member}
    assert set(CommitteeMember.objects.on(LAST + timedelta(1))) == {other, again}


def test_an_officer_writes_it_down_on_the_page_and_takes_it_back(log_in, school):
    client, address = log_in(make.officer(school)), f"/subsidies/meals/schools/{school.pk}/event/"
    said = {"kind": "meeting", "day": "2022-09-05", "title": "第一次会议", "people": "7", "minutes": ""}
    assert "请填写会议记录" in client.post(address, said).content.decode()
    client.post(address, {**said, "minutes": "议定增加豆制品"})
    event = MealEvent.objects.get()
    assert "议定增加豆制品" in client.get(event.get_absolute_url()).content.decode()
    assert "第一次会议" in client.get(f"{EVENTS}?kind=meeting&school={school.code}").content.decode()
    client.post(f"{event.get_absolute_url()}take-back/", {"note": "误登"})
    assert not MealEvent.objects.exists()


def test_the_committee_is_kept_by_the_school_and_read_by_the_county(log_in, school):
    address = f"/subsidies/meals/schools/{school.pk}/committee/"
    client = log_in(make.officer(school))
    client.post(f"{address}join/", {"name": "王秀兰", "part": "parent", "from_on": "2022-09-05"})
    member = CommitteeMember.objects.get()
    client.post(f"/subsidies/meals/members/{member.pk}/leave/", {"day": "2022-09-30"})
    shown = log_in(a_hand("xu", "county_reviewer")).get(address).content.decode()
    assert "以前的委员" in shown
    assert f"{address}join/" not in shown
    stranger = log_in(make.officer(a_school(name="城关小学")))
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"/subsidies/meals/members/{member.pk}/leave/", {"day": "2022-09-30"}).status_code == 404


def test_the_public_reads_what_was_held_and_no_name(school):
    joined(school)
    joined(school, "赵敏", "teacher")
    held(school, "open_day", title="家长开放日", minutes="王秀兰说饭凉")
    make.bought(school, "210.00")
    meal_reports.lock(report=sent(school), by=a_hand("guo", "county_reviewer"))
    said = Client().get(f"/public/aid/meals/{school.code}/").content.decode()
    for words in ("家长开放日，12人到场", "2人，其中家长1人", "供应商：扶风县粮油公司"):
        assert words in said
    assert "王秀兰" not in said
