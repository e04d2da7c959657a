"""Meals without a login: only what the county has locked, the account and the dishes, and nothing of any child."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from subsidies.actions import meal_notes, meal_purchases, meal_reports
from subsidies.reports.meal_days import supply_days
from tests import own_cache
from tests.factories import meals as make
from tests.factories.subsidies_money import a_hand

pytestmark = pytest.mark.django_db
LIST = "/public/aid/meals/"


@pytest.fixture
def sent(school):
    """September of three pupils, one of whom is on leave on the fifth; a leader ate along."""
    first, *_others = make.pupils(school, 3)
    days = sorted(supply_days(school, make.SEPTEMBER))
    for day in days:
        make.counted(school, day, 2 if day.day == 5 else 3, absent=[first.pk] if day.day == 5 else [])
    make.bought(school, "310.00")
    facts = {"day": date(2022, 9, 2), "document": "扶财教〔2022〕39号", "source": "central", "amount": Decimal("400.00")}
    by = make.officer(school)
    meal_purchases.receive(school=school, facts=facts, by=by)
    noon = datetime(2022, 9, 6, 4, tzinfo=UTC)
    kept = {"meal": "lunch", "dish": "土豆烧肉", "grams": 150, "kept_at": noon, "kept_until": noon + timedelta(hours=48)}
    meal_notes.keep_sample(school=school, **kept, kept_by="刘建军", by=by)
    meal_notes.eat_along(school=school, day=date(2022, 9, 6), name="王陪餐", post="校长", paid=Decimal(5), by=by)
    return meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))


@pytest.fixture
def locked(sent):
    return meal_reports.lock(report=sent, by=a_hand("guo", "county_reviewer"))


def text(address):
    return Client().get(address).content.decode()


def page(report):
    return f"{LIST}{report.school.code}/"


def test_a_locked_month_is_public_with_its_money_food_and_dishes(locked):
    assert "最近公布：2022年9月" in text(LIST)
    for address in (page(locked), f"{page(locked)}2022/9/"):
        said = text(address)
        for words in ("21天", "3人", "62人次", "每生每天5.00元", "扶财教〔2022〕39号", "大米", "9月6日", "土豆烧肉"):
            assert words in said
        for money in ("400.00", "310.00", "90.00"):
            assert money in said


def test_a_month_that_is_not_locked_is_not_public(sent):
    assert Client().get(page(sent)).status_code == 404
    assert sent.school.name not in text(LIST)


def test_a_month_that_was_opened_again_is_gone(locked):
    meal_reports.reopen(report=locked, reason="更正", by=a_hand("guo"))
    own_cache.begin_anew()  # the minute for which a page is kept has passed
    assert Client().get(f"{page(locked)}2022/9/").status_code == 404


def test_nothing_of_a_child_and_of_nobody_who_works_there(locked):
    answer = Client().get(page(locked))
    told = answer.content.decode() + str(answer.headers)
    for words in ("学生1", "请假", "王陪餐", "刘建军", "刘主任"):
        assert words not in told
    assert answer.headers["X-Robots-Tag"].startswith("noindex")


def test_it_is_made_once_a_minute_whoever_asks(locked, django_assert_num_queries):
    text(page(locked))
    with django_assert_num_queries(0):
        assert "土豆烧肉" in text(page(locked))


def test_a_school_is_found_by_its_name_and_another_month_is_no_page(locked):
    assert locked.school.name in text(f"{LIST}?school=法门")
    assert "没有这所学校的账目" in text(f"{LIST}?school=查无此校")
    for tail in ("2022/10/", "2022/13/"):
        assert Client().get(f"{page(locked)}{tail}").status_code == 404
    assert Client().get(f"{LIST}0000000000/").status_code == 404


def test_it_is_linked_from_the_public_home_page(db):
    assert LIST in text("/public/")


def test_locked_months_are_open_data_and_the_file_is_gone_with_them(locked):
    address = reverse("public-data-file", args=["school-meals", 2022])
    [row] = csv.DictReader(io.StringIO(Client().get(address).content.decode("utf-8-sig")))
    told = {name: row[name] for name in ("month", "school_code", "days", "meals", "standard_yuan", "spent_yuan", "closing_yuan")}
    assert told == {
        "month": "9", "school_code": locked.school.code, "days": "21", "meals": "62",
        "standard_yuan": "5.00", "spent_yuan": "310.00", "closing_yuan": "90.00",
    }  # fmt: skip
    assert row["satisfaction_percent"] == ""
    meal_reports.reopen(report=locked, reason="更正", by=a_hand("guo"))
    own_cache.begin_anew()
    assert Client().get(address).status_code == 404
