"""Two sides told apart: by character, by place, as far as a damaged number is true."""

import pytest

from students.rules.comparisons import Numbers, Span, compare_numbers, spans, verdict_of


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [("男", "男", "same"), ("男", "女", "different"), ("", "女", "unknown"), ("男", None, "unknown")],
)
def test_nothing_on_one_side_is_no_difference(left, right, verdict):
    assert verdict_of(left, right) == verdict


@pytest.mark.parametrize(
    ("left", "right", "first", "second"),
    [
        ("张三", "张叁", [Span("张"), Span("三", True)], [Span("张"), Span("叁", True)]),
        ("阿依古丽", "阿依·古丽", [Span("阿依"), Span("古丽")], [Span("阿依"), Span("·", True), Span("古丽")]),
        ("李明", "李明", [Span("李明")], [Span("李明")]),
    ],
)
def test_a_name_is_cut_where_it_differs(left, right, first, second):
    assert spans(left, right) == (first, second)


def test_numbers_are_compared_place_by_place_and_never_quoted():
    assert compare_numbers("610324201403150011", "610324201403150011") == Numbers("same")
    assert compare_numbers("610324201403150011", "610324201403150029") == Numbers("different", (17, 18))
    assert compare_numbers("61032420140315001", "610324201403150011") == Numbers("different", (18,), (17, 18))
    assert compare_numbers("61032420143150011", "610324201403150011") == Numbers("different", (11,), (17, 18))
    assert compare_numbers("", "610324201403150011") == Numbers("unknown")


def test_of_a_number_that_a_cell_has_rounded_fifteen_digits_count():
    assert compare_numbers("610324201403150000", "610324201403150011", numeric=True) == Numbers("alike", whole=False)
    assert compare_numbers("610324201403160000", "610324201403150011", numeric=True) == Numbers("different", (14,), whole=False)
