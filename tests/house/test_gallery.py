"""The look in a real browser: every component at desk and phone width, by axe, by policy, without a request leaving the host."""

import os
from datetime import date
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from aid_portal.menu import AID, STUDENTS, SYSTEM, WORK, MenuItem, _items, register_menu
from aid_portal.models import OrgUnit, RoleAssignment, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.house.gallery.urls")]

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PAGES = {
    "components": "/gallery/",
    "list": "/gallery/units/",
    "list-filtered": "/gallery/units/?kind=school&sort=-name&size=20&page=2",
    "list-empty": "/gallery/units/?name=没有",
    "public": "/gallery/public/",
    "print": "/gallery/print/",
    "error": "/gallery/error/?code=404",
    "conflict": "/gallery/error/?code=409",
}


@pytest.fixture
def menu(monkeypatch):
    """A full menu with numbers, whatever the apps have registered so far."""
    before = dict(_items)
    _items.clear()
    names = [
        (WORK, "今日要办", "gallery", "house-door"),
        (STUDENTS, "学生", "gallery-units", "people"),
        (STUDENTS, "花名册", "gallery-public", "file-earmark-excel"),
        (STUDENTS, "部门名单", "gallery-progress", "collection"),
        (STUDENTS, "核对", "gallery-reveal", "clipboard-check"),
        (AID, "资助结果", "gallery-act", "cash-coin"),
        (AID, "政策标准", "gallery-print", "journal-text"),
        (SYSTEM, "后台任务", "gallery-error", "clock-history"),
    ]
    for section, label, url_name, icon in names:
        register_menu(MenuItem(section, label, url_name, None, icon))
    monkeypatch.setattr("aid_portal.menu.numbers_for", lambda viewer: {"gallery-reveal": 128, "gallery-error": 2})
    yield
    _items.clear()
    _items.update(before)


@pytest.fixture
def reader(menu, client, live_server, context):
    """Somebody of the bureau, logged in in the browser; 129 units to look at."""
    bureau = OrgUnit.objects.create(kind="bureau", code="610324", name="扶风县教育体育局", path="/")
    town = OrgUnit.objects.create(kind="town", code="61032401", name="法门镇", parent=bureau, path="/61032401/")
    schools = (
        OrgUnit(
            kind="school",
            code=f"21610{n:05}",
            name=f"法门镇第{n}小学",
            school_type="primary",
            parent=town,
            path=f"{town.path}{n}/",
        )
        for n in range(1, 128)
    )
    OrgUnit.objects.bulk_create(schools)
    user = User.objects.create(username="chen", name="陈经办", position="资助中心", must_change_password=False)
    RoleAssignment.objects.create(user=user, role="county_clerk", unit=bureau, starts_on=date(2020, 1, 1), status="granted")
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    return user


@pytest.fixture
def complaints(page):
    """What the console says: refused styles or scripts, errors; and the hosts that were asked."""
    heard = []
    page.on("console", lambda message: heard.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "request",
        lambda request: None if urlsplit(request.url).hostname in ("localhost", "127.0.0.1") else heard.append(request.url),
    )
    return heard


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_component_is_accessible_and_asks_nobody_else(size, page, reader, live_server, complaints):
    page.set_viewport_size(size)
    for name, path in PAGES.items():
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        shoot(page, f"{name}-{size['width']}", full_page=name == "components")
        found = Axe().run(page, options=TAGS)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} scrolls sideways"
    assert complaints == []


def shoot(page, name, **options):
    """A picture to look at, where AID_PORTAL_SHOTS names a folder."""
    if folder := os.environ.get("AID_PORTAL_SHOTS"):
        page.wait_for_timeout(600)
        page.screenshot(path=f"{folder}/{name}.png", **options)


def test_a_list_is_sorted_paged_and_ticked_without_leaving_the_page(page, reader, live_server, complaints):
    page.goto(live_server.url + "/gallery/units/?kind=school&size=20")
    page.evaluate("window.stayed = true")
    page.click("text=机构名称")
    page.wait_for_url("**sort=-name**")
    page.click(".pager >> text=下一页")
    page.wait_for_url("**page=2**")
    assert page.locator(".pager-number").inner_text() == "2 / 7"
    page.check("tbody tr:nth-child(2) input")
    assert page.locator("[data-batch-count]").inner_text() == "已选 1 条"
    assert page.locator(".batch-buttons button").is_enabled()
    page.fill("input[name=name]", "第12")
    page.click(".filters >> text=查询")
    page.wait_for_url("**name=**")
    page.wait_for_selector("text=法门镇第12小学")
    assert "page=2" not in page.url
    assert page.evaluate("window.stayed") is True
    assert complaints == []
    page.check("[data-batch-page]")
    page.click("text=批量核对")
    assert page.locator("body").inner_text() == "9"  # 第12, 第120 … 第127
    page.go_back()
    page.wait_for_selector("text=法门镇第12小学")


def test_on_a_phone_a_row_is_a_card_that_names_each_of_its_values(page, reader, live_server):
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/gallery/units/")
    assert page.eval_on_selector(".table-scroll", "box => box.scrollWidth <= box.clientWidth")
    row = page.locator(".grid tbody tr").first
    for cell in row.locator("td:not(.box):not(.blank)").all():
        label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert label.strip('"') in page.locator(".grid thead").text_content()
        assert cell.bounding_box()["x"] < 60


def test_a_revealed_value_is_gone_after_its_time(page, reader, live_server, complaints):
    page.goto(live_server.url + "/gallery/")
    page.click(".masked summary")
    page.fill(".masked input[name=reason]", "核对户口簿")
    page.click("text=查看30秒")
    page.wait_for_selector("text=610324200801011234")
    page.wait_for_selector("text=610324200801011234", state="detached", timeout=30_000)
    assert "610324200801011234" not in page.content()
    assert page.locator(".masked .mono").inner_text() == "610324********1234"
    assert complaints == []


def test_keys_answer_but_not_while_writing(page, reader, live_server):
    page.goto(live_server.url + "/gallery/")
    page.evaluate(
        "document.querySelector('[data-key]').addEventListener('click', () => { window.answered = (window.answered || 0) + 1; })"
    )
    page.keyboard.press("1")
    page.focus("input[name=name]")
    page.keyboard.press("1")
    assert page.evaluate("window.answered") == 1


def test_a_progress_bar_follows_the_job_and_stops(page, reader, live_server):
    page.goto(live_server.url + "/gallery/")
    page.wait_for_selector("#job-7 >> text=已完成")
    assert page.locator("#job-7").get_attribute("hx-get") is None
    assert page.locator("#spoken").inner_text() == "资格比对 2022年秋季学期：已完成"


def test_the_menu_opens_on_a_phone_with_and_without_scripts(page, reader, live_server, browser, context):
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + "/gallery/units/")
    page.click(".top-bar-menu")
    page.wait_for_selector("#side-menu.show >> text=花名册")
    shoot(page, "menu-390")
    plain = browser.new_context(java_script_enabled=False, viewport=PHONE)
    plain.add_cookies(context.cookies())
    bare = plain.new_page()
    bare.goto(live_server.url + "/gallery/units/")
    bare.click(".top-bar-menu")
    assert bare.locator("#side-menu >> text=花名册").is_visible()
    bare.goto(live_server.url + "/gallery/units/?kind=town")
    assert bare.locator("tbody tr").count() == 1
    plain.close()
