"""The pages of a day at the table: schools, classes, counting on a phone, leave by name, companions, samples."""

from datetime import date

import pytest

from aid_portal.models import Holiday
from subsidies.actions import meal_reports
from subsidies.models import ClassMeals, CompanionMeal, FoodSample, MealLeave
from tests.factories import meals as make
from tests.factories.portal import a_school

pytestmark = pytest.mark.django_db
MONDAY = date(2022, 9, 5)
PLACE = "place=primary%7C3%7C1%E7%8F%AD"


def text(client, address):
    return client.get(address).content.decode()


def page(school, tail="", day=MONDAY):
    return f"/subsidies/meals/schools/{school.pk}/{tail}?day={day}"


def count_page(school):
    return f"{page(school, 'count/')}&{PLACE}"


@pytest.fixture
def client(log_in, school):
    return log_in(make.officer(school))


def test_who_sees_one_school_is_at_its_day_at_once(client, school):
    make.pupils(school, 3)
    answer = client.get("/subsidies/meals/?day=2022-09-05")
    assert answer.headers["Location"] == page(school)
    said = text(client, page(school))
    assert "供餐日，已登记 0/1 个班" in said
    assert "三年级1班" in said
    assert "在籍3人，到校3人" in said


def test_the_county_sees_every_school_of_the_day_with_what_is_counted(log_in, chen, school):
    make.a_canteen(a_school(name="城关小学"))
    make.pupils(school, 3)
    make.counted(school, MONDAY, 2)
    listed = text(log_in(chen), "/subsidies/meals/?day=2022-09-05")
    assert "城关小学" in listed
    assert "1/1" in listed
    assert page(school) in listed
    assert "城关小学" not in text(log_in(chen), "/subsidies/meals/?day=2022-09-05&state=counted")


def test_a_number_left_empty_means_that_all_who_came_ate(client, school):
    first, *_others = make.pupils(school, 5)
    client.post(count_page(school), {"absent": [first.pk], "meals": ""})
    made = ClassMeals.objects.get()
    assert (made.enrolled, made.absent, made.meals) == (5, 1, 4)
    assert "请假缺勤：学生1" in text(client, page(school))


def test_more_meals_than_are_there_are_refused_with_the_names_and_nothing_is_kept(client, school):
    first, *_others = make.pupils(school, 5)
    said = client.post(count_page(school), {"absent": [first.pk], "meals": "5"}).content.decode()
    assert "在籍5人，到校4人，不能登记5份；请假缺勤：学生1。" in said
    assert 'value="5"' in said
    assert not ClassMeals.objects.exists()
    assert not MealLeave.objects.exists()


def test_leave_over_several_days_takes_the_child_from_the_table_and_may_be_taken_back(client, school):
    first, *_others = make.pupils(school, 4)
    make.counted(school, MONDAY, 4)
    said = {"enrolment": first.pk, "reason": "ill", "first_on": "2022-09-05", "last_on": "2022-09-07"}
    client.post(f"{page(school, 'leave/')}&{PLACE}", said)
    assert "请重新登记" in text(client, page(school))
    leave = MealLeave.objects.get()
    assert "取消请假" in text(client, count_page(school))
    client.post(f"/subsidies/meals/leaves/{leave.pk}/take-back/")
    assert not MealLeave.objects.exists()
    text(client, page(school))  # with the message
    assert "请重新登记" not in text(client, page(school))


def test_leave_of_a_month_that_was_sent_stays(client, school, log_in):
    first, *_others = make.pupils(school, 2)
    make.counted(school, MONDAY, 1, absent=[first.pk])
    meal_reports.send(school=school, month=make.SEPTEMBER, by=make.leader(school))
    answer = client.post(f"/subsidies/meals/leaves/{MealLeave.objects.get().pk}/take-back/")
    assert answer.status_code == 409
    assert MealLeave.objects.exists()


def test_nobody_counts_for_another_school_or_without_the_right(log_in, chen, sun, school):
    make.pupils(school, 2)
    other = make.a_canteen(a_school(name="城关小学")).school
    assert log_in(make.officer(other)).get(page(school)).status_code == 404
    assert log_in(make.officer(other)).post(count_page(school), {"meals": "1"}).status_code == 404
    for looker in (chen, sun):
        assert log_in(looker).get(page(school)).status_code == 200
        assert log_in(looker).post(count_page(school), {"meals": "1"}).status_code == 403
    assert "/count/" not in text(log_in(sun), page(school))
    assert not ClassMeals.objects.exists()


def test_a_closed_day_has_no_count_and_says_why(chen, client, school, log_in):
    make.pupils(school, 2)
    log_in(chen).post("/subsidies/meals/supply/day/", {"school": "", "day": MONDAY, "supplied": "no", "note": "全县停水"})
    said = text(log_in(make.officer(school)), page(school))
    assert "不供餐（全县停水）" in said
    assert "/count/" not in said


def test_a_class_or_a_day_that_is_not_is_no_page(client, school):
    make.pupils(school, 1)
    assert client.get(f"{page(school, 'count/')}&place=primary%7C3%7C9").status_code == 404
    assert client.get(f"/subsidies/meals/schools/{school.pk}/?day=gestern").status_code == 404


def test_a_year_without_its_holidays_is_said_and_not_guessed(client, school):
    Holiday.objects.all().delete()
    assert "还没有2022年的节假日" in text(client, page(school))


def test_who_ate_along_and_what_was_kept_stand_on_the_day(client, school):
    along = {"day": MONDAY, "name": "王校长", "post": "校长", "paid": "5", "note": "饭菜温热"}
    client.post(page(school, "companion/"), along)
    assert CompanionMeal.objects.get().paid == 5
    assert "已经登记" in client.post(page(school, "companion/"), along).content.decode()
    kept = {"meal": "lunch", "dish": "土豆烧肉", "grams": "100", "day": MONDAY, "time": "11:30", "hours": "48", "kept_by": "刘"}
    assert "不少于125克" in client.post(page(school, "sample/"), kept).content.decode()
    client.post(page(school, "sample/"), {**kept, "grams": "150"})
    assert FoodSample.objects.get().day == MONDAY
    said = text(client, page(school))
    for words in ("王校长", "自付5.00元", "土豆烧肉", "保存至2022-09-07 11:30"):
        assert words in said


def test_the_calendar_shows_what_was_counted_and_what_is_owed(client, school):
    make.pupils(school, 3)
    make.counted(school, MONDAY, 2)
    said = text(client, page(school))
    assert said.count("meal-counted") == 2  # the day and the key
    assert said.count("meal-due") == 21
