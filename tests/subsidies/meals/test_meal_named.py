"""实名制: who eats in a month and on how many of its days, on the page and in the file, the number of the child masked."""

from datetime import date

import pytest

from aid_portal.exporting import ExportQuery, export_named
from aid_portal.identifiers import mask_registry
from students.models import Enrolment
from subsidies.actions import meal_counts
from subsidies.filters.meal_named import MealPupilFilter
from subsidies.reports.meal_named import eaten, named_in
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.students import an_enrolment
from tests.factories.subsidies_money import a_hand, an_enrolled_child

pytestmark = pytest.mark.django_db
PUPILS, LEAVES = "/subsidies/meals/pupils/", "/subsidies/meals/leaves/"


def away(child, first, last):
    days = {"first_on": date(2022, 9, first), "last_on": date(2022, 9, last)}
    return meal_counts.give_leave(enrolment=child, **days, reason="ill", by=make.officer(child.school))


def days_of(school):
    found = eaten(named_in(Enrolment.objects.all(), make.SEPTEMBER).order_by("pk"))
    return {pupil.name: (eating.supplied, eating.away, eating.days) for pupil, eating in found}


def test_days_are_those_of_supply_on_the_roll_less_those_on_leave(school):
    """September 2022 has 21 days of supply; 3 and 4 are a weekend, on which leave costs nothing."""
    first, *_others = make.pupils(school, 2)
    away(first, 2, 5)
    an_enrolment(school=school, name="转走的", name_key="转走的", status="transferred_out", status_on=date(2022, 9, 8))
    an_enrolment(school=school, name="早已转走", name_key="早已转走", status="transferred_out", status_on=date(2022, 8, 31))
    an_enrolment(school=school, name="送教", name_key="送教", home_taught=True)
    an_enrolment(school=a_school(name="没有食堂的小学"), name="没有食堂", name_key="没有食堂")
    assert days_of(school) == {"学生1": (21, 2, 19), "学生2": (21, 0, 21), "转走的": (5, 0, 5)}


def test_the_page_shows_them_and_a_stranger_nobody(log_in, school):
    first, *_others = make.pupils(school, 2)
    away(first, 5, 6)
    said = log_in(make.officer(school)).get(f"{PUPILS}?month=2022-09-01").content.decode()
    assert "学生1" in said
    assert ' class="num">19</td>' in said
    stranger = log_in(make.officer(a_school(name="城关小学")))
    assert "学生1" not in stranger.get(f"{PUPILS}?month=2022-09-01").content.decode()
    assert "学生1" not in stranger.get(LEAVES).content.decode()


def test_the_file_has_the_fields_of_the_named_roster_with_the_number_masked(school):
    child = an_enrolled_child(school=school)
    away(child, 5, 6)
    spec = export_named("meal_pupils")
    found = MealPupilFilter({"month": "2022-09-01"}, queryset=spec.queryset(ExportQuery(user=make.officer(school)))).rows
    [whole] = spec.rows(found)
    names = [column.name for column in spec.columns]
    told = dict(zip(names, whole, strict=True))
    assert (told["month"], told["grade"], told["mode"], told["days"]) == ("2022-09", "三年级", "canteen", 19)
    assert (told["first_on"], told["last_on"]) == (date(2022, 9, 1), date(2022, 9, 30))
    [masked] = spec.masked([whole])
    shown = dict(zip(names, masked, strict=True))["registry_number"]
    assert shown == mask_registry(told["registry_number"]) != told["registry_number"]


def test_the_leaves_are_listed_by_school_reason_and_day(log_in, school):
    first, second = make.pupils(school, 2)
    away(first, 5, 6)
    away(second, 20, 20)
    client = log_in(a_hand("xu", "county_reviewer"))
    said = client.get(f"{LEAVES}?first=2022-09-10&school={school.code}").content.decode()
    assert "学生2" in said
    assert "学生1" not in said
    spec = export_named("meal_leaves")
    assert [row[2] for row in spec.rows(spec.queryset(ExportQuery(term="2022A")))] == ["学生2", "学生1"]


def test_a_page_of_pupils_costs_the_same_for_few_and_many(log_in, school, django_assert_max_num_queries):
    make.pupils(school, 30)
    client = log_in(make.officer(school))
    client.get(f"{PUPILS}?month=2022-09-01")
    with django_assert_max_num_queries(18):
        client.get(f"{PUPILS}?month=2022-09-01")
