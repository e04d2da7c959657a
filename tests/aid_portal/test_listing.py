"""A list page: scope, filter, sort, page, batch and export, by the gallery's list of units."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from aid_portal.listing import matching, selection
from aid_portal.models import OrgUnit
from tests.factories.portal import a_school
from tests.house.gallery.views import UnitFilter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.house.gallery.urls")]

URL = "/gallery/units/"


@pytest.fixture
def shown(client, chen):
    client.force_login(chen)

    def get(query="", **headers):
        return client.get(URL + query, headers=headers)

    return get


def names(response):
    return [row.name for row in response.context["list"].page.rows]


def test_a_list_shows_only_what_the_reader_may_see(client, wang, zhao_school):
    client.force_login(wang)
    assert names(client.get(URL)) == ["城关第一小学"]


def test_the_address_says_filter_and_order(shown, school, zhao_school):
    assert names(shown("?kind=school&sort=-name")) == ["城关第二小学", "城关第一小学"]


@pytest.mark.parametrize("asked", ["path", "amount", "parent__path", "-pk", "name;drop"])
def test_only_the_columns_of_the_table_can_be_sorted(asked, shown, school):
    assert shown(f"?sort={asked}").context["list"].sort == "name"


def test_a_column_sorts_by_what_it_shows(shown, school):
    assert shown("?sort=-parent").context["list"].order == ["-parent__name"]
    assert 'aria-sort="descending"' in shown("?sort=-parent").content.decode()


def test_htmx_gets_the_results_only_and_says_so_to_caches(shown, school):
    answer = shown(**{"HX-Request": "true", "HX-Target": "results"})
    text = answer.content.decode()
    assert text.lstrip().startswith('<section id="results"')
    assert "HX-Target" in answer["Vary"]


def test_a_list_costs_the_same_for_three_rows_and_for_thirty(shown, school, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(20) as seen:
            shown()
        return len(seen.captured_queries)

    shown()
    few = queries()
    for _ in range(30):
        a_school()
    assert queries() == few


def test_what_a_person_typed_is_shown_as_text(shown, school):
    a_school(name="<script>alert(1)</script>小学")
    text = shown("?name=<b>").content.decode() + shown().content.decode()
    assert "<script>alert" not in text
    assert "<b>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;小学" in text


def test_the_conditions_in_force_can_be_taken_off_one_by_one(shown, school):
    text = shown("?kind=school&name=城关&page=1").content.decode()
    assert "类型：学校" in text
    assert "?name=%E5%9F%8E%E5%85%B3" in text


def test_a_condition_that_cannot_be_read_shows_its_error_and_no_rows(shown, school):
    answer = shown("?closed=yesterday")
    assert names(answer) == []
    assert "field-error" in answer.content.decode()


def test_an_empty_list_says_what_to_do(client, shown, wang, school):
    assert "没有符合条件的记录" in shown("?name=没有这所").content.decode()
    OrgUnit.objects.none()
    client.force_login(wang)
    wang.assignments.update(status="revoked")
    assert "先导入机构名单。" in client.get(URL).content.decode()


def test_a_batch_takes_the_boxes_ticked_and_nothing_out_of_scope(wang, school, zhao_school):
    request = RequestFactory().post(URL, {"selected": [str(school.pk), str(zhao_school.pk), "x"]})
    assert list(selection(request, OrgUnit.objects.visible_to(wang), UnitFilter)) == [school]


def test_a_batch_of_all_takes_the_query_and_not_the_page(chen, school, zhao_school):
    request = RequestFactory().post(URL, {"all": "1", "query": "kind=school", "selected": []})
    assert set(selection(request, OrgUnit.objects.visible_to(chen), UnitFilter)) == {school, zhao_school}


def test_an_export_is_told_the_conditions_of_the_screen(shown, chen, school, zhao_school):
    listed = shown("?name=第一&sort=name&page=1").context["list"]
    assert QueryDict(listed.query).dict() == {"name": "第一", "sort": "name"}
    request = RequestFactory().post(URL)
    assert list(matching(listed.query, OrgUnit.objects.visible_to(chen), UnitFilter, request)) == [school]


def test_an_export_with_a_condition_that_cannot_be_read_hands_out_nothing(chen, school):
    request = RequestFactory().post(URL)
    assert not matching("closed=x", OrgUnit.objects.visible_to(chen), UnitFilter, request)
