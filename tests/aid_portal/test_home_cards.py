"""Lines of work: how long they wait, until when, and in what order they stand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aid_portal import home_cards
from aid_portal import waiting as registry
from aid_portal.home_cards import Todo, Viewer
from aid_portal.menu import AID, STUDENTS, WORK
from aid_portal.terms import Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer(chen):
    return Viewer(chen, Term.parse("2022A"))


@pytest.fixture
def registered(monkeypatch):
    """Only what the test registers."""
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_lines", [])
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


@pytest.mark.parametrize(
    ("left", "words", "late"), [(-1, "已超1天", True), (0, "今天到期", False), (1, "还有1天", False), (None, "", False)]
)
def test_a_line_says_by_when_the_first_is_due(left, words, late):
    due = None if left is None else timezone.localdate() + timedelta(days=left)
    todo = waiting(0, due=due)
    assert (todo.deadline.partition("，")[2], todo.late) == (words, late)
    assert todo.deadline.startswith("期限20") or due is None


def test_lines_stand_in_the_order_of_the_menu_the_overdue_and_longest_waiting_first(registered, viewer):
    over = waiting(0, what="z", due=timezone.localdate() - timedelta(days=1))
    lines = [waiting(1, section=AID, what="c"), waiting(1, what="b"), waiting(5, what="a"), over]
    lines.append(waiting(9, section=STUDENTS, count=0))
    registered.register_todos("export", lambda viewer: lines)
    groups = home_cards.todos_for(viewer)
    assert [(group.label, [todo.what for todo in group.todos]) for group in groups] == [
        ("工作台", ["z", "a", "b"]),
        ("资助核定", ["c"]),
    ]


def test_lines_and_panels_are_for_those_who_hold_the_permission(registered, viewer):
    registered.register_todos("user_manage", lambda viewer: [waiting(1)])
    registered.register_panel("user_manage", lambda viewer: home_cards.Panel("用户"), 10)
    assert home_cards.todos_for(viewer) == []
    assert list(home_cards.panels_for(viewer)) == []


def test_panels_stand_by_their_number_and_may_have_nothing_to_say(registered, viewer):
    registered.register_panel("export", lambda viewer: home_cards.Panel("后"), 20)
    registered.register_panel("export", lambda viewer: None, 15)
    registered.register_panel("export", lambda viewer: home_cards.Panel("先"), 10)
    assert [panel.title for panel in home_cards.panels_for(viewer)] == ["先", "后"]
