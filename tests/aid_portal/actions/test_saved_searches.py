import pytest
from django.db import IntegrityError

from aid_portal.actions import saved_searches
from aid_portal.choices import Role
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, SavedSearch, User
from tests.factories.portal import a_person

USERS = "/users/"


def kept(by: User, name: str = "住校生", query: str = "stage=primary", **how: object) -> SavedSearch:
    return saved_searches.keep(page=USERS, name=name, query=query, by=by, **how)


def test_the_conditions_are_kept_without_the_place_in_the_list(chen: User) -> None:
    assert kept(chen, query="stage=primary&name=&page=3&after=7&sort=-name").query == "stage=primary&sort=-name"


def test_the_term_that_was_being_looked_at_is_followed_another_one_is_kept(chen: User) -> None:
    query = "term=2022A&stage=primary"
    assert kept(chen, query=query, term="2022A").query == "stage=primary"
    assert kept(chen, query=query, term="2022S").query == query


def test_conditions_may_name_a_child_and_lie_sealed(chen: User) -> None:
    search = kept(chen, query="name=%E7%8E%8B%E5%B0%8F%E6%98%8E")
    search.refresh_from_db()
    assert "王小明".encode() not in bytes(search.sealed)
    assert b"%E7%8E%8B" not in bytes(search.sealed)
    assert search.get_absolute_url() == "/users/?name=%E7%8E%8B%E5%B0%8F%E6%98%8E"
    assert "王小明" not in str(AuditEvent.objects.filter(event="portal.saved_search.saved").values().get())


def test_the_same_name_replaces_what_was_kept_under_it(chen: User) -> None:
    first, second = kept(chen), kept(chen, query="stage=junior")
    assert (first.pk, second.query, SavedSearch.objects.count()) == (second.pk, "stage=junior", 1)


def test_only_the_own_ones_and_those_shared_with_the_unit_are_seen(chen: User, lin: User, wang: User) -> None:
    own, shared = kept(chen, "自己的"), kept(chen, "共同的", shared=True)
    assert set(SavedSearch.objects.visible_to(chen)) == {own, shared}
    assert set(SavedSearch.objects.visible_to(lin)) == {shared}
    assert set(SavedSearch.objects.visible_to(wang)) == set()


def test_a_shared_search_is_removed_by_its_owner_alone(chen: User, lin: User) -> None:
    search = kept(chen, shared=True)
    with pytest.raises(Refused, match="陈经办"):
        saved_searches.remove(search=search, by=lin)
    saved_searches.remove(search=search, by=chen)
    assert not SavedSearch.objects.exists()


def test_a_page_that_is_not_there_is_refused(chen: User) -> None:
    for page in ("/nowhere/", "//elsewhere.example/", "users"):
        with pytest.raises(Refused, match="没有这个页面"):
            saved_searches.keep(page=page, name="甲", query="", by=chen)


def test_a_list_keeps_twenty_and_replacing_one_of_them_still_works(chen: User) -> None:
    for number in range(20):
        kept(chen, f"第{number}个")
    kept(chen, "第3个", query="stage=junior")
    with pytest.raises(Refused, match="最多保存20个"):
        kept(chen, "第20个")


def test_nobody_shares_with_a_unit_where_he_holds_no_role(chen: User) -> None:
    stranger = User.objects.create(username="nobody", name="无任职")
    with pytest.raises(Refused, match="不能共享"):
        kept(stranger, shared=True)


def test_the_database_keeps_one_search_under_a_name(chen: User, bureau: object) -> None:
    other = a_person("li", "李经办", Role.COUNTY_CLERK, bureau)
    kept(chen), kept(other)
    with pytest.raises(IntegrityError, match="saved_search_name_once_per_owner_and_page"):
        SavedSearch.objects.create(owner=chen, page=USERS, name="住校生", sealed=b"x")


def test_the_database_wants_a_name(chen: User) -> None:
    with pytest.raises(IntegrityError, match="saved_search_has_a_name"):
        SavedSearch.objects.create(owner=chen, page=USERS, name="", sealed=b"x")
