from collections.abc import Callable

from django.test import Client

from aid_portal.models import SavedSearch, User

LogIn = Callable[[User], Client]
PAGE = "/students/students/"


def save(client: Client, **said: object) -> object:
    return client.post("/saved-searches/save/", {"page": PAGE, "name": "住校生", "query": "boarding=true", **said}, follow=True)


def test_a_search_is_kept_found_on_the_filter_bar_and_taken_away(log_in: LogIn, chen: User) -> None:
    client = log_in(chen)
    assert "存为常用" not in client.get(PAGE).content.decode()
    assert "存为常用" in client.get(PAGE, {"boarding": "true"}).content.decode()
    page = save(client)
    assert page.redirect_chain[-1][0] == f"{PAGE}?boarding=true"
    assert "已保存为常用查询“住校生”" in page.content.decode()
    assert f'href="{PAGE}?boarding=true"' in client.get(PAGE).content.decode()
    assert "常用查询（1）" not in client.get("/students/rosters/").content.decode(), "another list"
    gone = client.post(f"/saved-searches/{SavedSearch.objects.get().pk}/remove/", follow=True).content.decode()
    assert "已删除常用查询“住校生”" in gone
    assert "常用查询（" not in gone


def test_colleagues_find_a_shared_search_and_cannot_take_it_away(log_in: LogIn, chen: User, lin: User, wang: User) -> None:
    save(log_in(chen), shared="on")
    search = SavedSearch.objects.get()
    page = log_in(lin).get(PAGE).content.decode()
    assert "陈经办共享" in page
    assert f"/saved-searches/{search.pk}/remove/" not in page
    assert "由本人删除" in log_in(lin).post(f"/saved-searches/{search.pk}/remove/").content.decode()
    assert "常用查询（" not in log_in(wang).get(PAGE).content.decode()
    assert log_in(wang).post(f"/saved-searches/{search.pk}/remove/").status_code == 404


def test_without_a_name_the_list_stays_and_says_so(log_in: LogIn, chen: User) -> None:
    page = save(log_in(chen), name=" ")
    assert page.redirect_chain[-1][0] == f"{PAGE}?boarding=true"
    assert "没有保存：请写1至20个字的名称" in page.content.decode()
    assert save(log_in(chen), name="", page="https://elsewhere.example/").redirect_chain[-1][0] == "/"


def test_over_the_api_a_search_is_saved_read_and_removed(log_in: LogIn, chen: User, lin: User, wang: User) -> None:
    sent = {"page": PAGE, "name": "住校生", "query": "boarding=true", "shared": True}
    made = log_in(chen).post("/api/saved-searches/", sent, content_type="application/json")
    said = made.json()
    assert (made.status_code, said["query"], said["owner"], said["unit_code"] != "") == (201, "boarding=true", "chen", True)
    assert log_in(lin).get("/api/saved-searches/", {"page": PAGE}).json()["count"] == 1
    assert log_in(lin).get("/api/saved-searches/", {"page": "/users/"}).json()["count"] == 0
    assert log_in(lin).post(f"/api/saved-searches/{said['id']}/remove/").status_code == 409
    assert log_in(wang).get(f"/api/saved-searches/{said['id']}/").status_code == 404
    assert log_in(chen).post(f"/api/saved-searches/{said['id']}/remove/").status_code == 204
