import pytest

from aid_portal.rules.scopes import lies_within, moved, parents_first, path_of


def test_a_path_is_the_way_down_from_the_bureau() -> None:
    town = path_of(path_of(None, "610324"), "610324100")
    assert (path_of(None, "610324"), town, path_of(town, "2161324001")) == ("/", "/610324100/", "/610324100/2161324001/")


@pytest.mark.parametrize(
    ("path", "scope", "inside"),
    [("/a/b/", "/a/", True), ("/a/", "/a/", True), ("/ab/", "/a/", False), ("/a/", "/a/b/", False), ("/a/", "/", True)],
)
def test_a_scope_holds_itself_and_what_stands_below(path: str, scope: str, inside: bool) -> None:
    assert lies_within(path, scope) is inside


def test_what_stands_below_moves_along() -> None:
    assert moved("/a/school/point/", "/a/school/", "/b/school/") == "/b/school/point/"


def test_parents_come_before_their_children_in_whatever_order_they_stand() -> None:
    order = list(parents_first({"school": "town", "point": "school", "town": "bureau", "bureau": ""}))
    assert sorted(order) == ["bureau", "point", "school", "town"]
    assert [order.index(code) for code in ("bureau", "town", "school", "point")] == [0, 1, 2, 3]


def test_units_that_stand_in_a_circle_are_left_out() -> None:
    assert list(parents_first({"a": "b", "b": "a", "c": ""})) == ["c"]
