"""What the database promises of meals, whoever writes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from subsidies.actions import canteens, meal_counts, meal_notes, meal_purchases, meal_reports
from subsidies.models import InquiryPrice, MealIncome, MealReport, MealStandard, SupplyException, SupplyPeriod
from tests.factories import meals as make
from tests.factories.students import the_term
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept, twice

pytestmark = pytest.mark.django_db
MONDAY = date(2022, 9, 5)


def test_a_standard_is_money():
    is_kept("meal_standard_is_money", lambda: MealStandard.objects.create(from_on=MONDAY, amount=0, made_by=a_hand("chen")))


def test_kitchens_periods_and_exceptions_are_in_order(school):
    is_kept("canteen_opens_before_it_closes", changed(school.canteens.get(), closed_on=make.FIRST - timedelta(1)))
    facts = {"term": the_term(), "school": None, "first_on": make.FIRST, "last_on": make.LAST}
    is_kept("supply_period_one_per_term_and_school", lambda: SupplyPeriod.objects.create(**facts))
    other = {**facts, "school": school, "last_on": make.FIRST - timedelta(1)}
    is_kept("supply_period_begins_before_it_ends", lambda: SupplyPeriod.objects.create(**other))
    made = canteens.set_day(school=None, day=MONDAY, supplied=False, note="停水", by=a_hand("chen"))
    again = {"school": None, "day": MONDAY, "supplied": True, "note": "x", "made_by": a_hand("chen")}
    is_kept("supply_exception_one_a_day", lambda: SupplyException.objects.create(**again))
    is_kept("supply_exception_says_why", changed(made, note=""))


def test_meals_are_no_more_than_present_and_present_no_more_than_enrolled(school):
    child, *_others = make.pupils(school, 3)
    made = make.counted(school, MONDAY, 3)
    is_kept("class_meals_are_no_more_than_present", changed(made, meals=4))
    is_kept("class_meals_absent_are_enrolled", changed(made, absent=4, meals=0))
    fresh = {field: getattr(made, field) for field in ("school", "day", "stage", "grade", "class_name", "enrolled", "absent")}
    is_kept("class_meals_once_a_day", lambda: type(made).objects.create(**fresh, meals=1, recorded_by=made.recorded_by))
    leave = meal_counts.give_leave(enrolment=child, first_on=MONDAY, last_on=MONDAY, reason="ill", by=a_hand("chen"))
    is_kept("meal_leave_begins_before_it_ends", changed(leave, last_on=MONDAY - timedelta(1)))


def test_companions_and_samples_are_written_once_and_samples_are_kept(school):
    by, noon = make.officer(school), datetime(2022, 9, 5, 4, tzinfo=UTC)
    along = meal_notes.eat_along(school=school, day=MONDAY, name="王", post="校长", paid=Decimal(5), by=by)
    facts = {"school": school, "day": MONDAY, "name": "王", "post": "校长", "paid": 5, "recorded_by": by}
    is_kept("companion_meal_once_a_day", lambda: type(along).objects.create(**facts))
    sample = {"school": school, "meal": "lunch", "dish": "米饭", "grams": 125, "kept_at": noon, "kept_by": "刘"}
    kept = meal_notes.keep_sample(**sample, kept_until=noon + timedelta(hours=48), by=by)
    is_kept("food_sample_is_heavy_enough", changed(kept, grams=124))
    is_kept("food_sample_is_kept_two_days", changed(kept, kept_until=noon + timedelta(hours=47)))
    copy = {**sample, "day": MONDAY, "kept_until": noon + timedelta(hours=48), "recorded_by": by}
    is_kept("food_sample_once_a_dish", lambda: type(kept).objects.create(**copy))


def test_purchases_are_seen_by_two_and_prices_are_money(school):
    made = make.bought(school, "100")
    is_kept("meal_purchase_is_seen_by_two", changed(made, second_checker="刘主任"))
    is_kept("meal_purchase_is_something", changed(made, quantity=0))
    price = {"item": "大米", "spec": "", "unit": "袋", "price": Decimal(1)}
    inquiry = meal_purchases.inquire(from_on=MONDAY, document="询价", prices=[price], by=a_hand("chen"))
    is_kept("inquiry_price_once_an_item", lambda: InquiryPrice.objects.create(inquiry=inquiry, **price))
    is_kept("inquiry_price_is_money", changed(inquiry.prices.get(), price=0))


def test_income_is_money_and_stands_once(school):
    facts = {"school": school, "day": MONDAY, "document": "扶财教1号", "source": "central", "recorded_by": make.officer(school)}
    is_kept("meal_income_is_money", lambda: MealIncome.objects.create(**facts, amount=0))
    is_kept("meal_income_once_a_document", twice(MealIncome.objects.create, **facts, amount=1))


def test_a_report_is_of_a_month_claims_what_is_there_and_has_its_hands(school):
    make.pupils(school, 1)
    report = meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    is_kept("meal_report_once_a_month", lambda: MealReport.objects.create(school=school, month=make.SEPTEMBER))
    is_kept("meal_report_month_begins_on_the_first", lambda: MealReport.objects.create(school=school, month=MONDAY))
    is_kept("meal_report_claims_no_more_than_its_pupils_and_days", changed(report, meals=report.days + 1))
    is_kept("meal_report_has_passed_its_hands", changed(report, status="locked"))
    is_kept("meal_report_sending_has_its_time", changed(report, sent_at=None))
    locked = {"status": "locked", "locked_at": timezone.now()}
    is_kept("meal_report_locked_by_another_person", changed(report, **locked, locked_by=report.sent_by))
    is_kept("meal_report_locking_has_its_time", changed(report, **{**locked, "locked_at": None}, locked_by=a_hand("guo")))
