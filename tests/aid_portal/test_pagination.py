"""Pages of long and short lists: nothing twice, nothing missed, no way to a row that is not one's own."""

import pytest

from aid_portal import pagination
from aid_portal.models import OrgUnit
from aid_portal.pagination import page_of
from tests.factories.portal import a_school, a_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools(school):
    """Twenty-five schools of two towns, many of the same name, some closed."""
    other = a_town("610324101", "法门镇")
    for n in range(24):
        closed = f"2022-0{1 + n % 3}-01" if n % 4 == 0 else None
        a_school(name=f"第{n % 5}小学", parent=other if n % 2 else None, closed_on=closed)
    return OrgUnit.objects.schools()


@pytest.fixture
def long_lists(monkeypatch):
    """Lists are long from the eleventh row, and a page may have four."""
    monkeypatch.setattr(pagination, "CAP", 10)
    monkeypatch.setattr(pagination, "SIZES", (4, 50, 100))


def walk(queryset, order, step="next", **params):
    """All rows, page after page."""
    seen = []
    while True:
        page = page_of({"size": "4", **params}, queryset, order=order)
        seen.extend([page.rows] if step == "next" else [page.rows[::-1]])
        params = {name: value for name, value in (getattr(page, step) or {}).items() if value}
        if not params:
            return [row.pk for rows in seen for row in rows]


ORDERS = [["name"], ["-name"], ["closed_on"], ["-closed_on"], ["parent__name", "-name"], ["-pk"], ["code"]]


@pytest.mark.parametrize("order", ORDERS, ids="+".join)
def test_a_long_list_shows_every_row_once_in_either_direction(order, schools, long_lists):
    sign = "-" if order[0].startswith("-") else ""
    expected = list(schools.order_by(*order, f"{sign}pk").values_list("pk", flat=True))
    assert walk(schools, order) == expected
    last = schools.order_by(*order, f"{sign}pk").last()
    assert walk(schools, order, "previous", before=str(last.pk)) == expected[-2::-1]


def test_the_first_page_of_a_long_list_has_no_page_before_it(schools, long_lists):
    page = page_of({"size": "4"}, schools, order=["name"])
    assert (page.previous, page.first) == (None, None)
    second = page_of({"size": "4", **page.next}, schools, order=["name"])
    back = page_of({"size": "4", **second.previous}, schools, order=["name"])
    assert (back.rows, back.previous) == (page.rows, None)


def test_a_long_list_is_not_counted_to_its_end(schools, long_lists):
    page = page_of({}, schools)
    assert (page.total, page.capped, page.number) == (10, True, None)


def test_a_short_list_has_page_numbers(schools, monkeypatch):
    monkeypatch.setattr(pagination, "SIZES", (4, 10, 100))
    page = page_of({"page": "3"}, schools, order=["name"])
    assert (page.number, page.pages, page.start, page.end, page.total) == (3, 3, 21, 25, 25)
    assert (page.next, page.previous) == (None, {"page": "2"})


@pytest.mark.parametrize("asked", ["0", "99", "-1", "x", "1" * 40])
def test_a_page_that_does_not_exist_is_the_nearest_that_does(asked, schools):
    page = page_of({"page": asked, "size": "20"}, schools)
    assert page.number == (2 if asked == "99" else 1)


@pytest.mark.parametrize("key", ["0", "abc", "999999"])
def test_an_anchor_that_is_gone_begins_the_list_afresh(key, schools, long_lists):
    assert (
        page_of({"after": key, "size": "4"}, schools, order=["name"]).rows == page_of({"size": "4"}, schools, order=["name"]).rows
    )


def test_an_anchor_out_of_sight_tells_nothing_about_its_row(schools, long_lists):
    foreign = schools.order_by("name").last()
    own = schools.exclude(pk=foreign.pk)
    page = page_of({"after": str(foreign.pk), "size": "4"}, own, anchors=own, order=["name"])
    assert page.rows == page_of({"size": "4"}, own, order=["name"]).rows


def test_an_anchor_that_left_the_filter_still_holds_the_place(schools, long_lists):
    ordered = list(schools.order_by("name", "pk"))
    matching = schools.exclude(pk=ordered[7].pk)
    page = page_of({"after": str(ordered[7].pk), "size": "4"}, matching, anchors=schools, order=["name"])
    assert page.rows == ordered[8:12]


def test_a_deep_page_of_a_long_list_costs_three_queries(schools, long_lists, django_assert_num_queries):
    middle = schools.order_by("name")[12]
    with django_assert_num_queries(3):
        page_of({"after": str(middle.pk), "size": "4"}, schools, order=["name"])


def test_a_column_without_nulls_is_walked_by_one_row_comparison(schools, long_lists, django_assert_num_queries):
    anchor = schools.order_by("name")[3]
    with django_assert_num_queries(3) as seen:
        page_of({"after": str(anchor.pk)}, schools, order=["name"])
    assert '("aid_portal_orgunit"."name", "aid_portal_orgunit"."id") >' in seen.captured_queries[-1]["sql"]


@pytest.mark.parametrize("order", [["name"], ["-parent__name", "code"]])
def test_of_many_rows_the_keys_are_sorted_alone_and_the_page_is_the_same(
    order, schools, long_lists, monkeypatch, django_assert_num_queries
):
    joined = OrgUnit.objects.select_related("parent")
    earlier = page_of({}, joined, order=order).rows[3]
    params = {"after": str(earlier.pk)}
    whole = page_of(params, joined, order=order).rows
    monkeypatch.setattr(pagination, "MANY", 0)
    with django_assert_num_queries(3) as queries:
        assert page_of(params, joined, order=order).rows == whole
    assert whole
    keys = queries.captured_queries[-1]["sql"].partition(" IN (SELECT ")[2]
    assert "LIMIT" in keys
    assert '"path"' not in keys
