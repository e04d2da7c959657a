"""Numbers of an activity, and how a year's figure is printed."""

import pytest

from supervision.rules.outreach import faults, printed, year_in_words


@pytest.mark.parametrize(
    ("kind", "numbers", "wrong"),
    [
        ("visit", {"visits": 1}, set()),
        ("visit", {"visits": 1, "copies": 2}, set()),
        ("visit", {"visits": 0}, {"visits"}),
        ("visit", {"visits": 2, "audience": 5}, {"audience"}),
        ("leaflet", {"visits": 2}, {"visits", "copies"}),
        ("push", {"sent": 10, "delivered": 10, "read": 10}, set()),
        ("push", {"sent": 10, "delivered": 0, "read": 0}, set()),
        ("push", {"sent": 10, "delivered": 11}, {"delivered"}),
        ("push", {"sent": 10, "delivered": 9, "read": 10}, {"read"}),
        ("push", {"sent": 10, "read": 1}, {"read"}),
        ("meeting", {}, {"audience"}),
        ("display", {}, set()),
    ],
)
def test_each_kind_has_its_numbers(kind, numbers, wrong) -> None:
    assert set(faults(kind, numbers)) == wrong


@pytest.mark.parametrize(("number", "words"), [(600, "600"), (7500, "7500"), (7512, "7500余"), (999, "999"), (1001, "1000余")])
def test_what_is_over_is_printed_as_a_word_and_the_exact_number_is_kept(number, words) -> None:
    assert printed(number) == words


def test_the_sentence_of_the_year() -> None:
    assert year_in_words(600, 7512) == "全年共入户宣讲政策600人次，发放宣传资料7500余份。"
