"""Meals through the API: the pages' permissions, scopes and actions; an over-claim is refused with those who are away."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aid_portal.choices import Role
from subsidies.actions import meal_surveys
from subsidies.models import MealReport, MealSurvey
from subsidies.reports.meal_days import supply_days
from subsidies.survey_choices import SurveyTopic
from tests.factories import meals as make
from tests.factories.portal import a_role, a_school, a_user
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


def test_a_class_teacher_counts_no_other_class(log_in, school):
    make.pupils(school, 1)
    make.pupils(school, 1, class_name="2班")
    teacher = a_user("zhou", "周老师")
    a_role(teacher, Role.CLASS_TEACHER, school, stage="primary", grade=3, class_name="2班")
    client = log_in(teacher)
    assert posted(client, "class-meals", **a_count(school, 1)).status_code == 400
    assert posted(client, "class-meals", **a_count(school, 1, class_name="2班")).status_code == 201


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


def told(client, path, **facts):
    answer = posted(client, path, **facts)
    assert answer.status_code in (200, 201, 204), answer.content.decode()
    return answer.json() if answer.content else None


def newest(client, path):
    return client.get(f"{API}/{path}/").json()["results"]


def test_the_county_keeps_kitchens_and_suppliers(log_in, school):
    chen, point = log_in(a_hand("chen")), a_school(name="教学点")
    facts = {"name": "新食堂", "mode": "company", "manager": "刘", "licence": "JY1", "licence_until": "2027-01-01"}
    other = a_school(name="城关小学")
    made = told(chen, "canteens", school=other.code, feeds=[point.code], opened_on="2022-09-01", **facts)
    assert set(made["schools"]) == {other.code, point.code}
    page = f"canteens/{made['id']}"
    left = told(chen, f"{page}/leave-off", school=point.code, day="2022-10-01", note="改由中心校供餐")
    assert left["schools"] == [other.code]
    assert told(chen, f"{page}/feed", school=point.code, day="2022-10-02")["schools"] != left["schools"]
    changed = told(chen, f"{page}/change", from_on="2022-10-03", note="换人", manager="杨")
    assert (changed["manager"], changed["licence"]) == ("杨", "JY1")
    assert told(chen, f"{page}/close", day="2022-10-04")["closed_on"] == "2022-10-04"
    said = {"name": "粮油公司", "credit_code": make.CODE, "licence": "JY2", "licence_until": "2024-06-01"}
    supplier = told(chen, "suppliers", **said)
    assert posted(chen, "suppliers", **said).json()["ids"] == [supplier["id"]]
    told(chen, f"suppliers/{supplier['id']}/change", from_on="2022-09-05", note="换证", licence_until="2026-06-01")
    assert newest(chen, "suppliers")[0]["licence_until"] == "2026-06-01"
    assert posted(log_in(make.officer(school)), "suppliers", **said).status_code == 403


def test_the_county_sets_days_of_supply_prices_and_surveys(log_in, school):
    chen = log_in(a_hand("chen"))
    told(chen, "supply-periods", term="2022A", school=school.code, first_on="2022-09-05", last_on="2022-12-30")
    told(chen, "supply-days", school=None, day="2022-09-06", supplied=False, note="停水")
    assert [each["school"] for each in newest(chen, "supply-periods")] == [school.code, None]
    assert newest(chen, "supply-days")[0]["supplied"] is False
    prices = [{"item": "大米", "unit": "公斤", "price": "5.60"}]
    told(chen, "price-inquiries", from_on="2022-09-01", document="秋季询价", prices=prices)
    assert newest(chen, "price-inquiries")[0]["prices"][0]["spec"] == ""
    days = {"opens_on": str(timezone.localdate()), "closes_on": str(timezone.localdate() + timedelta(9))}
    survey = told(chen, "meal-surveys", canteen=school.canteens.get().pk, title="满意度", minimum=5, **days)
    assert (survey["answers"], survey["results"]) == (0, [])
    for _each in range(5):
        scores = dict.fromkeys(SurveyTopic.values, 4)
        meal_surveys.answer(survey=MealSurvey.objects.get(), day=timezone.localdate(), respondent="pupil", scores=scores)
    ended = told(chen, f"meal-surveys/{survey['id']}/end")
    assert ended["closes_on"] == str(timezone.localdate())
    assert ended["results"][0] == {"topic": "overall", "average": "4.0", "content": "100.0"}
    assert [each["amount"] for each in newest(chen, "meal-standards")]


def test_a_school_writes_its_day_and_takes_it_back(log_in, school):
    child, *_others = make.pupils(school, 2)
    client, of = log_in(make.officer(school)), {"school": school.code}
    leave = told(client, "meal-leaves", enrolment=child.pk, first_on="2022-09-05", last_on="2022-09-06", reason="ill")
    along = told(client, "companion-meals", **of, day="2022-09-05", name="李校长", post="校长", paid="5.00")
    times = {"kept_at": "2022-09-05T11:30:00+08:00", "kept_until": "2022-09-07T11:30:00+08:00"}
    sample = told(client, "food-samples", **of, meal="lunch", dish="土豆烧肉", grams=150, kept_by="刘", **times)
    [pupil] = [each for each in client.get(f"{API}/meal-pupils/?month=2022-09-01").json()["results"] if each["id"] == child.pk]
    assert (pupil["supplied"], pupil["away"], pupil["days"]) == (21, 2, 19)
    assert client.get(f"{API}/meal-pupils/").status_code == 400
    told(client, f"meal-leaves/{leave['id']}/take-back")
    for path, made in (("companion-meals", along), ("food-samples", sample)):
        told(client, f"{path}/{made['id']}/take-back", note="误登")
        assert newest(client, path) == []
    assert newest(client, "meal-leaves") == []


def test_a_school_keeps_its_account_and_what_it_shows(log_in, school):
    client, of = log_in(make.officer(school)), {"school": school.code}
    income = told(client, "meal-income", **of, day="2022-09-02", document="扶财教31号", source="central", amount="500.00")
    food = {"item": "大米", "unit": "公斤", "quantity": "10.5", "price": "5.60", "first_checker": "刘", "second_checker": "赵"}
    bought = told(client, "meal-purchases", **of, supplier=make.a_supplier().pk, day="2022-09-05", **food)
    assert (bought["amount"], bought["has_photo"]) == ("58.80", False)
    same = posted(
        client, "meal-purchases", **of, supplier=make.a_supplier().pk, day="2022-09-05", **{**food, "second_checker": "刘"}
    )
    assert same.status_code == 409
    event = told(client, "meal-events", **of, day="2022-09-14", kind="open_day", title="家长开放日", people=12)
    member = told(client, "committee-members", **of, name="王秀兰", part="parent", from_on="2022-09-01")
    assert told(client, f"committee-members/{member['id']}/leave", day="2022-09-30")["until_on"] == "2022-09-30"
    for path, made in (("meal-income", income), ("meal-purchases", bought), ("meal-events", event)):
        told(client, f"{path}/{made['id']}/take-back", note="误登")
        assert newest(client, path) == []


def a_table(meals):
    return SimpleUploadedFile("九月.csv", f"日期,年级,班级,用餐人数\n2022-09-05,三年级,1班,{meals}\n".encode())


def test_a_month_of_counts_is_uploaded_accepted_and_undone(log_in, school):
    make.pupils(school, 2)
    client, table = log_in(make.officer(school)), {"school": school.code, "month": "2022-09-01", "kind": "counts"}
    template = posted(client, "meal-uploads/template", **table)
    assert template.status_code == 200
    refused = client.post(f"{API}/meal-uploads/", {**table, "file": a_table(3)}).json()
    assert (refused["status"], refused["mistakes"][0]["row"]) == ("refused", 2)
    assert client.post(f"{API}/meal-uploads/{refused['id']}/mark/").status_code == 200
    upload = client.post(f"{API}/meal-uploads/", {**table, "file": a_table(2)}).json()
    assert told(client, f"meal-uploads/{upload['id']}/accept")["status"] == "accepted"
    assert newest(client, "class-meals")[0]["meals"] == 2
    assert told(client, f"meal-uploads/{upload['id']}/undo")["status"] == "undone"
    assert newest(client, "class-meals") == []
    again = client.post(f"{API}/meal-uploads/", {**table, "file": a_table(1)}).json()
    assert told(client, f"meal-uploads/{again['id']}/discard")["status"] == "discarded"
