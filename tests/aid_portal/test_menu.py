"""The menu: nobody sees an entry that is not for him, one entry is current, counts are cheap."""

import pytest
from django.urls import reverse

from aid_portal import menu, waiting
from aid_portal.menu import STUDENTS, SYSTEM, WORK, MenuItem, menu_for, register_menu
from aid_portal.permissions import Permission
from aid_portal.terms import Term
from aid_portal.waiting import Todo, Viewer, register_todos

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.house.gallery.urls")]


@pytest.fixture(autouse=True)
def entries(monkeypatch):
    monkeypatch.setattr(menu, "_items", {})
    monkeypatch.setattr(waiting, "_kinds", {})
    monkeypatch.setattr(waiting, "_lines", [])
    register_menu(MenuItem(SYSTEM, "审计", "gallery-print", Permission.AUDIT_VIEW, "journal-check"))
    register_menu(MenuItem(STUDENTS, "机构", "gallery-units", Permission.UNIT_VIEW, "building", order=20))
    register_menu(MenuItem(STUDENTS, "名册", "gallery-public", Permission.ROSTER_VIEW, "people", order=10))
    register_menu(MenuItem(WORK, "首页", "gallery", None, "house"))


def shown(user, path="/"):
    return menu_for(Viewer(user, Term.parse("2022A")), path)


def labels(user, path="/"):
    return [(section.label, [entry.label for entry in section.entries]) for section in shown(user, path)]


def test_a_school_officer_never_sees_a_forbidden_entry(wang):
    assert labels(wang) == [("工作台", ["首页"]), ("学生与名单", ["名册", "机构"])]


def test_an_auditor_sees_the_audit(sun):
    assert ("系统管理", ["审计"]) in labels(sun)


def test_the_current_entry_is_the_one_nearest_to_the_page(wang):
    current = [e.label for s in shown(wang, "/gallery/units/act/") for e in s.entries if e.current]
    assert current == ["机构"]


def test_numbers_stand_at_their_entry_and_together_at_the_inbox_and_are_asked_for_once_in_a_while_only(wang):
    asked = []
    register_menu(MenuItem(WORK, "待办", "inbox", None, "inbox", order=1))
    register_todos(Permission.UNIT_VIEW, lambda viewer: asked.append(viewer) or [Todo(WORK, "审机构", 7, "/x/")], "gallery-units")
    register_todos(Permission.ROSTER_VIEW, lambda viewer: [Todo(WORK, "报花名册", 2, "/x/")])
    register_todos(Permission.AUDIT_VIEW, lambda viewer: [Todo(WORK, "看审计", 5, "/x/")])
    for _time in range(3):
        numbers = {entry.label: entry.count for section in shown(wang) for entry in section.entries}
    assert (numbers, len(asked)) == ({"待办": 9, "首页": 0, "名册": 0, "机构": 7}, 1)


def test_an_entry_belongs_to_a_known_group():
    with pytest.raises(ValueError, match="unknown menu section"):
        register_menu(MenuItem("别处", "某页", "gallery", None, "house"))


def test_every_entry_of_the_product_leads_to_a_page(monkeypatch, settings):
    monkeypatch.undo()
    for name in menu._items:
        assert reverse(name, urlconf="aid_portal.urls")
