"""Where the columns stand, and what is said when one of them does not."""

import pytest

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.layout import Layout, Spec, demand, find, key_of, letters_of

SPEC = Spec(("姓名", "身份证号", "年级"), ("监测对象(类型)",), {"证件号码": "身份证号"}, ("合计",))


@pytest.mark.parametrize("cell", ["* 身份证号", "身份\n证号", "身份证号＊", "\u200b身份证号\ufeff", "　身份证 号"])
def test_a_heading_is_compared_without_dust(cell: str) -> None:
    assert key_of(cell) == "身份证号"


def test_brackets_of_either_width_are_one() -> None:
    layout = find([(1, ["姓名", "证件号码", "监测对象（类型）"])], SPEC)
    assert layout == Layout(1, {"姓名": 0, "身份证号": 1, "监测对象(类型)": 2})


def test_numbers_and_days_are_no_headings() -> None:
    assert (key_of(3.0), key_of(None)) == ("", "")


def test_the_first_row_that_holds_half_is_taken() -> None:
    assert find([(1, ["姓名"]), (2, ["姓名", "年级"]), (3, list(SPEC.required))], SPEC) == Layout(2, {"姓名": 0, "年级": 1})
    assert find([(1, ["姓名"])], SPEC) is None


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(Fault) as fault:
        demand(Layout(4, {"姓名": 0}, {"性别": 1}), SPEC, "数据")
    assert fault.value.detail == {
        "sheet": "数据",
        "row": 4,
        "missing": "身份证号、年级",
        "found": "姓名、性别",
        "unknown": "性别",
    }


def test_columns_are_named_as_the_sheet_names_them() -> None:
    assert [letters_of(column) for column in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
