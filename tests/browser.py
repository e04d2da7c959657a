"""Pytest plugin: the system's Chromium for the tests marked `browser`; without one they are skipped, or fail if required."""

import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REQUIRED = os.environ.get("AID_PORTAL_REQUIRE_BROWSER") == "1"
ADVICE = "没有找到 Chromium，浏览器测试未运行。安装：apt-get install chromium fonts-wqy-microhei；或设 AID_PORTAL_CHROMIUM=路径"


def chromium() -> str | None:
    named = os.environ.get("AID_PORTAL_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "page" in getattr(item, "fixturenames", ()) or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser") and not chromium():
            item.add_marker(pytest.mark.skip(reason=ADVICE))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    """Where the browser is required, a skipped browser test is a failed one, whatever skipped it."""
    report = yield
    if REQUIRED and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"{reason}（AID_PORTAL_REQUIRE_BROWSER=1）"
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Chromium's own sandbox cannot be set up by root; its GPU process is of no use without a screen."""
    # Playwright keeps an event loop in this thread; Django would refuse even to drop the test database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    arguments = [*sandbox, "--disable-gpu", "--disable-dev-shm-usage"]
    return {**browser_type_launch_args, "executable_path": chromium(), "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1366, "height": 768}}
