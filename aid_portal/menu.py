"""The side menu as a registry that every app fills, and what each page shows of its surroundings: menu, unit, term."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aid_portal import current_term
from aid_portal.columns import icon_html
from aid_portal.markup import escaped
from aid_portal.permissions import Permission
from aid_portal.waiting import Viewer, numbers_for


@dataclass(frozen=True)
class MenuItem:
    """One entry; what waits behind it (aid_portal.waiting) is shown as its number."""

    section: str
    label: str
    url_name: str
    permission: Permission | None  # None: everybody who is logged in
    icon: str
    order: int = 100

    @cached_property
    def place(self) -> tuple[int, int]:
        return _places[id(self.section)], self.order

    @cached_property
    def words(self) -> str:
        return str(self.label)


@dataclass(frozen=True)
class Entry:
    label: str
    url: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True)
class Section:
    label: str
    entries: tuple[Entry, ...]

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)

    @property
    def html(self) -> SafeString:
        return _entries_html(self.entries)


@lru_cache(maxsize=512)
def _entries_html(entries: tuple[Entry, ...]) -> SafeString:
    """One string each, kept: fifty of them stand around every page, and seldom say anything new."""
    return mark_safe("".join(map(_entry_html, entries)))  # noqa: S308 every part is escaped


def _entry_html(entry: Entry) -> str:
    here = ' aria-current="page"' if entry.current else ""
    inside = f"{icon_html(entry.icon)}<span>{escaped(entry.label)}</span>{_number_html(entry.count)}"
    return f'<li><a href="{escaped(entry.url)}"{here}>{inside}</a></li>'


def _number_html(count: int) -> str:
    if not count:
        return ""
    spoken = gettext("%(number)s项待办") % {"number": count}
    return f'<span class="side-count" aria-label="{spoken}">{"99+" if count > 99 else count}</span>'


# The order of the groups; every entry of every app belongs to one of these.
WORK, STUDENTS, AID, SUPERVISION, SYSTEM = _("工作台"), _("学生与名单"), _("资助核定"), _("监督检查"), _("系统管理")
INBOX = "inbox"  # its number is that of all that waits
SECTIONS = (WORK, STUDENTS, AID, SUPERVISION, SYSTEM)
# by identity: to compare two lazy words is to translate both, and a menu of fifty entries is sorted on every page
_places = {id(section): place for place, section in enumerate(SECTIONS)}

_items: dict[str, MenuItem] = {}


def register_menu(item: MenuItem) -> None:
    """Called from an app's menu.py; a second entry for the same page replaces the first."""
    if id(item.section) not in _places:
        raise ValueError(f"unknown menu section {item.section!r}")
    _items[item.url_name] = item


def items_for(user) -> list[MenuItem]:
    allowed = (item for item in _items.values() if item.permission is None or user.has(item.permission))
    return sorted(allowed, key=lambda item: item.place)


@cache
def address_of(url_name: str) -> str:
    """The addresses of the menu are the same for everybody and for ever."""
    return reverse(url_name)


def menu_for(viewer: Viewer, path: str) -> list[Section]:
    """The entries this person may open, grouped; the one whose address is the longest beginning of `path` is current."""
    items = items_for(viewer.user)
    urls = {item.url_name: address_of(item.url_name) for item in items}
    open_url = max((url for url in urls.values() if path == url or (url != "/" and path.startswith(url))), key=len, default="")
    found = numbers_for(viewer)
    numbers = {**found, INBOX: sum(found.values())}

    def entry(item: MenuItem) -> Entry:
        url = urls[item.url_name]
        return Entry(item.words, url, item.icon, numbers.get(item.url_name, 0), url == open_url)

    groups = groupby(items, key=lambda item: item.place[0])
    return [Section(str(SECTIONS[place]), tuple(map(entry, group))) for place, group in groups]


class Surroundings:
    """What base.html shows around every page; asked for only by templates that draw it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def menu(self) -> list[Section]:
        return menu_for(Viewer(self.request.user, self.term), self.request.path)

    @property
    def unit(self) -> Any:
        return self.request.user.home_unit

    @property
    def term(self) -> Any:
        return current_term.current_term(self.request)

    @property
    def terms(self) -> list[Any]:
        return current_term.terms_for(self.request)


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    user = getattr(request, "user", None)
    return {"portal": Surroundings(request) if user is not None and user.is_authenticated else None}


register_menu(MenuItem(WORK, _("待办事项"), INBOX, None, "check2-all", order=10))
register_menu(MenuItem(WORK, _("代理"), "delegation-list", None, "person-check", order=20))
register_menu(MenuItem(WORK, _("后台任务"), "job-run-list", Permission.JOB_VIEW, "clock-history", order=90))
register_menu(MenuItem(WORK, _("查看完整信息的申请"), "unmask-request-list", Permission.REVEAL, "shield-check", order=95))
register_menu(MenuItem(SYSTEM, _("用户"), "user-list", Permission.USER_VIEW, "people", order=10))
register_menu(MenuItem(SYSTEM, _("任职"), "role-assignment-list", Permission.USER_VIEW, "person-badge", order=20))
register_menu(MenuItem(SYSTEM, _("接口令牌"), "token-list", Permission.USER_VIEW, "key", order=25))
register_menu(MenuItem(SYSTEM, _("机构"), "org-unit-list", Permission.UNIT_VIEW, "diagram-3", order=30))
register_menu(MenuItem(SYSTEM, _("节假日"), "holiday-list", Permission.HOLIDAY_MANAGE, "calendar3", order=40))
register_menu(MenuItem(SYSTEM, _("审计记录"), "audit-event-list", Permission.AUDIT_VIEW, "journal-text", order=50))
