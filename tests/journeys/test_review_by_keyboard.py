"""A clerk answers the review queue without the mouse; nothing fires while a reason is being written."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from students.choices import PairStatus
from students.models import MatchPair
from tests.students.matching import three_alike

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
ACCEPTED, REJECTED, OPEN = PairStatus.ACCEPTED, PairStatus.REJECTED, PairStatus.OPEN


@pytest.fixture
def pairs(school):
    return three_alike(school)


@pytest.fixture
def desk(page, live_server, chen):
    """The clerk's browser, and what its console complains of."""
    client = Client()
    client.force_login(chen)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page.troubles = []
    page.on("console", lambda message: page.troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    return page


def statuses(pairs):
    found = dict(MatchPair.objects.values_list("pk", "status"))
    return [found[pair.pk] for pair in pairs]


def at(page, name):
    page.wait_for_selector(f"h1:has-text('{name}')")
    page.wait_for_load_state("networkidle")


def test_three_cases_are_answered_without_the_mouse(desk, live_server, pairs):
    desk.goto(f"{live_server.url}/students/matches/next/?term=2022A")
    at(desk, "张三")
    desk.keyboard.press("a")
    assert desk.is_checked("input[value=sound]")
    desk.keyboard.press("1")
    at(desk, "李思")
    desk.keyboard.press("f")
    desk.keyboard.press("2")
    at(desk, "王武")
    desk.keyboard.press("D")
    desk.keyboard.press("1")
    desk.wait_for_selector("text=这一批都核对完了")
    assert statuses(pairs) == [ACCEPTED, REJECTED, ACCEPTED]
    assert desk.troubles == []


def test_digits_in_the_reason_are_digits_and_enter_answers_nothing(desk, live_server, pairs):
    desk.goto(f"{live_server.url}{pairs[0].get_absolute_url()}")
    at(desk, "张三")
    desk.focus("#id_reason")
    desk.keyboard.type("12月3日电话核实")
    desk.keyboard.press("Enter")
    assert desk.input_value("#id_reason") == "12月3日电话核实"
    assert statuses(pairs) == [OPEN, OPEN, OPEN]
    desk.keyboard.press("Tab")
    desk.keyboard.press("1")
    at(desk, "李思")
    assert MatchPair.objects.get(pk=pairs[0].pk).reason == "12月3日电话核实"


def test_a_key_of_an_input_method_answers_nothing(desk, live_server, pairs):
    desk.goto(f"{live_server.url}{pairs[0].get_absolute_url()}")
    at(desk, "张三")
    desk.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '1', keyCode: 229, isComposing: true, bubbles: true}))"
    )
    desk.wait_for_timeout(300)
    assert "张三" in desk.inner_text("h1")
    assert statuses(pairs) == [OPEN, OPEN, OPEN]


def test_one_is_skipped_and_the_last_answer_taken_back_by_key(desk, live_server, pairs):
    desk.goto(f"{live_server.url}{pairs[0].get_absolute_url()}")
    at(desk, "张三")
    desk.keyboard.press("3")
    at(desk, "李思")
    desk.keyboard.press("d")
    desk.keyboard.press("1")
    at(desk, "王武")
    assert statuses(pairs) == [OPEN, ACCEPTED, OPEN]
    desk.keyboard.press("z")
    at(desk, "李思")
    assert statuses(pairs) == [OPEN, OPEN, OPEN]


def test_a_key_without_a_reason_is_told_what_is_missing(desk, live_server, pairs):
    desk.goto(f"{live_server.url}{pairs[0].get_absolute_url()}")
    at(desk, "张三")
    desk.keyboard.press("1")
    desk.wait_for_selector(".error-summary >> text=请选择一个理由")
    assert statuses(pairs) == [OPEN, OPEN, OPEN]
    desk.keyboard.press("a")
    desk.keyboard.press("1")
    at(desk, "李思")


def test_a_reason_chosen_with_the_mouse_leaves_the_keys_alive(desk, live_server, pairs):
    desk.goto(f"{live_server.url}{pairs[0].get_absolute_url()}")
    at(desk, "张三")
    desk.click("text=已核对户口簿 >> nth=0")
    desk.keyboard.press("1")
    at(desk, "李思")


@pytest.mark.parametrize("size", [{"width": 1366, "height": 768}, {"width": 390, "height": 844}], ids=["desk", "phone"])
def test_the_pages_are_accessible_at_both_sizes(size, desk, live_server, pairs):
    desk.set_viewport_size(size)
    paths = ("/students/matches/?term=2022A", pairs[0].get_absolute_url(), "/students/proofs/", "/students/proofs/submit/")
    for path in paths:
        desk.goto(live_server.url + path)
        desk.wait_for_load_state("networkidle")
        found = Axe().run(desk, options=TAGS)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert desk.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{path} scrolls sideways"
    assert desk.troubles == []
