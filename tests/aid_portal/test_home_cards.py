"""Lines of work: how long they wait, in what order they stand, and that nothing is told twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aid_portal import home_cards
from aid_portal.home_cards import Todo, Viewer
from aid_portal.menu import AID, STUDENTS, WORK, Entry
from aid_portal.terms import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(chen):
    return Viewer(chen, Term.parse("2022A"))


@pytest.fixture
def registered(monkeypatch):
    """Only what the test registers."""
    monkeypatch.setattr(home_cards, "_todos", [])
    monkeypatch.setattr(home_cards, "_told", set())
    monkeypatch.setattr(home_cards, "_panels", [])
    return home_cards


def waiting(days, count=1, **facts):
    return Todo(
        **{"section": WORK, "what": "核对", "count": count, "url": "/x/", "since": timezone.now() - timedelta(days=days)} | facts
    )


@pytest.mark.parametrize(
    ("todo", "words", "late"),
    [
        (waiting(0), "今天收到", False),
        (waiting(7), "已等7天", False),
        (waiting(8), "已等8天", True),
        (waiting(8, count=3), "最早的已等8天", True),
        (waiting(0, since=None), "", False),
        (waiting(0, since=timezone.localdate() - timedelta(days=2)), "已等2天", False),
    ],
)
def test_a_line_says_how_long_the_oldest_has_waited(todo, words, late):
    assert (todo.waited, todo.late) == (words, late)


def test_lines_stand_in_the_order_of_the_menu_the_longest_waiting_first(registered, viewer):
    lines = [waiting(1, section=AID, what="c"), waiting(1, what="b"), waiting(5, what="a"), waiting(9, section=STUDENTS, count=0)]
    registered.register_todos("export", lambda viewer: lines)
    groups = home_cards.todos_for(viewer, [])
    assert [(group.label, [todo.what for todo in group.todos]) for group in groups] == [
        ("工作台", ["a", "b"]),
        ("资助核定", ["c"]),
    ]


def test_lines_and_panels_are_for_those_who_hold_the_permission(registered, viewer):
    registered.register_todos("user_manage", lambda viewer: [waiting(1)])
    registered.register_panel("user_manage", lambda viewer: home_cards.Panel("用户"), 10)
    assert home_cards.todos_for(viewer, []) == []
    assert list(home_cards.panels_for(viewer)) == []


def test_a_number_of_the_menu_becomes_a_line_unless_a_line_tells_it(registered, viewer):
    entries = [
        Entry("核对", "/a/", "eye", 3, False, "match-list", "学生与名单"),
        Entry("名册", "/b/", "eye", 2, False, "roster-list", "学生与名单"),
    ]
    registered.register_todos("export", lambda viewer: [waiting(1, section=STUDENTS, what="答复核对")], "match-list")
    [group] = home_cards.todos_for(viewer, entries)
    assert [(todo.what, todo.url) for todo in group.todos] == [("答复核对", "/x/"), ("名册", "/b/")]


def test_a_number_of_the_menu_that_a_line_tells_is_no_work_for_who_may_not_do_it(registered, viewer):
    registered.register_todos("user_manage", lambda viewer: [waiting(1)], "match-list")
    assert home_cards.todos_for(viewer, [Entry("核对", "/a/", "eye", 3, False, "match-list", "学生与名单")]) == []


def test_panels_stand_by_their_number_and_may_have_nothing_to_say(registered, viewer):
    registered.register_panel("export", lambda viewer: home_cards.Panel("后"), 20)
    registered.register_panel("export", lambda viewer: None, 15)
    registered.register_panel("export", lambda viewer: home_cards.Panel("先"), 10)
    assert [panel.title for panel in home_cards.panels_for(viewer)] == ["先", "后"]
