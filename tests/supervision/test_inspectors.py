"""责任督学: each school has one, who is there at least twice a term; who was not stands on a list."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.terms import Term, term_of
from supervision.actions import inspectors
from supervision.models import InspectorDuty, TeamMember
from supervision.reports.inspectors import inspected_schools, short, visits_owed, with_visits
from tests.factories.subsidies_money import a_hand
from tests.factories.supervision import a_team, a_visit, han, the_school
from tests.people import a_school
from tests.promises import changed, is_kept

pytestmark = pytest.mark.django_db
SINCE, TERM = date(2022, 9, 1), Term(2022, "A")
PAGE, API = "/supervision/inspectors/", "/api/inspectors/"


def qin():
    """Another inspector."""
    return a_hand("qin", Role.INSPECTOR)


def given(*units, inspector=None, since=SINCE):
    return inspectors.give(units=units or [the_school()], inspector=inspector or han(), since=since, by=han())


def seen(unit=None, term=TERM):
    return with_visits(inspected_schools(), term).get(pk=(unit or the_school()).pk)


def visited(*days, **facts):
    return [a_visit(visited_on=day, recorded_by=han(), **facts) for day in days]


def test_two_days_of_a_term_are_enough_and_one_is_not():
    given()
    visited(date(2022, 9, 20))
    assert (seen().visits, list(short(with_visits(inspected_schools(), TERM)))) == (1, [the_school()])
    visited(date(2022, 9, 20))  # the same day again
    assert seen().visits == 1
    visited(date(2022, 11, 3))
    assert (seen().visits, seen().last_visit) == (2, date(2022, 11, 3))
    assert not short(with_visits(inspected_schools(), TERM))


def test_neither_other_terms_nor_other_people_nor_void_visits_count():
    given(since=date(2022, 3, 1))
    visited(date(2022, 5, 10))
    a_visit(visited_on=date(2022, 10, 8), recorded_by=qin())
    visited(date(2022, 10, 9), voided_by=han(), voided_at=timezone.now(), void_reason="记错单位")
    assert seen().visits == 0
    assert seen(term=Term(2022, "S")).visits == 1


def test_who_went_with_the_team_was_there_too():
    given()
    team = a_team(user=han())
    a_visit(visited_on=date(2022, 10, 8), recorded_by=qin(), team=team, campaign=team.campaign)
    assert TeamMember.objects.filter(team=team, user=han()).exists()
    assert seen().visits == 1


def test_visits_count_for_who_had_the_school_on_that_day():
    given()
    visited(date(2022, 9, 20), date(2022, 10, 20))
    given(inspector=qin(), since=date(2022, 10, 10))
    assert (seen().inspector, seen().visits) == (qin().name, 1)
    assert [duty.until for duty in InspectorDuty.objects.order_by("since")] == [date(2022, 10, 10), None]


def test_a_school_that_is_his_already_stays_as_it_is():
    given()
    assert given(since=date(2022, 10, 1)) == []
    assert InspectorDuty.objects.get().since == SINCE


def test_it_is_refused_in_words(chen, wang):
    with pytest.raises(Refused, match="没有记录督查的权限"):
        given(inspector=wang)
    with pytest.raises(Refused, match="开始日期不能晚于今天"):
        given(since=timezone.localdate() + timedelta(1))
    with pytest.raises(Refused, match=r"请去掉：.*教育体育局"):
        given(chen.home_unit)
    given()
    with pytest.raises(Refused, match="新的不能早于这一天"):
        given(inspector=qin(), since=date(2022, 8, 1))


def test_he_is_told_which_schools_lack_his_visits_this_term(log_in):
    today = timezone.localdate()
    other = a_school("2161324077", "绛帐镇中心小学")
    given(the_school(), other, since=term_of(today).first_day)
    assert visits_owed(han(), today).count() == 2
    assert "责任督学到校督导" in log_in(han()).get("/inbox/").content.decode()
    page = log_in(han()).get(f"{PAGE}?term={term_of(today)}&inspector={han().pk}&state=short").content.decode()
    assert "还差2次" in page
    assert other.name in page


def test_who_organises_gives_schools_and_the_auditor_reads(log_in, chen, sun, wang):
    client = log_in(chen)
    said = {"inspector": han().pk, "since": "2022-09-01"}
    assert "请至少选择一所学校" in client.post(f"{PAGE}give/", said).content.decode()
    assert client.post(f"{PAGE}give/", {**said, "units": the_school().pk}).status_code == 302
    assert han().name in client.get(f"{PAGE}give/").content.decode()
    page = log_in(sun).get(f"{PAGE}?term=2022A").content.decode()
    assert han().name in page
    assert the_school().name not in log_in(sun).get(f"{PAGE}?state=nobody").content.decode()
    assert log_in(sun).get(f"{PAGE}give/").status_code == 403
    assert log_in(wang).get(PAGE).status_code == 403


def test_the_same_goes_over_the_api_and_into_a_file(log_in, chen, tmp_path):
    sent = {"units": [the_school().code], "inspector": han().username, "since": "2022-09-01"}
    made = log_in(chen).post(f"{API}?term=2022A", sent, content_type="application/json")
    assert (made.status_code, made.json()[0]["owed"]) == (201, 2)
    visited(date(2022, 9, 20))
    rows = log_in(chen).get(f"{API}?term=2022A&state=short").json()["results"]
    assert [(row["code"], row["visits"], row["owed"]) for row in rows if row["inspector"]] == [(the_school().code, 1, 1)]
    call_command("export", "inspectors", "--term", "2022A", "--to", str(tmp_path / "out.csv"))
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert text.startswith("code,school,parent,inspector,since,visits,owed,last_visit")
    assert f"{han().name},2022-09-01,1,1,2022-09-20" in text


def test_a_school_has_one_at_a_time():
    [duty] = given()
    again = {"unit": duty.unit, "user": duty.user, "since": SINCE, "made_by": duty.made_by}
    is_kept("inspectorduty_one_stands_a_school", lambda: InspectorDuty.objects.create(**again))
    is_kept("inspectorduty_ends_after_it_begins", changed(duty, until=date(2022, 8, 1)))
