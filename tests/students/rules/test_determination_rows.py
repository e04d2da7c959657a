import pytest

from students.rules.determination_rows import read_determination
from tests.students.rules.rows import BOY, TODAY, FormulaCell, codes, record_cells

ROW = {"学籍号": f"G{BOY}", "姓名": "王小明", "学年": "2022-2023", "认定档次": "特别困难"}


def read(unknown=(), /, **changed):
    return read_determination(9, record_cells("determinations", **(ROW | changed)), TODAY, unknown)


def test_a_determination_says_child_year_and_tier():
    row = read(困难类型="其他", 学校标识码=2161324002.0)
    assert row.issues == []
    assert row.row == 9
    assert row.values == (9, f"G{BOY}", "王小明", "2022-2023", "severe", "其他", "2161324002", {})


def test_the_lower_tier_is_general():
    assert read(认定档次=" 一般困难 ").values.tier == "general"


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("认定档次", "很困难", "bad_tier"), ("认定档次", "", "bad_tier"), ("学年", "2022", "bad_date"), ("学年", "", "missing"),
        ("姓名", "", "missing"), ("学籍号", "", "missing"), ("学籍号", BOY, "bad_registry_number"), ("学籍号", 1.0, "numeric_id"),
        ("学籍号", FormulaCell(f"G{BOY}"), "formula_cell"),
    ],
)  # fmt: skip
def test_a_determination_without_child_year_or_tier_is_an_error(column, cell, code):
    row = read(**{column: cell})
    assert codes(row) == [(column, code)]
    assert row.has_error
    assert not row.has_warning


def test_other_columns_of_a_determination_are_kept():
    assert read(("备注一",), 班级="2班", 备注一="单亲").values.extra == {"班级": "2班", "备注一": "单亲"}
