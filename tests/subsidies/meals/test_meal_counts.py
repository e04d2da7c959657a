"""实名制: meals ≤ present ≤ enrolled, by name and day; a month that was sent is counted no more."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from aid_portal.errors import AlreadyDone, Refused
from subsidies.actions import canteens, meal_counts, meal_notes, meal_reports
from subsidies.models import ClassMeals, MealLeave
from subsidies.reports.meal_days import supply_days
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, refused

pytestmark = pytest.mark.django_db
MONDAY = date(2022, 9, 5)


def test_food_is_due_on_working_days_make_up_days_too_and_on_no_holiday(school):
    october = supply_days(school, date(2022, 10, 1))
    assert date(2022, 10, 8) in october
    assert date(2022, 10, 3) not in october
    assert len(supply_days(school, date(2023, 1, 1))) == 9
    assert supply_days(school, date(2022, 8, 1)) == frozenset()


def test_a_school_may_serve_on_a_free_day_or_close_on_another_with_its_reason(school):
    saturday = date(2022, 9, 17)
    canteens.set_day(school=None, day=MONDAY, supplied=False, note="全县停水", by=a_hand("chen"))
    canteens.set_day(school=school, day=saturday, supplied=True, note="补课", by=a_hand("chen"))
    here, elsewhere = supply_days(school, make.SEPTEMBER), supply_days(a_school(), make.SEPTEMBER)
    assert saturday in here
    assert saturday not in elsewhere
    assert MONDAY not in here | elsewhere
    with pytest.raises(Refused, match="请写明"):
        canteens.set_day(school=school, day=MONDAY, supplied=True, note=" ", by=a_hand("chen"))


def test_no_more_meals_than_pupils_who_are_there_and_the_absent_are_named(school):
    first, *_others = make.pupils(school, 5)
    with pytest.raises(Refused, match="在籍5人，到校4人，不能登记5份；请假缺勤：学生1"):
        make.counted(school, MONDAY, 5, absent=[first.pk])
    counted = make.counted(school, MONDAY, 4, absent=[first.pk])
    assert (counted.enrolled, counted.absent, counted.present, counted.meals) == (5, 1, 4, 4)


def test_leave_lasts_from_day_to_day_and_is_given_once(school):
    first, *_others = make.pupils(school, 3)
    meal_counts.give_leave(enrolment=first, first_on=MONDAY, last_on=MONDAY + timedelta(2), reason="ill", by=make.officer(school))
    make.counted(school, MONDAY + timedelta(1), 2, absent=[first.pk])
    assert MealLeave.objects.count() == 1
    with pytest.raises(Refused, match="到校2人"):
        make.counted(school, MONDAY + timedelta(2), 3)
    assert make.counted(school, MONDAY + timedelta(3), 3).absent == 0


def test_who_has_left_or_is_taught_at_home_is_not_counted(school):
    make.pupils(school, 2)
    make.pupils(school, 1, status="transferred_out", status_on=date(2022, 9, 6))
    make.pupils(school, 1, home_taught=True)
    assert make.counted(school, MONDAY, 3).enrolled == 3
    assert make.counted(school, MONDAY + timedelta(1), 2).enrolled == 2


def test_counted_again_the_later_number_stands(school):
    make.pupils(school, 4)
    make.counted(school, MONDAY, 4)
    make.counted(school, MONDAY, 3)
    assert ClassMeals.objects.get().meals == 3


def test_nothing_is_counted_on_a_closed_day_in_the_future_or_for_a_class_that_is_not(school):
    make.pupils(school, 1)
    with pytest.raises(Refused, match="不是法门镇中心小学的供餐日"):
        make.counted(school, date(2022, 9, 10), 1)
    with pytest.raises(Refused, match="不能晚于今天"):
        make.counted(school, timezone.localdate() + timedelta(1), 1)
    with pytest.raises(Refused, match="没有9班的学生"):
        make.counted(school, MONDAY, 1, place=make.CLASS._replace(class_name="9班"))


def test_a_school_is_fed_by_one_kitchen_until_that_closes(school):
    other = make.a_canteen(a_school())
    with pytest.raises(Refused, match="一所学校只由一个食堂供餐"):
        canteens.feed(canteen=other, school=school, day=date(2022, 12, 1), by=a_hand("chen"))
    canteens.close(canteen=school.canteens.get(), day=date(2022, 12, 1), by=a_hand("chen"))
    canteens.feed(canteen=other, school=school, day=date(2022, 12, 1), by=a_hand("chen"))
    assert school.canteen_place.canteen == other


def test_who_eats_along_pays_and_is_written_down_once(school):
    said = {
        "school": school,
        "day": MONDAY,
        "name": "王校长",
        "post": "校长",
        "paid": Decimal("5.00"),
        "by": make.officer(school),
    }
    meal_notes.eat_along(**said)
    with pytest.raises(AlreadyDone):
        meal_notes.eat_along(**said)


def test_a_sample_weighs_125_grams_and_is_kept_48_hours(school):
    noon = datetime(2022, 9, 5, 4, tzinfo=UTC)
    said = {
        "school": school, "meal": "lunch", "dish": "土豆烧牛肉", "grams": 130, "kept_at": noon,
        "kept_until": noon + timedelta(hours=48), "kept_by": "刘主任", "by": make.officer(school),
    }  # fmt: skip
    with pytest.raises(Refused, match="不少于125克"):
        meal_notes.keep_sample(**{**said, "grams": 124})
    with pytest.raises(Refused, match="48小时"):
        meal_notes.keep_sample(**{**said, "kept_until": noon + timedelta(hours=47)})
    assert meal_notes.keep_sample(**said).day == MONDAY
    with pytest.raises(AlreadyDone):
        meal_notes.keep_sample(**said)


def test_nobody_eats_along_and_nothing_is_kept_in_a_month_that_was_sent(school):
    """Nor is what was written down taken back; the month is sent back first."""
    make.pupils(school, 1)
    noon, by = datetime(2022, 9, 5, 4, tzinfo=UTC), make.officer(school)
    along = {"school": school, "name": "王校长", "post": "校长", "paid": Decimal(5), "by": by}
    kept = {"school": school, "meal": "lunch", "grams": 130, "kept_by": "刘主任", "by": by}
    hours = {"kept_at": noon, "kept_until": noon + timedelta(hours=48)}
    made = meal_notes.eat_along(**along, day=MONDAY), meal_notes.keep_sample(**kept, **hours, dish="米饭")
    report = meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    with pytest.raises(Refused, match="2022-09的月报已报送，不能再改") as told:
        meal_notes.eat_along(**along, day=MONDAY + timedelta(1))
    assert told.value.ids == [report.pk]
    with pytest.raises(Refused, match="不能再改"):
        meal_notes.keep_sample(**kept, **hours, dish="豆腐")
    for note in made:
        with pytest.raises(Refused, match="不能再改"):
            meal_notes.take_back(note=note, reason="记错了", by=by)
        refused("meal_month_is_closed", changed(note, recorded_by=make.leader(school)))
    meal_reports.reopen(report=report, reason="补登留样", by=a_hand("chen"))
    meal_notes.keep_sample(**kept, **hours, dish="豆腐")
