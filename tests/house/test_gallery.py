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
TAGS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
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
def menu():
    """A full menu, whatever the apps have registered so far."""
    before = dict(_items)
    _items.clear()
    names = [
        (WORK, "今日要办", "gallery", "house-door", None),
        (STUDENTS, "学生", "gallery-units", "people", None),
        (STUDENTS, "花名册", "gallery-public", "file-earmark-excel", None),
        (STUDENTS, "部门名单", "gallery-progress", "collection", None),
        (STUDENTS, "核对", "gallery-reveal", "clipboard-check", lambda user: 128),
        (AID, "资助结果", "gallery-act", "cash-coin", None),
        (AID, "政策标准", "gallery-print", "journal-text", None),
        (SYSTEM, "后台任务", "gallery-error", "clock-history", lambda user: 2),
    ]
    for section, label, url_name, icon, count in names:
        register_menu(MenuItem(section, label, url_name, None, icon, count))
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
