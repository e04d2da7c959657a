"""A parent with a phone and no login: policy, a trial, a complaint, its answer; and nothing of a child on the whole site."""

import re
from html import unescape
from urllib.parse import urljoin

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from aid_portal.demo.units import BUREAU
from aid_portal.identifiers import resident_id_fault
from aid_portal.models import OrgUnit
from students.models import Enrolment, PublicNotice, Student
from subsidies.reports.public_policies import law
from supervision.models import Grievance
from tests.journeys.test_money import click, press

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
ANSWER = "已核实：补助已于本周发到卡上，请查收。"
LINK = re.compile(r'(?:href|src|action)="([^"#]+)')
NUMBER = re.compile(r"(?<![\w-])\d{17}[\dXx](?![\w-])")
CARD = re.compile(r"(?<![\w-])\d{16,19}(?![\w-])")
MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
DATE = re.compile(r"((?:19|20)\d{2})[-年/.](\d{1,2})[-月/.](\d{1,2})")


def test_a_parent_goes_from_the_policy_to_a_complaint_and_its_answer(portal: str, enter, context: BrowserContext) -> None:
    code = complained(context.new_page(), portal)
    assigned(enter("chen"), portal)
    answered(enter("xu"), portal)
    context.clear_cookies()
    page = at(context.new_page(), portal, "public-desk:follow")
    page.fill("[name=code]", code)
    click(page, "main form button.btn-primary")
    assert ANSWER in page.inner_text("main")
    page.check("[name=satisfaction][value='5']")
    click(page, "main form[action$='/rate/'] button")
    assert Grievance.objects.latest("pk").satisfaction == 5


def complained(page: Page, portal: str) -> str:
    """From the first page through the policy and a trial to the form; the code stands on the answer and nowhere else."""
    at(page, portal, "public-home")
    click(page, f"a[href='{reverse('public-aid:policies')}']")
    assert "怎样申请" in page.inner_text("main")
    click(page, f"a[href='{reverse('public-aid:self-check')}']")
    tried(page)
    at(page, portal, "public-home")
    click(page, f"a[href='{reverse('public-desk:grievance')}']")
    page.check("[name=kind][value=complaint]")
    page.fill("[name=text]", "孩子的补助九月就该到账，到现在没有收到，请帮忙查一查。")
    page.wait_for_timeout(4000)  # a form that comes back at once was filled in by a machine
    click(page, "main form button.btn-primary")
    return page.inner_text(".follow-code")


def tried(page: Page) -> None:
    page.select_option("[name=grade]", "primary-3")
    page.select_option("[name=boarding]", "yes")
    page.check("[name=categories] >> nth=0")
    click(page, "main form button.btn-primary")
    assert "试算结果" in page.inner_text("main")


def assigned(page: Page, portal: str) -> None:
    grievance = Grievance.objects.latest("pk")
    bureau = OrgUnit.objects.get(code=BUREAU)
    page.goto(f"{portal}{reverse('supervision:grievances-assign')}?grievance={grievance.pk}")
    page.select_option("main [name=unit]", str(bureau.pk))
    click(page, "main form button.btn-primary")


def answered(page: Page, portal: str) -> None:
    page.goto(f"{portal}{Grievance.objects.latest('pk').get_absolute_url()}")
    press(page, "答复", text=ANSWER)


def test_grandparents_read_in_large_type_and_the_phone_remembers_it(portal: str, context: BrowserContext) -> None:
    page = at(context.new_page(), portal, "public-aid:policies", NARROW)
    size = "() => document.querySelector('main h1').getBoundingClientRect().height"
    before = page.evaluate(size)
    page.click("[data-larger]")
    assert page.evaluate(size) > before * 1.2
    for name in ("public-home", "public-contacts", "public-aid:figures", "public-aid:self-check", "public:notice-list"):
        at(page, portal, name, NARROW)
        expect(page.locator("[data-larger]")).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], name


def at(page: Page, portal: str, name: str, size: dict = PHONE) -> Page:
    page.set_viewport_size(size)
    page.goto(f"{portal}{reverse(name)}")
    return page


def test_nothing_of_a_child_is_told_without_a_login(county: None) -> None:
    """Every page and file that links lead to, with its headers; on a notice (公示) also no birth date, category or whole name."""
    told = dict(everything())
    notices = {reverse("public:notice", args=[each.token]) for each in PublicNotice.objects.on_show()}
    assert notices
    assert told.keys() >= notices
    found = {path: numbers(text) + (facts(text) if path in notices else []) for path, text in told.items()}
    assert {path: what for path, what in found.items() if what} == {}
    assert [path for path in notices if "max-age" in told[path].partition("\n")[0]] == []


def everything():
    """Address and text, breadth first from the first page."""
    client, waiting, seen = Client(), [reverse("public-home")], set()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        text = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
        yield path, f"{answer.headers}\n{text}"
        found = [urljoin(path, unescape(link)) for link in LINK.findall(text)]
        waiting += [link for link in found if link.startswith("/public/")]


def numbers(text: str) -> list[str]:
    """Resident ids with a right check digit, what could be a card, telephones of persons."""
    today = timezone.localdate()
    ids = [number for number in NUMBER.findall(text) if not resident_id_fault(number.upper(), today)]
    return [*ids, *CARD.findall(text), *MOBILE.findall(text)]


def facts(text: str) -> list[str]:
    born = {f"{day:%Y-%m-%d}" for day in Enrolment.objects.values_list("birth_date", flat=True) if day}
    dates = {f"{int(year)}-{int(month):02}-{int(day):02}" for year, month, day in DATE.findall(text)}
    words = {category.label for category in law().categories}
    names = {name for name in Student.objects.values_list("name", flat=True) if len(name) > 2}
    return [*(dates & born), *(word for word in words | names if word in text)]
