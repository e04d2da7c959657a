"""A letter is due for the unit, its grades, its classes and its posts, each below the one that signs before."""

from supervision.choices import LetterLevel
from supervision.rules.letter_places import ClassFacts, places_of

ALL = LetterLevel.values
CLASSES = [ClassFacts(13, "三年级", "10班"), ClassFacts(13, "三年级", "2班"), ClassFacts(11, "一年级", "1")]


def labels(*levels: str, posts: tuple[str, ...] = ()) -> list[str]:
    return [place.label for place in places_of("天度镇中心小学", levels, posts, CLASSES)]


def test_each_level_stands_below_the_one_above() -> None:
    above = {place.label: place.above for place in places_of("天度镇中心小学", ALL, ("食堂管理员",), CLASSES)}
    assert above == {
        "天度镇中心小学": None,
        "一年级": ("unit", "天度镇中心小学"),
        "三年级": ("unit", "天度镇中心小学"),
        "一年级1班": ("grade", "一年级"),
        "三年级2班": ("grade", "三年级"),
        "三年级10班": ("grade", "三年级"),
        "食堂管理员": ("unit", "天度镇中心小学"),
    }


def test_classes_sign_with_the_unit_where_grades_do_not_sign() -> None:
    places = places_of("天度镇中心小学", [LetterLevel.UNIT, LetterLevel.CLASS], (), CLASSES)
    assert {place.above for place in places[1:]} == {("unit", "天度镇中心小学")}


def test_only_the_levels_of_the_template_are_due() -> None:
    assert labels(LetterLevel.UNIT) == ["天度镇中心小学"]
    assert labels(LetterLevel.UNIT, LetterLevel.POST, posts=("食堂管理员", "采购员")) == [
        "天度镇中心小学",
        "食堂管理员",
        "采购员",
    ]


def test_they_sort_by_grade_and_by_the_number_of_the_class() -> None:
    places = sorted(places_of("天度镇中心小学", ALL, ("食堂管理员",), CLASSES), key=lambda place: place.position)
    assert [place.label for place in places] == [
        *("天度镇中心小学", "一年级", "一年级1班", "三年级", "三年级2班", "三年级10班", "食堂管理员")
    ]


def test_a_class_is_named_once_with_its_grade() -> None:
    [_unit, place] = places_of("小学", [LetterLevel.UNIT, LetterLevel.CLASS], (), [ClassFacts(13, "三年级", "三年级2班")])
    assert place.label == "三年级2班"
