"""A survey of a kitchen in a browser: opened by the county, answered on a phone without a login, once, and shown to staff."""

from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from aid_portal.demo.users import WANG_SCHOOL
from subsidies.models import MealSurvey
from subsidies.survey_choices import SurveyTopic
from tests.journeys.test_money import click

PHONE = {"width": 390, "height": 844}
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
SAVE = "main form.form button.btn-primary"


def test_a_pupil_answers_by_phone_once_and_the_result_waits_for_enough(portal: str, enter, context: BrowserContext) -> None:
    survey = opened(enter("chen"), portal)
    context.clear_cookies()
    phone = context.new_page()
    phone.set_viewport_size(PHONE)
    answered(phone, f"{portal}/public/aid/meals/surveys/{survey.code}/")
    assert survey.answers.count() == 1
    staff = enter("wang")
    staff.goto(f"{portal}{survey.get_absolute_url()}")
    assert "答卷 1 份，不到 10 份，不显示结果" in staff.inner_text("main")


def test_the_tab_one_is_at_stands_in_sight_on_a_phone(portal: str, enter) -> None:
    phone = enter("wang")
    phone.set_viewport_size(PHONE)
    phone.goto(f"{portal}/subsidies/meals/surveys/")
    tab = phone.locator(".tabs [aria-current]").bounding_box()
    assert 0 <= tab["x"] <= PHONE["width"] - tab["width"]


def opened(page: Page, portal: str) -> MealSurvey:
    today = timezone.localdate()
    page.goto(f"{portal}/subsidies/meals/surveys/add/")
    kitchen = MealSurvey.objects.filter(canteen__school__code=WANG_SCHOOL).values_list("canteen", flat=True)[0]
    page.select_option("[name=canteen]", str(kitchen))
    page.fill("[name=title]", "冬季食堂满意度调查")
    page.fill("[name=opens_on]", today.isoformat())
    page.fill("[name=closes_on]", (today + timedelta(7)).isoformat())
    click(page, SAVE)
    return MealSurvey.objects.get(title="冬季食堂满意度调查")


def answered(page: Page, address: str) -> None:
    """Every choice by its words; nothing is typed."""
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert Axe().run(page, options=WCAG).violations_count == 0
    page.check("[name=respondent][value=pupil]")
    for topic in SurveyTopic.values:
        page.check(f"[name={topic}][value='4']")
    click(page, SAVE)
    assert "谢谢您，已经收到" in page.inner_text("main")
    page.goto(address)
    assert "今天已经填过" in page.inner_text("main")
    assert page.locator("main input").count() == 0
