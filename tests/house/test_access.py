"""Every address and who may open it: a new page is a visible line in review (house.md 10, reliability.md R16)."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.permissions import IsAuthenticated
from rest_framework.views import APIView

from aid_portal.permissions import HasPermission, Permission
from tests.house.access_table import LOGGED_IN, OPEN, TABLE

Page = tuple[str, URLPattern]


def pages(resolver: URLResolver | None = None, space: str = "") -> Iterator[Page]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield f"{space}{entry.name}", entry


def guards(pattern: URLPattern) -> Iterator[str]:
    """What stands before the view: a permission for each action of a viewset, one for a page."""
    view = pattern.callback
    api = getattr(view, "cls", None)  # the API has doors of its own: Django's login middleware lets it through
    if api is not None:
        yield from guards_of_api(api, getattr(view, "actions", None) or {})
    else:
        yield _word(getattr(view, "permission", "nothing")) if getattr(view, "login_required", True) else OPEN


def guards_of_api(api: type[APIView], actions: dict[str, str]) -> set[str]:
    if HasPermission in api.permission_classes:
        by_action, own = getattr(api, "action_permissions", {}), getattr(api, "permission", "nothing")
        return {_word(by_action.get(action, own)) for action in actions.values() or [""]}
    return {LOGGED_IN if IsAuthenticated in api.permission_classes else OPEN}


def _word(permission: Permission | str | None) -> str:
    return LOGGED_IN if permission is None else str(getattr(permission, "value", permission))


def test_every_page_names_who_may_open_it() -> None:
    assert sorted(name for name, pattern in pages() if "nothing" in set(guards(pattern))) == []


def test_the_table_of_access_is_the_one_that_was_reviewed() -> None:
    """Differences go to tests/house/access_table.py after somebody has thought about them."""
    found = {name: " ".join(sorted(set(guards(pattern)))) for name, pattern in pages()}
    changed = {name: guard for name, guard in found.items() if TABLE.get(name) != guard}
    assert changed == {}, "new or changed pages"
    assert sorted(set(TABLE) - set(found)) == [], "pages that are gone"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name, guard in TABLE.items() if guard != OPEN))
def test_a_stranger_sees_nothing_but_the_login(name: str, client: Client) -> None:
    path = _path_of(name, dict(pages())[name])
    answer = client.get(path)
    assert answer.status_code in {302, 401, 403, 404, 405}, path
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith("/login/")


def _path_of(name: str, pattern: URLPattern) -> str:
    """An address of this page with made-up keys; a prefix with keys of its own would fail here and be seen."""
    sample = {"UUIDConverter": "00000000-0000-4000-8000-000000000000", "StringConverter": "words"}
    typed = {key: sample.get(type(converter).__name__, 1) for key, converter in pattern.pattern.converters.items()}
    return reverse(name, kwargs={**dict.fromkeys(pattern.pattern.regex.groupindex, 1), **typed})
