"""带量食谱: dishes with the grams of each food a head, planned by the week, shown to everybody, closed with the month."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from aid_portal.errors import Refused
from subsidies.actions import meal_reports, menus
from subsidies.models import MenuLine
from subsidies.reports.menus import menus_between, monday_of
from subsidies.rules.menus import BadLine, Food, PlannedDish, read_menu, written
from tests import own_cache
from tests.factories import meals as make
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept, refused

MONDAY = date(2022, 9, 5)
WEEK = timedelta(7)
PORK = PlannedDish("土豆烧肉", (Food("土豆", 80), Food("猪肉", 50)))
RICE = PlannedDish("米饭", (Food("大米", 110),))


def planned(school, *dishes, day=MONDAY, meal="lunch"):
    return menus.plan(school=school, day=day, meal=meal, dishes=dishes, by=make.officer(school))


def test_a_menu_is_read_as_a_cook_writes_it_and_written_so_that_it_can_be_read():
    said = "土豆烧肉：土豆８０克、猪肉50g\n\n米饭:大米 110"
    assert read_menu(said) == [PORK, RICE]
    assert read_menu(written([PORK, RICE])) == [PORK, RICE]
    assert read_menu("") == []


@pytest.mark.parametrize(
    "line",
    [
        "米饭",
        "米饭：",
        "：大米100",
        "米饭：大米",
        "米饭：大米0",
        "米饭：大米2001",
        "米饭：大米50、大米50",
        "米饭：100",
        "土豆烧肉：肉1",
    ],
)
def test_a_line_that_says_no_dish_with_its_grams_is_named_by_its_number(line):
    with pytest.raises(BadLine) as told:
        read_menu(f"土豆烧肉：土豆80\n{line}")
    assert told.value.number == 2


@pytest.mark.django_db
def test_a_meal_is_planned_anew_and_taken_off(school):
    planned(school, PORK, RICE)
    planned(school, RICE, meal="breakfast")
    planned(school, RICE)
    [breakfast, lunch] = menus_between(school, MONDAY, MONDAY)[MONDAY]
    assert (breakfast.meal, lunch.meal, lunch.dishes) == ("breakfast", "lunch", (RICE,))
    planned(school)
    planned(school, meal="breakfast")
    assert menus_between(school, MONDAY, MONDAY) == {}


@pytest.mark.django_db
def test_the_week_before_is_copied_where_nothing_is_planned(school):
    planned(school, PORK)
    planned(school, RICE, day=MONDAY + timedelta(1))
    planned(school, RICE, day=MONDAY + WEEK)
    by = make.officer(school)
    assert menus.copy_week(school=school, monday=MONDAY + WEEK + timedelta(2), by=by) == 1
    found = menus_between(school, MONDAY + WEEK, MONDAY + WEEK + timedelta(6))
    assert {day: meals[0].dishes for day, meals in found.items()} == {
        MONDAY + WEEK: (RICE,), MONDAY + WEEK + timedelta(1): (RICE,),
    }  # fmt: skip
    with pytest.raises(Refused, match="没有食谱可以照抄"):
        menus.copy_week(school=school, monday=MONDAY + 4 * WEEK, by=by)


@pytest.mark.django_db
def test_a_menu_is_closed_with_its_month_and_weighs_something(school):
    make.pupils(school, 1)
    [line] = planned(school, RICE)
    is_kept("menu_line_weighs_something", changed(line, grams=0))
    same = {"school": school, "day": MONDAY, "meal": "lunch", "dish": "米饭", "item": "大米", "grams": 1}
    is_kept("menu_line_once_a_dish", lambda: MenuLine.objects.create(**same, recorded_by=line.recorded_by))
    meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    with pytest.raises(Refused, match="不能再改"):
        planned(school, PORK)
    refused("meal_month_is_closed", changed(line, grams=1))


@pytest.mark.django_db
def test_the_school_writes_it_on_the_page(log_in, school):
    client, page = log_in(make.officer(school)), f"/subsidies/meals/schools/{school.pk}/menu/"
    said = {"day": "2022-09-05", "meal": "lunch", "dishes": "土豆烧肉：土豆80、猪肉"}
    assert "第1行应是" in client.post(f"{page}plan/", said).content.decode()
    client.post(f"{page}plan/", {**said, "dishes": "土豆烧肉：土豆80、猪肉50"})
    shown = client.get(f"{page}?day=2022-09-07").content.decode()
    assert "土豆烧肉：土豆80克、猪肉50克" in shown
    assert "土豆烧肉：土豆80、猪肉50" in client.get(f"{page}plan/?day=2022-09-05&meal=lunch").content.decode()
    client.post(f"{page}copy/?day=2022-09-12", {})
    assert MenuLine.objects.filter(day="2022-09-12").count() == 2
    assert log_in(make.leader(school)).post(f"{page}plan/", said).status_code == 403


@pytest.mark.django_db
def test_everybody_sees_the_menus_of_a_locked_month_and_of_this_week(school):
    make.pupils(school, 1)
    today, page = timezone.localdate(), f"/public/aid/meals/{school.code}/"
    planned(school, PORK)
    planned(school, RICE, day=monday_of(today))
    sent = meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    assert Client().get(page).status_code == 404
    meal_reports.lock(report=sent, by=a_hand("guo", "county_reviewer"))
    own_cache.begin_anew()
    shown = Client().get(page).content.decode()
    week, month = shown.index("本周带量食谱"), shown.index("当月带量食谱")
    assert week < shown.index("米饭（大米110克）") < month < shown.index("土豆烧肉（土豆80克、猪肉50克）")


@pytest.mark.django_db
def test_it_goes_over_the_api_as_on_the_page(log_in, school):
    client = log_in(make.officer(school))
    rice = {"dish": "米饭", "foods": [{"item": "大米", "grams": 110}]}

    def send(**said):
        whole = {"school": school.code, "day": "2022-09-05", "meal": "lunch", "dishes": [rice], **said}
        return client.post("/api/meal-menus/", whole, content_type="application/json")

    assert [send(dishes=[rice, rice]).status_code, send(dishes=[{**rice, "foods": rice["foods"] * 2}]).status_code] == [400, 400]
    [line] = send().json()
    assert (line["dish"], line["item"], line["grams"]) == ("米饭", "大米", 110)
    copy = {"school": school.code, "monday": "2022-09-12"}
    assert client.post("/api/meal-menus/copy-week/", copy, content_type="application/json").json() == {"meals": 1}
    assert client.get("/api/meal-menus/?first=2022-09-06").json()["count"] == 1
