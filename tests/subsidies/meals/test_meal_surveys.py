"""满意度调查: without a login, once a telephone and day, of nobody, and no result of too few."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from aid_portal.errors import Refused
from aid_portal.rules.throttling import SURVEY_ANSWERS
from subsidies.actions import meal_surveys
from subsidies.models import MealSurvey, MealSurveyAnswer
from subsidies.reports.meal_surveys import published, with_results
from subsidies.rules.meal_surveys import result_of
from tests.factories import meals as make
from tests.factories.portal import a_school
from tests.factories.subsidies_money import a_hand
from tests.promises import changed, is_kept, refused

pytestmark = pytest.mark.django_db
SCORES = {"overall": 5, "taste": 4, "amount": 3, "variety": 4, "hygiene": 5}


def a_survey(school, **facts):
    today = timezone.localdate()
    said = {"title": "秋季满意度", "opens_on": today, "closes_on": today + timedelta(7), "minimum": 5, "by": a_hand("chen")}
    return meal_surveys.open_survey(canteen=school.canteens.get(), **{**said, **facts})


def answered(survey, times, **scores):
    for _time in range(times):
        meal_surveys.answer(survey=survey, day=survey.opens_on, respondent="parent", scores={**SCORES, **scores})


def page(survey):
    return f"/public/aid/meals/surveys/{survey.code}/"


def sent(client, survey, **facts):
    shown = client.get(page(survey))
    token = shown.context["token"]
    return client.post(page(survey), {"token": token, "respondent": "pupil", **SCORES, **facts})


def test_a_telephone_answers_once_a_day_and_another_one_too(school):
    survey, phone = a_survey(school), Client()
    assert "已经收到" in sent(phone, survey).content.decode()
    again = phone.get(page(survey)).content.decode()
    assert "今天已经填过" in again
    assert "今天已经填过" in phone.post(page(survey), SCORES).content.decode()
    assert "已经收到" in sent(Client(), survey).content.decode()
    assert survey.answers.count() == 2


def test_an_answer_is_of_nobody(school):
    survey, phone = a_survey(school), Client(REMOTE_ADDR="203.0.113.77")
    response = sent(phone, survey)
    row = MealSurveyAnswer.objects.values().get()
    assert set(row) == {"id", "survey_id", "day", "respondent", *SCORES}
    said = response.cookies[f"meal_survey_{survey.pk}"]
    assert said.value.startswith(timezone.localdate().isoformat())
    assert said["httponly"]
    assert not any("203.0.113.77" in str(key) for key in cache._cache.get_client().keys("*meal-survey*"))


def test_the_same_page_sent_twice_counts_once(school):
    survey = a_survey(school)
    said = {"token": Client().get(page(survey)).context["token"], "respondent": "pupil", **SCORES}
    for _time in range(2):
        assert "已经收到" in Client().post(page(survey), said).content.decode()
    assert survey.answers.count() == 1


def test_what_is_left_out_or_forged_is_said_and_kept_nowhere(school):
    survey = a_survey(school)
    assert "field-error" in sent(Client(), survey, taste="").content.decode()
    assert "打开的时间太长" in sent(Client(), survey, token="forged").content.decode()
    assert not survey.answers.exists()


def test_a_machine_is_stopped(school):
    survey = a_survey(school)
    for _time in range(SURVEY_ANSWERS.tries):
        sent(Client(), survey)
    late = sent(Client(), survey)
    assert late.status_code == 429
    assert "操作过于频繁" in late.content.decode()
    assert survey.answers.count() == SURVEY_ANSWERS.tries


def test_before_and_after_its_days_nothing_is_asked(school):
    today = timezone.localdate()
    coming = a_survey(school, opens_on=today + timedelta(1))
    over = a_survey(school, opens_on=today - timedelta(9), closes_on=today - timedelta(1))
    assert "还没有开始" in Client().get(page(coming)).content.decode()
    assert "已经结束" in Client().get(page(over)).content.decode()
    with pytest.raises(Refused, match="不在进行中"):
        meal_surveys.answer(survey=over, day=today, respondent="pupil", scores=SCORES)
    assert Client().get("/public/aid/meals/surveys/0123abcd/").status_code == 404


def test_a_result_needs_its_minimum():
    sums = {"overall": (23, 4)}
    assert result_of(4, 5, sums).topics == ()
    assert result_of(4, 5, sums).missing == 1
    [topic] = result_of(5, 5, sums).topics
    assert (topic.average, topic.content, topic.label) == (Decimal("4.6"), Decimal("80.0"), "总的来说")


def test_staff_see_the_result_once_enough_have_answered(log_in, school):
    survey, officer = a_survey(school), log_in(make.officer(school))
    answered(survey, 4)
    assert "不显示结果" in officer.get(survey.get_absolute_url()).content.decode()
    answered(survey, 1, overall=2)
    shown = officer.get(survey.get_absolute_url()).content.decode()
    assert "80.0% 满意，平均 4.4 分" in shown
    assert "满意 80.0%" in officer.get(school.canteens.get().get_absolute_url()).content.decode()
    assert log_in(make.officer(a_school())).get(survey.get_absolute_url()).status_code == 404


def test_everybody_sees_it_when_the_survey_is_over(school):
    survey = a_survey(school)
    answered(survey, 5)
    today = timezone.localdate()
    assert published(school, today) == []
    [(found, result)] = published(school, survey.closes_on + timedelta(1))
    assert (found, result.answers) == (survey, 5)


def test_a_kitchen_has_one_survey_at_a_time_with_days_in_order_and_a_minimum_that_hides(school):
    a_survey(school)
    today = timezone.localdate()
    for facts, words in (
        ({}, "一次只做一个调查"),
        ({"closes_on": today - timedelta(1)}, "不能早于"),
        ({"minimum": 4}, "不能少于5份"),
    ):
        with pytest.raises(Refused, match=words):
            a_survey(school, **facts)


def test_the_county_opens_prints_and_ends_a_survey(log_in, chen, school):
    today, client = timezone.localdate(), log_in(chen)
    said = {"canteen": school.canteens.get().pk, "title": "冬季满意度", "minimum": "10"}
    client.post("/subsidies/meals/surveys/add/", {**said, "opens_on": str(today), "closes_on": str(today + timedelta(9))})
    survey = MealSurvey.objects.get()
    poster = client.post(f"{survey.get_absolute_url()}poster/")
    assert poster.content.startswith(b"%PDF")
    client.post(f"{survey.get_absolute_url()}end/")
    survey.refresh_from_db()
    assert survey.closes_on == today
    with pytest.raises(Refused, match="正在进行"):
        meal_surveys.end(survey=survey, by=chen)
    officer = log_in(make.officer(school))
    assert officer.get("/subsidies/meals/surveys/add/").status_code == 403
    assert "冬季满意度" in officer.get("/subsidies/meals/surveys/?state=running").content.decode()
    assert "冬季满意度" not in officer.get("/subsidies/meals/surveys/?state=over").content.decode()


def test_results_cost_one_query_however_many(school, django_assert_num_queries):
    for number in range(3):
        day = date(2022, 9, 1) + timedelta(30 * number)
        a_survey(school, opens_on=day, closes_on=day + timedelta(3))
    with django_assert_num_queries(1):
        assert len(with_results(MealSurvey.objects.all())) == 3


def test_surveys_and_answers_keep_their_promises(school):
    survey = a_survey(school)
    answered(survey, 1)
    is_kept("meal_survey_opens_before_it_closes", changed(survey, closes_on=survey.opens_on - timedelta(1)))
    is_kept("meal_survey_hides_few_answers", changed(survey, minimum=4))
    facts = {"survey": survey, "day": timezone.localdate(), "respondent": "pupil", **SCORES}
    is_kept("meal_survey_answer_is_one_to_five", lambda: MealSurveyAnswer.objects.create(**{**facts, "taste": 6}))
    refused("meal_survey_answer_stands", changed(survey.answers.get(), taste=5))
