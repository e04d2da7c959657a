"""The eyes of the crawl see what is wrong with a page, also where nearly all of it was seen before."""

import pytest
from playwright.sync_api import Page

from tests.journeys.looking import Eyes, complaints_of

AT = "http://localhost/"
WHOLE = """<!doctype html><html lang="zh-CN"><head><title>页 - 扶风县学生资助管理</title></head>
<body><main><h1>页</h1><ul><li><a href="/a/">甲</a></li>{}</ul></main></body></html>"""


@pytest.fixture
def eyes(page: Page) -> Eyes:
    """They have seen the page as it should be."""
    eyes = Eyes()
    eyes.know("page", WHOLE)
    assert seen(eyes, page, "") == []
    return eyes


def seen(eyes: Eyes, page: Page, more: str) -> list[str]:
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(body=WHOLE.format(more), content_type="text/html; charset=utf-8"))
    return eyes.complaints(page, AT, [])


def test_a_barrier_among_what_is_known_is_found_at_both_widths(eyes: Eyes, page: Page) -> None:
    told = seen(eyes, page, '<li><a href="/b/">乙</a><img src="data:,"></li>')
    assert [word.split(":")[0] for word in told] == ["image-alt", "image-alt"]
    assert ["at 1366" in word for word in told] == [True, False]


def test_a_barrier_of_the_whole_page_is_found_where_its_frame_is_another(page: Page) -> None:
    bare = WHOLE.replace(' lang="zh-CN"', "")
    page.route("**/*", lambda route: route.fulfill(body=bare, content_type="text/html; charset=utf-8"))
    assert any(word.startswith("html-has-lang") for word in Eyes().complaints(page, AT, []))


def test_what_is_too_wide_for_a_phone_is_told(eyes: Eyes, page: Page) -> None:
    assert seen(eyes, page, '<li style="width: 600px">丙</li>') == ["scrolls sideways at 390"]


def test_what_has_no_element_of_a_new_kind_is_known(eyes: Eyes) -> None:
    assert eyes.know("page", WHOLE.format('<li><a href="/b/">乙</a></li>'))
    assert not eyes.know("page", WHOLE.format('<li class="late"><a href="/b/">乙</a></li>'))
    assert not eyes.know("another", WHOLE)


def test_a_whole_number_and_a_page_without_a_name_are_told() -> None:
    assert complaints_of(WHOLE.format("<li>610324201203151234</li>")) == ["shows 610324201203151234"]
    assert complaints_of(WHOLE.replace("h1", "h2").replace("扶风县", "")) == ["0 h1", "title '页 - 学生资助管理'"]
