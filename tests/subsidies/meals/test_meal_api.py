"""Meals through the API: the pages' permissions, and an over-claim is refused with those who are away."""

from datetime import date

import pytest

from subsidies.models import MealReport
from subsidies.reports.meal_days import supply_days
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db
API = "/api"


def posted(client, path, **facts):
    return client.post(f"{API}/{path}/", facts, content_type="application/json")


def a_count(school, meals, **facts):
    said = {"school": school.code, "day": "2022-09-05", "stage": "primary", "grade": 3, "class_name": "1班", "meals": meals}
    return {**said, **facts}


def test_more_meals_than_came_is_a_409_that_names_the_absent(log_in, school):
    first, *_others = make.pupils(school, 3)
    client = log_in(make.officer(school))
    answer = posted(client, "class-meals", **a_count(school, 3, absent=[first.pk]))
    assert answer.status_code == 409
    assert answer.json()["ids"] == [first.pk]
    assert "学生1" in answer.json()["message"]
    answer = posted(client, "class-meals", **a_count(school, 2, absent=[first.pk]))
    assert (answer.status_code, answer.json()["present"], answer.json()["meals"]) == (201, 2, 2)
    assert [each["meals"] for each in client.get(f"{API}/class-meals/?first=2022-09-05").json()["results"]] == [2]
    assert client.get(f"{API}/class-meals/?first=2022-09-06").json()["results"] == []


def test_nobody_counts_at_a_school_that_is_not_theirs(log_in, school):
    make.pupils(school, 1)
    stranger = log_in(make.officer(a_school(name="城关小学")))
    assert posted(stranger, "class-meals", **a_count(school, 1)).status_code == 400
    assert posted(log_in(a_hand("guo", "county_reviewer")), "class-meals", **a_count(school, 1)).status_code == 403
    assert stranger.get(f"{API}/canteens/").json()["results"] == []


def test_a_month_is_sent_locked_and_opened_again_with_a_reason(log_in, school):
    make.pupils(school, 2)
    for day in supply_days(school, make.SEPTEMBER):
        make.counted(school, day, 2)
    said = {"school": school.code, "month": "2022-09-01"}
    assert posted(log_in(make.officer(school)), "meal-months", **said).status_code == 403
    sent = posted(log_in(make.leader(school)), "meal-months", **said)
    assert (sent.status_code, sent.json()["status"], sent.json()["meals"]) == (201, "sent", 42)
    guo, page = log_in(a_hand("guo", "county_reviewer")), f"meal-months/{MealReport.objects.get().pk}"
    assert posted(guo, f"{page}/lock").json()["status"] == "locked"
    assert posted(guo, f"{page}/reopen", note="更正").json()["reopening"] == "更正"


def test_kitchens_purchases_and_price_lists_are_read(log_in, chen, school):
    make.bought(school, "100.00", date(2022, 9, 5))
    client = log_in(make.officer(school))
    [kitchen] = client.get(f"{API}/canteens/").json()["results"]
    assert (kitchen["school"], kitchen["schools"]) == (school.code, [school.code])
    [bought] = client.get(f"{API}/meal-purchases/").json()["results"]
    assert (bought["item"], bought["amount"], bought["is_over_price"]) == ("大米", "100.00", False)
    assert client.get(f"{API}/price-inquiries/").json()["results"] == []
